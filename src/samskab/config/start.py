"""What every command of the house needs: Django, a database, and refusals in plain words."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

REFUSED = 2


def django() -> None:
    """Load the house. Until then nothing of it may be imported."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samskab.config.settings")
    import django  # noqa: PLC0415 - only the commands that need it pay for it

    django.setup()


def answered(act: Callable[[], str]) -> int:
    """Run one command's act and print what it answers; a refusal is three sentences and exit code 2."""
    from django.db.utils import OperationalError, ProgrammingError  # noqa: PLC0415 - after `django`

    from samskab.kit.errors import Refusal  # noqa: PLC0415 - after `django`
    from samskab.kit.refusals import explain  # noqa: PLC0415 - after `django`

    try:
        print(act())  # noqa: T201 - a command talks in a terminal
    except Refusal as refusal:
        words = explain(refusal)
        print(f"samskab: {words.what} {words.why} {words.step}", file=sys.stderr)  # noqa: T201 - as above
        return REFUSED
    except (OperationalError, ProgrammingError) as error:
        print(f"samskab: the database is not ready ({error}); run: samskab migrate", file=sys.stderr)  # noqa: T201 - as above
        return REFUSED
    return 0
