"""The command `samskab`: `up`, the words of `samskab.commands`, and every Django command."""

from __future__ import annotations

import argparse
import os
import pkgutil
import sys
from importlib import import_module

from samskab import commands

__all__ = ["main"]


def main(argv: list[str] | None = None) -> int:
    """Run one word. Own words load no more than they need: `verify` works without Django and without the
    maths.
    """
    words = sys.argv[1:] if argv is None else argv
    own = {module.name for module in pkgutil.iter_modules(commands.__path__)}
    word = words[0].replace("-", "_") if words else ""
    if word not in own:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samskab.config.settings")
        from django.core.management import execute_from_command_line  # noqa: PLC0415 - only when Django is asked

        execute_from_command_line(["samskab", *words])
        return 0
    module = import_module(f"samskab.commands.{word}")
    parser = argparse.ArgumentParser(prog=f"samskab {words[0]}", description=module.__doc__)
    module.configure(parser)
    return int(module.run(parser.parse_args(words[1:])))
