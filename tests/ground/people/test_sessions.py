"""Sessions are Django's own rows, read by one plain question."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore as DjangoStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from samskab.ground.people.selectors import participant_by_code
from samskab.ground.people.sessions import SessionStore
from tests.builders import NOW, person

pytestmark = pytest.mark.django_db


def kept() -> str:
    session = DjangoStore()
    session["word"] = "bus"
    session.create()
    return str(session.session_key)


def test_what_django_wrote_is_read_in_one_question() -> None:
    session = SessionStore(kept())
    with CaptureQueriesContext(connection) as seen:
        assert session["word"] == "bus"
    assert len(seen) == 1


def test_what_is_written_here_django_reads() -> None:
    session = SessionStore()
    session["word"] = "tog"
    session.save()
    assert DjangoStore(session.session_key)["word"] == "tog"


def test_a_session_past_its_time_is_empty_and_gets_another_key() -> None:
    key = kept()
    Session.objects.filter(pk=key).update(expire_date=timezone.now() - timedelta(seconds=1))
    session = SessionStore(key)
    assert "word" not in session
    session["word"] = "ny"
    session.save()
    assert session.session_key != key


def test_an_unknown_key_is_never_taken_over() -> None:
    session = SessionStore("a" * 32)
    assert dict(session.items()) == {}
    session["word"] = "ny"
    session.save()
    assert session.session_key != "a" * 32


def test_a_code_taken_back_opens_nothing_from_that_moment() -> None:
    who = person()
    assert participant_by_code(who.pk) == who
    who.code_given_at = who.code_revoked_at = NOW
    who.save()
    assert participant_by_code(who.pk) is None
