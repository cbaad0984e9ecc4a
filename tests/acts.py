"""What tests of acts share: a refusal by its code, lines in the record, a broken constraint."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import DataError, IntegrityError, models, transaction
from django.test import Client

from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Participant
from samskab.ground.people.viewer import CODE_SESSION_KEY, CODE_STAMP_KEY, code_stamp
from samskab.ground.record.models import Entry
from samskab.kit.errors import Refusal

NOBODY = Actor()
RECORDS, RECORDS_OF = "account_authentication_methods", "account_authentication_methods_user"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@contextmanager
def refused(code: str, status: int | None = None) -> Iterator[None]:
    """The act is refused with this code, and leaves nothing in the record."""
    before = Entry.objects.count()
    with pytest.raises(Refusal) as said:
        yield
    assert said.value.code == code
    assert status is None or said.value.status == status
    assert Entry.objects.count() == before


@contextmanager
def writes(*kinds: str) -> Iterator[None]:
    """Exactly these lines come into the public record, in this order."""
    before = Entry.objects.count()
    yield
    assert tuple(Entry.objects.order_by("seq").values_list("kind", flat=True)[before:]) == kinds


def breaks(name: str, write: Callable[[], object]) -> None:
    """A direct write is refused by the database, by the constraint of this name.

    SQLite does not name a uniqueness; PostgreSQL says of a text that is too long only that it is.
    """
    with pytest.raises((IntegrityError, DataError)) as said, transaction.atomic():
        write()
    text = str(said.value)
    assert any(words in text for words in (name, "UNIQUE", "NOT NULL", "value too long")), text


def constraints_of(label: str) -> set[str]:
    """The names of every constraint of a room's models."""
    found: set[str] = set()
    for model in apps.get_app_config(label).get_models():
        found.update(constraint.name for constraint in model._meta.constraints)
    return found


def row(model: type[models.Model], **fields: object) -> Callable[[], object]:
    """A direct write to try."""
    return lambda: model._default_manager.create(**fields)


def come_in(client: Client, participant: Participant, *, two_factors: bool = True) -> Client:
    """A browser in which this person has come in, by their own door, and with both locks when it has two."""
    if participant.user is not None:
        client.force_login(participant.user, BACKEND)
        if two_factors:
            session = client.session
            session[RECORDS] = [{"method": "mfa", "type": "totp"}]
            session[RECORDS_OF] = str(participant.user.pk)
            session.save()
        return client
    session = client.session
    session[CODE_SESSION_KEY], session[CODE_STAMP_KEY] = participant.pk, code_stamp(participant)
    session.save()
    return client
