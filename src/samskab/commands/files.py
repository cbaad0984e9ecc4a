"""Reading what a command is pointed at, saying plainly what is wrong with it, and that work goes on."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

BAD_INPUT = 2
PATIENCE = 1.0


class InputError(Exception):
    """Input that cannot be used: which file, which line (0: none in particular), and what is wrong."""

    def __init__(self, file: str, line: int, what: str) -> None:
        self.file, self.line, self.what = file, line, what
        super().__init__(f"{file}:{line}: {what}" if line else f"{file}: {what}")


def read_text(file: str) -> str:
    """Read a UTF-8 file exactly as it is, so that the hash of the text is the hash of the file."""
    try:
        return Path(file).read_bytes().decode("utf-8")
    except OSError as error:
        raise InputError(file, 0, error.strerror or "cannot be read") from error
    except UnicodeDecodeError as error:
        raise InputError(file, 0, f"is not UTF-8 (byte {error.start})") from error


def read_json(file: str) -> tuple[str, object]:
    """Read a JSON file; also gives its text, so that later errors can name a line."""
    text = read_text(file)
    try:
        return text, json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise InputError(file, error.lineno, f"is not JSON: {error.msg}") from error
    except RecursionError as error:
        raise InputError(file, 0, "is nested too deeply") from error


def line_of(text: str, *names: object) -> int:
    """Find the line where these names appear one after the other, as quoted words; 0 when they do not."""
    at = 0
    for name in names:
        found = text.find(json.dumps(str(name), ensure_ascii=False), at)
        if found < 0:
            return 0
        at = found + 1
    return text.count("\n", 0, at) + 1 if names else 0


def write_json(outcome: object) -> None:
    """Print one JSON document to standard output."""
    sys.stdout.write(json.dumps(outcome, ensure_ascii=False, indent=1) + "\n")


def say(text: str = "") -> None:
    """Print one line of an answer."""
    sys.stdout.write(text + "\n")


def refuse(error: InputError) -> int:
    """Print what is wrong to standard error; gives the exit code."""
    sys.stderr.write(f"samskab: {error}\n")
    return BAD_INPUT


@contextmanager
def working(on: str) -> Iterator[Callable[[str], None]]:
    """While the work lasts longer than a second, tell on standard error each second how far it is.

    Gives a function that takes the words for where the work stands; it costs nothing to call it often.
    """
    state, done, began = [on], threading.Event(), time.monotonic()

    def tell() -> None:
        while not done.wait(PATIENCE):
            sys.stderr.write(f"samskab: {time.monotonic() - began:.0f} s, {state[0]}\n")
            sys.stderr.flush()

    def now(words: str) -> None:
        state[0] = words

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield now
    finally:
        done.set()
        teller.join()
