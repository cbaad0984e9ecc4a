"""Pages of parties: found one, tend one's own; nothing anybody writes breaks out of its place."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from samskab.ground.parties import services
from samskab.ground.parties.models import Membership, Party, PartyKind
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Participant
from samskab.kit.text import tidy
from tests.acts import come_in
from tests.builders import NOW, area, party, person
from tests.hostile import HOSTILE, IDS, SCRIPT

pytestmark = pytest.mark.django_db


def form(**given: str) -> dict[str, str]:
    area()
    said = {"kind": "informal_group", "name": "Opgang 7", "area": "vestby", "decides_by": "", "cvr": ""}
    return {**said, **given}


def page_of(made: Party) -> str:
    return reverse("parties:party", args=[made.public_id])


@pytest.fixture
def group(client: Client) -> tuple[Party, Participant]:
    made, speaker = party(PartyKind.INFORMAL_GROUP, "Opgang 7")
    come_in(client, speaker)
    return made, speaker


def test_somebody_founds_a_party_on_the_page(client: Client) -> None:
    come_in(client, person())
    assert client.get(reverse("parties:found")).status_code == 200
    answer = client.post(reverse("parties:found"), form())
    assert answer["Location"] == page_of(Party.objects.get())


def test_nobody_sees_the_form_and_the_way_in_and_loses_no_word_by_sending_it(client: Client) -> None:
    assert "Først skal du kunne komme igen" in client.get(reverse("parties:found")).content.decode()
    answer = client.post(reverse("parties:found"), form(decides_by="Vi spørger alle."))
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Vi spørger alle." in page
    assert "Opgang 7" in page
    assert "Hvordan bestemmer I?" in page


def test_a_form_with_a_hole_comes_back_with_every_word(client: Client) -> None:
    come_in(client, person())
    answer = client.post(reverse("parties:found"), form(name="", decides_by="Vi spørger alle."))
    assert answer.status_code == 422
    assert "Vi spørger alle." in answer.content.decode()


@pytest.mark.parametrize("text", HOSTILE, ids=IDS)
def test_whatever_a_party_calls_itself_stays_text(client: Client, text: str) -> None:
    somebody = person()
    made = services.found_party(
        actor=Actor(participant_id=somebody.pk),
        kind="association",
        name=text,
        area_id=area().pk,
        decides_by=text,
        size_told=3,
        cvr="",
        now=NOW,
    )
    services.give_mandate(actor=Actor(participant_id=somebody.pk, party_id=made.pk), text=text, now=NOW)
    page = client.get(page_of(made)).content.decode()
    assert escape(tidy(text)) in page
    assert SCRIPT not in page
    assert not set("\x00\x07\u202e\u2066\ud800") & set(page)


def test_ten_thousand_characters_are_refused_and_given_back(
    client: Client, group: tuple[Party, Participant]
) -> None:
    long = "ord " * 2500
    answer = client.post(reverse("parties:give_mandate", args=[group[0].public_id]), {"text": long})
    assert answer.status_code == 422
    assert long.strip() in answer.content.decode()


def test_a_form_is_read_as_our_own_whatever_its_head_says(
    client: Client, group: tuple[Party, Participant]
) -> None:
    """A sign that cannot be read shows as one that could not; it does not become another letter."""
    address = reverse("parties:give_mandate", args=[group[0].public_id])
    for words, shown in (("Skr%C3%A6pt", "Skræpt"), ("J%E6vnt", "J\ufffdvnt")):
        head = "application/x-www-form-urlencoded; charset=latin-1"
        assert client.post(address, f"text={words}", content_type=head).status_code == 302
        assert shown in client.get(page_of(group[0])).content.decode()
    broken = client.post(address, b"text=a%ED%A0%80b", content_type="application/x-www-form-urlencoded")
    assert broken.status_code == 302
    assert "\ud800" not in client.get(page_of(group[0])).content.decode()


def test_a_spokesperson_tends_the_party_on_its_page(client: Client, group: tuple[Party, Participant]) -> None:
    made, speaker = group
    at = made.public_id
    assert client.get(reverse("parties:give_mandate", args=[at])).status_code == 200
    assert client.post(reverse("parties:give_mandate", args=[at]), {"text": "Ja."})["Location"] == page_of(
        made
    )
    assert client.post(reverse("parties:invite", args=[at]), {"role": "member"}).status_code == 302
    first = client.get(page_of(made)).content.decode()
    words = re.search(r'receipt-code"[^>]*>([^<]+)<', first)
    assert words
    assert words.group(1) not in client.get(page_of(made)).content.decode(), "shown once"
    newcomer = come_in(Client(), person())
    assert newcomer.get(reverse("parties:join")).status_code == 200
    assert newcomer.post(reverse("parties:join"), {"code": words.group(1)})["Location"] == page_of(made)
    theirs = Membership.objects.exclude(participant=speaker).get()
    rotate = reverse("parties:rotate", args=[at])
    client.post(rotate, {"membership": theirs.pk, "speaks": "yes"})
    assert Membership.objects.filter(role="spokesperson", until=None).count() == 2
    assert "Forlad gruppen" in newcomer.get(page_of(made)).content.decode()
    assert newcomer.post(reverse("parties:leave", args=[at])).status_code == 302


def test_a_member_without_the_voice_may_leave_but_not_tend(
    client: Client, group: tuple[Party, Participant]
) -> None:
    made, _ = group
    plain = person()
    Membership.objects.create(party=made, participant=plain, role="member", since=NOW)
    page = come_in(Client(), plain).get(page_of(made)).content.decode()
    assert "Forlad gruppen" in page
    assert "Gem mandatet" not in page


@pytest.mark.parametrize("chosen", ["", "x", "-1", "9" * 5000, "٣", "0"])
def test_a_choice_that_is_no_member_is_refused(
    client: Client, group: tuple[Party, Participant], chosen: str
) -> None:
    answer = client.post(reverse("parties:rotate", args=[group[0].public_id]), {"membership": chosen})
    assert answer.status_code == 422


@pytest.mark.parametrize("name", ["give_mandate", "invite", "rotate", "leave"])
def test_nobody_tends_a_party(client: Client, name: str) -> None:
    made, _ = party(PartyKind.INFORMAL_GROUP)
    answer = client.post(
        reverse(f"parties:{name}", args=[made.public_id]), {"text": "Ja ja.", "role": "member"}
    )
    assert answer.status_code in (403, 422)
    assert "Det kan du gøre nu" in answer.content.decode()


def test_others_see_how_many_speak_and_never_who(client: Client) -> None:
    made, speaker = party(PartyKind.INFORMAL_GROUP)
    page = client.get(page_of(made)).content.decode()
    assert speaker.user.name not in page
    assert "example.org" not in page


def test_fellow_members_never_see_an_e_mail(client: Client, group: tuple[Party, Participant]) -> None:
    made, _ = group
    nameless = person()
    nameless.user.name = ""
    nameless.user.save()
    Membership.objects.create(party=made, participant=nameless, role="member", since=NOW)
    page = client.get(page_of(made)).content.decode()
    assert nameless.user.email not in page
    assert nameless.user.email.split("@")[0] not in page
    assert "En uden navn" in page


def test_a_party_of_thirty_asks_the_database_no_more_than_one_of_three(
    client: Client, group: tuple[Party, Participant]
) -> None:
    made, _ = group

    def grow(n: int) -> None:
        for _ in range(n):
            Membership.objects.create(party=made, participant=person(), role="member", since=NOW)

    grow(2)
    client.get(page_of(made))
    with CaptureQueriesContext(connection) as few:
        client.get(page_of(made))
    grow(27)
    with CaptureQueriesContext(connection) as many:
        client.get(page_of(made))
    assert len(many) == len(few) <= 15


def test_a_party_nobody_knows_is_not_found(client: Client) -> None:
    missing = "6b1f0c52-3f0e-4a6f-9a77-0d6a3f1f0001"
    assert client.get(reverse("parties:party", args=[missing])).status_code == 404
    for name in ("give_mandate", "invite", "rotate", "leave"):
        assert client.post(reverse(f"parties:{name}", args=[missing])).status_code == 404
