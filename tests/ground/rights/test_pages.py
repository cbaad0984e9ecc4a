"""Hvad ved I om mig? as pages: everything, for whoever asks about themself and for nobody else."""

from __future__ import annotations

import json
import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from samskab.ground.parties.models import PartyKind
from samskab.ground.people.models import Participant, User
from samskab.kit import personal
from tests.builders import knowledge as known
from tests.builders import municipality, party, person, table
from tests.builders.cast import Cast, code_resident
from tests.builders.reading import client_of

pytestmark = pytest.mark.django_db
PRIVATE = ("mine", "printed", "export", "looks", "change_name", "before_erasing", "erase")
FORBIDDEN = 403


def browser(who: Participant) -> Client:
    return Cast({"one": who}, {}).client("one")


def body(response: HttpResponse) -> str:
    return response.content.decode()


def get(client: Client, name: str) -> str:
    return body(client.get(reverse(f"rights:{name}")))


def test_somebody_with_an_account_sees_what_is_kept_and_why() -> None:
    who = person("Vera")
    known.statement(table().process, who, text="Lygten er gået ud.")
    page = get(client_of(who), "mine")
    assert all(said in page for said in ("Vera", who.user.email, "Lygten er gået ud.", "Gemmes:"))  # type: ignore[union-attr]  # made with one


def test_somebody_with_a_paper_code_sees_theirs_and_no_name_to_correct() -> None:
    who = code_resident()
    known.statement(table().process, who, text="Lygten er gået ud.")
    page = get(browser(who), "mine")
    assert "Lygten er gået ud." in page
    assert "Ret dit navn" not in page
    assert who.code_hash not in page  # type: ignore[operator]  # a code resident has one


def test_the_file_and_the_paper_hold_all_rows_where_the_page_shows_a_few() -> None:
    who = person("Vera")
    process = table().process
    for number in range(9):
        known.statement(process, who, text=f"Lygte nummer {number} er gået ud.")
    client = client_of(who)
    told = json.loads(get(client, "export"))
    said = next(part for part in told["parts"] if part["part"] == "knowledge.Statement")
    assert [row["text"]["value"] for row in said["rows"]] == [
        f"Lygte nummer {number} er gået ud." for number in range(9)
    ]
    assert {"what", "purpose", "legal_basis", "kept"} <= said.keys()
    assert "Lygte nummer 8" in get(client, "printed")
    page = get(client, "mine")
    assert "Lygte nummer 8" not in page
    assert "Og 4 mere." in page


@pytest.mark.parametrize("name", PRIVATE)
def test_no_cache_keeps_one_s_own_page_and_nobody_unknown_sees_it(name: str, client: Client) -> None:
    mine = browser(person("Vera")).get(reverse(f"rights:{name}"))
    assert mine.status_code == 200
    assert {"private", "no-store"} <= set(mine["Cache-Control"].split(", "))
    stranger = client.get(reverse(f"rights:{name}"))
    assert stranger.status_code == (200 if name == "mine" else FORBIDDEN)
    assert "Vera" not in body(stranger)


def test_the_file_is_of_whoever_asks_now_and_its_address_names_nobody() -> None:
    first, second = person("Vera"), person("Viggo")
    assert "Vera" in get(client_of(first), "export")
    again = get(client_of(second), "export")
    assert ("Viggo" in again, "Vera" in again) == (True, False)


def test_the_name_is_corrected_on_a_page() -> None:
    who = person("Vera")
    client = client_of(who)
    assert client.post(reverse("rights:change_name"), {"name": "V."}).status_code == 302
    assert User.objects.get().name == "V."
    assert client.post(reverse("rights:change_name"), {"name": "x" * 81}).status_code == 422


def test_erasing_is_asked_twice_and_says_first_what_goes_and_what_stays() -> None:
    who = person("Vera")
    made = table()
    known.statement(made.process, who, text="Lygten er gået ud.")
    client = client_of(who)
    page = get(client, "before_erasing")
    assert "Det her forsvinder" in page
    assert "Det, du har sagt i et forløb: ordene" in page
    assert User.objects.filter(name="Vera").exists()
    assert reverse("rights:erase") in page
    wrong = client.post(reverse("rights:erase"), {"said": "ja"})
    assert (wrong.status_code, "Skriv “slet mig” i feltet" in body(wrong)) == (422, True)
    done = client.post(reverse("rights:erase"), {"said": "slet mig"})
    assert (done.status_code, done["Location"]) == (302, reverse("rights:erased"))
    assert "storage" in done["Clear-Site-Data"]
    assert "Det er slettet" in get(client, "erased")
    assert not User.objects.filter(name="Vera").exists()


def test_somebody_who_must_hand_over_first_is_told_before_and_loses_nothing() -> None:
    group, who = party(PartyKind.ASSOCIATION)
    group.memberships.create(participant=person(), role="member", since=who.since)
    client = client_of(who)
    assert "Nogen skal tale for gruppen." in get(client, "before_erasing")
    assert client.post(reverse("rights:erase"), {"said": "slet mig"}).status_code == 409
    assert User.objects.filter(participant=who).exists()


def test_nothing_is_erased_by_looking() -> None:
    client = client_of(person("Vera"))
    for name in PRIVATE:
        client.get(reverse(f"rights:{name}"))
    assert User.objects.filter(name="Vera").exists()


# -- privacy and cookies ------------------------------------------------------------------------------------


def test_the_privacy_page_says_every_part_of_the_register_in_both_languages(client: Client) -> None:
    for language, word in (("da", "Dine stemmer på udsagn"), ("en", "Your votes on statements")):
        page = body(client.get(reverse("path:privacy"), headers={"accept-language": language}))
        assert word in page
    page = body(client.get(reverse("path:privacy"), headers={"accept-language": "da"}))
    told = personal.told()
    assert page.count("<details") >= len({str(part.what) for part in told.parts})
    assert [sweep.code for sweep in told.sweeps if str(sweep.after) not in page] == []


def test_every_cookie_ever_set_stands_on_the_privacy_page(client: Client) -> None:
    """A visit with all that sets one: reading, a language, a refused form, a code, and out again."""
    municipality()
    for path in ("/", "/privatliv/", "/log-ind/", "/kald/", "/hvad-ved-i-om-mig/", "/findes-ikke/"):
        client.get(path)
    client.post("/sprog/setlang/", {"language": "en", "next": "/"})
    client.post("/kode/", {"code": "sol"})
    client.post("/kode/ny/")
    client.get("/kode/kvittering/")
    client.get("/forloeb/")
    named = set(re.findall(r'<th scope="row">([^<]+)</th>', body(client.get("/privatliv/"))))
    assert set(client.cookies) == named, "no more and no fewer"


def test_the_footer_leads_to_privacy_to_one_s_own_page_and_to_the_statement(client: Client) -> None:
    page = body(client.get("/"))
    foot = page[page.index("site-foot") :]
    assert all(f'href="{path}"' in foot for path in ("/privatliv/", "/hvad-ved-i-om-mig/", "/was"))
