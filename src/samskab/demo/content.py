"""The demo file: everything invented, read once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

try:  # the pure Python reader takes two seconds for this file, the compiled one a tenth of that
    from yaml import CSafeLoader as SafeLoader
except ImportError:
    from yaml import SafeLoader  # type: ignore[assignment]  # the same reader, slower

Row = dict[str, Any]


@cache
def content() -> Row:
    """The whole file. Callers read it and never write in it."""
    text = files("samskab.demo").joinpath("content.yaml").read_text(encoding="utf-8")
    found: Row = yaml.load(text, Loader=SafeLoader)
    return found


def courses() -> list[Row]:
    """The three courses, each as the file tells it."""
    found: list[Row] = content()["processes"]
    return found


def course(slug: str) -> Row:
    return next(row for row in courses() if row["slug"] == slug)


def stop_of(slug: str) -> int:
    """The day a fresh demo shows a course at."""
    stops = content()["meta"]["suggested_stops"]
    return next(int(stop["day"]) for stop in stops if stop["process"] == slug)


def last_day(row: Row) -> int:
    return int(row["follow_up"]["day"])


def state_day(row: Row, state: str) -> int:
    """The day a course reaches a state for the first time."""
    return next(int(found["day"]) for found in row["states"] if found["state"] == state)
