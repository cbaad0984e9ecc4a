"""The poisoned house: all worlds of the matrix and two more, in one transaction that is taken back."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.template import engines
from django.template.loaders.filesystem import Loader

from samskab.commons.news import outbox
from samskab.ground.people.models import Participant
from samskab.kit import clock
from tests.access.worlds import Case, cases
from tests.acts import come_in
from tests.builders import NOW
from tests.every_form import WORLDS, World
from tests.payloads.poison import Poison
from tests.payloads.seeds import doors_house, in_every_table, letters, sit_down, whole_house

ALL: tuple[Callable[[], World], ...] = (*WORLDS, doors_house, whole_house)
IN_A_FOLDER = "django.core.mail.backends.filebased.EmailBackend"


@contextmanager
def poisoned_house(
    mail: Path, worlds: Sequence[Callable[[], World]] = ALL
) -> Iterator[tuple[list[Case], Poison]]:
    """The cases, the last of them the process with something in every room; every text is hostile."""
    logging.disable(logging.WARNING)  # a refusal a line would be thousands
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(clock, "now", lambda: NOW)
        patched.setattr(settings, "EMAIL_FILE_PATH", mail)
        patched.setattr(settings, "EMAIL_BACKEND", IN_A_FOLDER)
        try:
            with transaction.atomic():
                found = list(cases(worlds, private=False))
                for case in found:
                    if case.name == doors_house.__name__:
                        sit_down(case)
                if worlds is ALL:
                    in_every_table()
                poison = Poison()
                letters()
                poisoned_anew(found, poison)
                outbox.run(now=NOW)
                yield found, poison
                transaction.set_rollback(True)
        finally:
            logging.disable(logging.NOTSET)


def poisoned_anew(found: Sequence[Case], poison: Poison) -> None:
    """Other payloads in every text. A new mail address ends every login, so everybody comes in again."""
    poison.into_everything()
    cache.clear()
    for case in found:
        for role, who in case.people.items():
            if who is not None and who.user is not None:
                come_in(case.clients[role], Participant.objects.get(pk=who.pk))


PLANTED = ("{{ process.title }}", "{{ process.title|safe }}")


@contextmanager
def a_careless_template() -> Iterator[None]:
    """The title of a process let through as it is, wherever a template says it alone."""
    read = Loader.get_contents

    def careless(self: Loader, origin: object) -> str:
        return str(read(self, origin)).replace(*PLANTED)  # type: ignore[arg-type]  # Django's own origin

    loaders = engines["django"].engine.template_loaders  # type: ignore[attr-defined]  # Django's own engine
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Loader, "get_contents", careless)
        for loader in loaders:
            loader.reset()
        yield
    for loader in loaders:
        loader.reset()
