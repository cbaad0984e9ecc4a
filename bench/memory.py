"""What the machine says: peak memory of one piece of work (Linux), and how fast its core is just now."""

import time
from pathlib import Path


def peak_megabytes() -> float:
    """Highest resident memory since the last reset."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def reset_peak() -> None:
    """Start counting the peak from what is resident now."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def loop_milliseconds() -> float:
    """Processor time of a fixed plain loop: about 110 on a quiet core of 2023, more when others share it."""
    started, total = time.process_time(), 0
    for number in range(2_000_000):
        total += number * number
    return (time.process_time() - started) * 1000
