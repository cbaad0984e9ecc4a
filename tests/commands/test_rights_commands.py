"""The commands about what is kept: the register, tidying, the monthly draw, and erasing on request."""

from __future__ import annotations

import argparse
import csv
import importlib
import io
from datetime import UTC, datetime

import pytest

from samskab.commands import up
from samskab.ground.people import services as people
from samskab.ground.people.models import Attempt, Participant
from samskab.ground.rights import services
from samskab.ground.rights.models import Look, Tidying
from samskab.kit import clock, personal
from tests.builders import NOW, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def command(capsys: pytest.CaptureFixture[str], word: str, *args: str) -> tuple[int, str]:
    module = importlib.import_module(f"samskab.commands.{word}")
    parser = argparse.ArgumentParser()
    module.configure(parser)
    code = module.run(parser.parse_args(args))
    said = capsys.readouterr()
    return code, said.out + said.err


def test_the_register_has_a_line_for_every_personal_field(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = command(capsys, "register", "--language", "en")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert len(rows) == sum(len(part.fields) for part in personal.told().parts)
    vote = next(row for row in rows if (row["store"], row["field"]) == ("knowledge.Vote", "value"))
    assert (vote["what"], vote["on erasure"]) == ("Your votes on statements", "removed")


def test_tidy_counts_first_and_then_lets_go(capsys: pytest.CaptureFixture[str]) -> None:
    Attempt.objects.create(door="code", source="x", at=datetime(2026, 10, 1, tzinfo=UTC))
    assert "1 would go: tries" in command(capsys, "tidy", "--dry-run")[1]
    assert Attempt.objects.count() == 1
    assert "1 gone: tries" in command(capsys, "tidy")[1]
    assert "0 gone: tries" in command(capsys, "tidy")[1]


def test_looks_draws_a_month_with_public_ids_only(capsys: pytest.CaptureFixture[str]) -> None:
    owner, reader = person("Vera"), person("Viggo")
    at = datetime(2026, 10, 5, tzinfo=UTC)
    Look.objects.create(owner=owner, reader=reader, office="helper", what="members", at=at)
    code, out = command(capsys, "looks", "2026-10")
    assert (code, len(out.strip().splitlines())) == (0, 2)
    assert str(owner.public_id) in out
    assert str(reader.public_id) in out
    assert "Vera" not in out
    assert command(capsys, "looks", "2026-11")[0] == 2


def test_erase_does_nothing_until_one_is_sure(capsys: pytest.CaptureFixture[str]) -> None:
    who = person("Vera")
    email = who.user.email  # type: ignore[union-attr]  # made with one
    assert "people.User" in command(capsys, "erase", "--email", email.upper())[1]
    assert Participant.objects.exists()
    assert command(capsys, "erase", "--email", email, "--sure") == (0, "Erased.\n")
    assert not Participant.objects.exists()
    assert command(capsys, "erase", "--email", email, "--sure")[0] == 2


def test_erase_finds_somebody_by_the_words_on_their_paper(capsys: pytest.CaptureFixture[str]) -> None:
    _, code = people.give_code(now=NOW)
    assert command(capsys, "erase", "--code", code.replace("-", " "), "--sure")[0] == 0
    assert not Participant.objects.exists()


def test_the_house_tidies_itself_once_a_day(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("django.db.connection.close", lambda: None)
    up.tidy_once()
    up.tidy_once()
    assert Tidying.objects.count() == 1

    def fail(**_: object) -> None:
        raise OSError("the folder is gone")

    monkeypatch.setattr(services, "tidy_once_a_day", fail)
    up.tidy_once()
    assert "the house was not tidied" in caplog.text
