/* A disk that needs COMMIT_MS more milliseconds to answer that something is kept; for bench/votes.py only. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static int slowly(const char *name, int fd) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    const char *told = getenv("COMMIT_MS");
    long nanoseconds = told ? (long)(atof(told) * 1e6) : 0;
    struct timespec wait = {nanoseconds / 1000000000L, nanoseconds % 1000000000L};
    nanosleep(&wait, NULL);
    return real(fd);
}

int fsync(int fd) { return slowly("fsync", fd); }
int fdatasync(int fd) { return slowly("fdatasync", fd); }
