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
from samskab.commands.files import InputError, read_json, read_text, refuse, say, working, write_json
from samskab.methods.outcome import Json, Reader, differences

DOES_NOT_HOLD = 1
Rerun = Callable[[Mapping[str, Json], Reader], dict[str, Json]]


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the words after `samskab recount`."""
    parser.add_argument("file", metavar="OUTCOME.json", help="what another command wrote with --json")
    parser.add_argument(
        "--input",
        default="",
        help="the file, or the folder that holds the files, if they are not where the outcome says",
    )
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
        if not isinstance(stored, dict) or _package(stored) not in recountable():
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
    module = importlib.import_module(f"samskab.methods.{_package(stored)}.stored")
    rerun = cast("Rerun", module.rerun)
    try:
        with working(f"counting {stored['method']} again"):
            again = rerun(stored, _Inputs(args))
    except (KeyError, TypeError, ValueError, AttributeError, OSError) as error:
        raise InputError(args.file, 0, f"cannot be recounted: {type(error).__name__} {error}") from error
    return again


def _package(stored: Mapping[str, Json]) -> str:
    """The package under `samskab.methods` that counted: the first word of the method's name."""
    return str(stored.get("method")).partition(".")[0]


class _Inputs:
    """What the outcome carries, else the file or folder it points to, beside the outcome if need be."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.outcome, self.given = Path(args.file), args.input

    def __call__(self, source: Mapping[str, Json]) -> str:
        carried = source.get("text")
        if isinstance(carried, str) and not self.given:
            return _checked(str(self.outcome), carried, source)
        place = str(self.path(source))
        return _checked(place, read_text(place), source)

    def path(self, source: Mapping[str, Json]) -> Path:
        """Where it lies now: given on the command line (the file, or a folder that holds it), where the
        outcome says, or beside the outcome.
        """
        named = Path(str(source.get("file", "")))
        if self.given:
            inside = Path(self.given) / named.name
            return inside if inside.exists() else Path(self.given)
        return named if named.exists() else self.outcome.parent / named.name


def _checked(place: str, text: str, source: Mapping[str, Json]) -> str:
    """Refuse an input that is not the one the outcome was counted from."""
    wanted = source.get("sha256")
    if wanted is not None and hashlib.sha256(text.encode()).hexdigest() != wanted:
        raise InputError(place, 0, "is not the input this outcome was counted from (SHA-256 differs)")
    return text
