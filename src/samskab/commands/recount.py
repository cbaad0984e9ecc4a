"""`samskab recount`: count a published outcome again from its own input and say whether it holds."""

from __future__ import annotations

import argparse
import hashlib
import importlib
import pkgutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

import samskab.methods
from samskab.commands.files import InputError, read_json, read_text, refuse, say, write_json
from samskab.methods.outcome import Json, differences

DOES_NOT_HOLD = 1
Rerun = Callable[[Mapping[str, Json], Callable[[Mapping[str, Json]], str]], dict[str, Json]]


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the words after `samskab recount`."""
    parser.add_argument("file", metavar="OUTCOME.json", help="what another command wrote with --json")
    parser.add_argument("--input", default="", help="where the input lies now, if not where the outcome says")
    parser.add_argument("--json", action="store_true", help="keys: holds, method, input_sha256, differences")


def recountable() -> tuple[str, ...]:
    """
    Name the methods whose outcomes can be recounted.

    A method registers itself by a module `stored` in its package with a function
    ``rerun(stored, read) -> dict``: `stored` is the whole outcome, ``read(stored["input"])`` gives the text
    it was counted from, and the dict holds the outcome's fields as counted now. Nothing else is needed, so
    a new method never has to touch this command.
    """
    found = []
    for package in pkgutil.iter_modules(samskab.methods.__path__):
        if package.ispkg:
            inside = [str(Path(place) / package.name) for place in samskab.methods.__path__]
            found += [package.name for module in pkgutil.iter_modules(inside) if module.name == "stored"]
    return tuple(sorted(found))


def run(args: argparse.Namespace) -> int:
    """Recount; 0 when the outcome holds, 1 when it does not, 2 when it cannot be recounted."""
    try:
        _, stored = read_json(args.file)
        if not isinstance(stored, dict) or stored.get("method") not in recountable():
            what = f"is not an outcome of {', '.join(recountable())}"
            raise InputError(args.file, 0, what)
        again = _again(args, stored)
    except InputError as error:
        return refuse(error)
    published = {key: value for key, value in stored.items() if key != "input"}
    differ = differences(published, again)
    if args.json:
        facts = {"holds": not differ, "method": stored["method"], "input_sha256": again.get("input_sha256")}
        write_json({**facts, "differences": list(differ)})
    elif differ:
        say(f"The outcome does NOT hold; it differs at: {', '.join(differ)}")
    else:
        say(f"The outcome holds: {stored['method']}, input {again.get('input_sha256')}")
    return DOES_NOT_HOLD if differ else 0


def _again(args: argparse.Namespace, stored: dict[str, Json]) -> dict[str, Json]:
    module = importlib.import_module(f"samskab.methods.{stored['method']}.stored")
    rerun = cast("Rerun", module.rerun)

    def read(source: Mapping[str, Json]) -> str:
        return _input_text(args, source)

    try:
        again = rerun(stored, read)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(args.file, 0, f"cannot be recounted: {type(error).__name__} {error}") from error
    return again


def _input_text(args: argparse.Namespace, source: Mapping[str, Json]) -> str:
    """Take the input the outcome carries, else the file it points to, beside the outcome if need be."""
    carried = source.get("text")
    if isinstance(carried, str) and not args.input:
        return _checked(args.file, carried, source)
    named = Path(args.input or str(source.get("file", "")))
    beside = Path(args.file).parent / named.name
    place = named if args.input or named.is_file() else beside
    return _checked(str(place), read_text(str(place)), source)


def _checked(place: str, text: str, source: Mapping[str, Json]) -> str:
    """Refuse an input that is not the one the outcome was counted from."""
    wanted = source.get("sha256")
    if wanted is not None and hashlib.sha256(text.encode()).hexdigest() != wanted:
        raise InputError(place, 0, "is not the input this outcome was counted from (SHA-256 differs)")
    return text
