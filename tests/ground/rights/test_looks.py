"""P23: who has seen something private about a person stands on the person's own page and in their file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver

from samskab.ground.parties.models import PartyKind
from samskab.ground.people import claiming
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Participant
from samskab.ground.rights import services
from samskab.ground.rights.models import Look
from samskab.kit.errors import Closed
from samskab.process.core.models import Stage
from tests.builders import NOW, party, person
from tests.builders.cast import cast, code_resident
from tests.builders.reading import client_of
from tests.builders.whole import whole
from tests.how_far import some

pytestmark = pytest.mark.django_db
OCTOBER = date(2026, 10, 1)


def looks(n: int, at: datetime = datetime(2026, 10, 5, 9, tzinfo=UTC)) -> list[Look]:
    owner, reader = person(), person()
    return Look.objects.bulk_create(
        Look(owner=owner, reader=reader, office="helper", what="members", at=at + timedelta(minutes=one))
        for one in range(n)
    )


def test_a_look_stands_at_once_on_the_page_and_in_the_file_of_whom_it_was_about() -> None:
    group, speaker = party(PartyKind.ASSOCIATION)
    member = person("Vera")
    group.memberships.create(participant=member, role="member", since=NOW)
    assert "Vera" in client_of(speaker).get(reverse("parties:party", args=[group.public_id])).content.decode()
    mine = client_of(member)
    assert "En talsperson for en gruppe, du er med i" in mine.get(reverse("rights:mine")).content.decode()
    assert "at du er med i gruppen" in mine.get(reverse("rights:looks")).content.decode()
    told = json.loads(mine.get(reverse("rights:export")).content)
    assert [part["rows"][0]["what"]["value"] for part in told["parts"] if part["part"] == "rights.Look"] == [
        "at du er med i gruppen, og det navn du har valgt"
    ]


def test_one_s_own_is_not_a_look_and_neither_is_what_all_can_see() -> None:
    group, speaker = party(PartyKind.ASSOCIATION)
    client_of(speaker).get(reverse("parties:party", args=[group.public_id]))
    Client().get(reverse("parties:party", args=[group.public_id]))
    assert not Look.objects.exists()


def test_many_people_seen_on_one_page_are_one_look_each() -> None:
    reader, others = person(), [person(), person()]
    actor = Actor(participant_id=reader.pk)
    ids = [reader.pk, *(one.pk for one in others), others[0].pk]
    assert services.note_looks(actor=actor, office="helper", owner_ids=ids, what="members", now=NOW) == 2
    assert sorted(Look.objects.values_list("owner_id", flat=True)) == sorted(one.pk for one in others)


def addresses(made: object, found: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    """Every address that names nothing, or only a party or the process of this table."""
    for one in found:
        path = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from addresses(made, one.url_patterns, path)
        else:
            yield path


def test_whoever_is_shown_a_private_name_or_address_leaves_a_look() -> None:
    """Every page of the house, by every role: another's canary in the answer means a line about them."""
    made = whole(Stage.ACTION)
    people = cast(made)
    hidden = person("kanariefugl-navn")
    hidden.user.email = "kanariefugl@example.org"  # type: ignore[union-attr]  # made with one
    hidden.user.save()  # type: ignore[union-attr]  # as above
    made.parties["association"].memberships.create(participant=hidden, role="member", since=NOW)
    paths = {
        "/" + path.replace("<slug:slug>", made.process.slug).replace("<uuid:public_id>", str(one.public_id))
        for path in addresses(made, get_resolver().url_patterns)
        for one in made.parties.values()
        if "^" not in path
    }
    seen = []
    for role in ("association", *some(people.people, 4)):
        client = people.client(role)
        client.raise_request_exception = False
        for path in sorted(path for path in paths if "<" not in path):
            before = Look.objects.filter(owner=hidden).count()
            if b"kanariefugl" in client.get(path).getvalue():
                seen.append((role, path, Look.objects.filter(owner=hidden).count() - before))
    assert seen, "the spokesperson of the association sees the name"
    assert [one for one in seen if one[2] != 1] == []


# -- the monthly check --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("n", "drawn"), [(0, 0), (1, 1), (50, 1), (51, 2), (220, 5)])
def test_at_least_two_in_a_hundred_are_drawn_for_a_check(n: int, drawn: int) -> None:
    looks(n)
    looks(3, datetime(2026, 11, 1, 9, tzinfo=UTC))
    assert len(services.sample_looks(month=OCTOBER, rng=Random(1), now=NOW)) == drawn  # noqa: S311 - repeatable


def test_the_draw_is_the_same_when_asked_again_and_the_person_sees_it() -> None:
    made = looks(120)
    first = services.sample_looks(month=OCTOBER, rng=Random(1), now=NOW)  # noqa: S311 - repeatable
    again = services.sample_looks(month=OCTOBER, rng=Random(2), now=NOW)  # noqa: S311 - repeatable
    assert [one.pk for one in first] == [one.pk for one in again]
    page = client_of(made[0].owner).get(reverse("rights:looks") + "?page=1").content.decode()
    pages = page + client_of(made[0].owner).get(reverse("rights:looks") + "?page=2").content.decode()
    pages += client_of(made[0].owner).get(reverse("rights:looks") + "?page=3").content.decode()
    assert pages.count("trukket ud til eftersyn") == len(first)


def test_a_month_that_is_not_over_is_not_drawn_from() -> None:
    with pytest.raises(Closed, match=r"rights\.month_is_not_over"):
        services.sample_looks(month=date(2026, 11, 1), rng=Random(1), now=NOW)  # noqa: S311 - repeatable


def test_the_last_hour_of_december_belongs_to_december() -> None:
    looks(1, datetime(2026, 12, 31, 22, 30, tzinfo=UTC))
    after = datetime(2027, 2, 1, tzinfo=UTC)
    assert len(services.sample_looks(month=date(2026, 12, 1), rng=Random(1), now=after)) == 1  # noqa: S311 - repeatable
    assert Participant.objects.count() == 2


def test_looks_come_along_when_a_code_becomes_an_account_and_one_s_own_are_none() -> None:
    code, account, other = code_resident(), person(), person()
    for owner, reader in ((code, account), (account, code), (code, other), (other, code)):
        Look.objects.create(owner=owner, reader=reader, office="helper", what="members", at=NOW)
    claiming.carry(code.pk, account.pk)
    assert set(Look.objects.values_list("owner_id", "reader_id")) == {
        (account.pk, other.pk),
        (other.pk, account.pk),
    }
