"""An institution's agreement: two people, one range, at most a year, and a switch for the contact."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import mail
from django.test import Client
from django.urls import reverse

from samskab.ground.access import selectors
from samskab.ground.access.models import NetworkAgreement, NetworkUse
from samskab.ground.access.services import networks as services
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Participant, Role
from samskab.kit import clock
from tests.acts import breaks, come_in, constraints_of, refused, row, writes
from tests.at_once import at_once
from tests.builders import NOW, networks, office, person

pytestmark = pytest.mark.django_db
RANGE = "185.20.4.0/24"
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def comes_from(client: Client, address: str = "185.20.4.9") -> bool:
    page = client.get(reverse("access:networks"), REMOTE_ADDR=address)
    return "Du er lige nu på nettet hos Biblioteket" in page.content.decode()


# -- who and how many


def test_two_administrators_open_a_door_and_each_step_is_in_the_record(client: Client) -> None:
    with writes("access.network.proposed"):
        waits = networks.proposed(RANGE)
    assert not comes_from(client)
    with writes("access.network.approved"):
        services.approve_network(actor=networks.administrator(), agreement_id=waits.pk, now=NOW)
    assert comes_from(client)
    with writes("access.network.paused"):
        services.pause_network(actor=networks.administrator(), agreement_id=waits.pk, now=NOW)
    assert not comes_from(client)
    with writes("access.network.resumed"):
        services.resume_network(actor=networks.administrator(), agreement_id=waits.pk, now=NOW)
    assert comes_from(client)
    with writes("access.network.ended"):
        services.end_network(actor=networks.administrator(), agreement_id=waits.pk, now=NOW)
    assert not comes_from(client)


def test_nobody_approves_what_they_proposed_themselves() -> None:
    one = networks.administrator()
    waits = networks.proposed(RANGE, by=one)
    with refused("access.takes_two_people", 403):
        services.approve_network(actor=one, agreement_id=waits.pk, now=NOW)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_no_other_office_opens_a_door(role: Role) -> None:
    waits = networks.proposed(RANGE)
    with refused("access.only_an_administrator", 403):
        services.approve_network(actor=Actor(office(role).pk), agreement_id=waits.pk, now=NOW)


def test_what_is_over_is_over() -> None:
    done, _ = networks.running(RANGE)
    services.end_network(actor=networks.administrator(), agreement_id=done.pk, now=NOW)
    for act in (
        services.approve_network,
        services.pause_network,
        services.resume_network,
        services.end_network,
    ):
        with refused("access.agreement_is_over", 409):
            act(actor=networks.administrator(), agreement_id=done.pk, now=NOW)


def test_an_unknown_agreement_is_said_to_be_so() -> None:
    with refused("access.unknown_agreement", 422):
        services.end_network(actor=networks.administrator(), agreement_id=0, now=NOW)


def test_each_step_is_taken_once() -> None:
    open_one, switch = networks.running(RANGE)
    boss = networks.administrator()
    with refused("access.already_approved"):
        services.approve_network(actor=boss, agreement_id=open_one.pk, now=NOW)
    with refused("access.not_paused"):
        services.resume_network(actor=boss, agreement_id=open_one.pk, now=NOW)
    services.pause_own_network(token=switch, now=NOW)
    with refused("access.already_paused"):
        services.pause_network(actor=boss, agreement_id=open_one.pk, now=NOW)
    waits = networks.proposed("185.20.5.0/24")
    with refused("access.not_approved_yet"):
        services.pause_network(actor=boss, agreement_id=waits.pk, now=NOW)


# -- the range and the period


@pytest.mark.parametrize(
    ("cidr", "code"),
    [
        ("185.20.4.1/24", "access.not_a_range"),
        ("185.20.4", "access.not_a_range"),
        ("Biblioteket", "access.not_a_range"),
        ("185.0.0.0/8", "access.range_too_wide"),
        ("2a01::/31", "access.range_too_wide"),
        ("2a01:4f8:1:2:3::/80", "access.range_too_wide"),
        ("10.20.0.0/16", "access.range_is_nobodys"),
        ("192.168.1.0/24", "access.range_is_nobodys"),
        ("192.0.0.0/16", "access.range_is_nobodys"),
        ("100.100.0.0/16", "access.range_is_nobodys"),
        ("127.0.0.0/24", "access.range_is_nobodys"),
        ("169.254.7.0/24", "access.range_is_nobodys"),
        ("203.0.113.0/28", "access.range_is_nobodys"),
        ("239.1.0.0/16", "access.range_is_nobodys"),
        ("2001:db8:7::/48", "access.range_is_nobodys"),
        ("fd00:1::/48", "access.range_is_nobodys"),
        ("fe80::/64", "access.range_is_nobodys"),
        ("185.20.7.0/24", "access.range_holds_our_proxy"),
    ],
)
def test_a_range_that_does_not_say_who_calls_is_refused(cidr: str, code: str, settings: LazySettings) -> None:
    settings.TRUSTED_PROXIES = ["185.20.7.200", "unix:"]
    with refused(code, 422):
        networks.proposed(cidr)


@pytest.mark.parametrize(
    "cidr", ["185.20.4.0/24", "185.20.0.0/16", "185.20.4.7/32", "2a01:4f8:1:2::/64", "2a01:4f8::/32"]
)
def test_an_institutions_own_range_is_taken(cidr: str) -> None:
    assert networks.proposed(cidr).cidr == cidr


@pytest.mark.parametrize("other", ["185.20.4.0/24", "185.20.0.0/16", "185.20.4.128/25", "185.20.4.255/32"])
def test_no_two_agreements_hold_one_address_at_one_time(other: str) -> None:
    networks.proposed(RANGE)
    with refused("access.range_is_taken", 409):
        networks.proposed(other)


def test_neighbours_do_not_overlap() -> None:
    networks.proposed(RANGE)
    networks.proposed("185.20.5.0/24")
    networks.proposed("185.20.3.0/24")


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (0, 0, "access.period_is_over"),
        (-20, -1, "access.period_is_over"),
        (0, 367, "access.period_too_long"),
    ],
)
def test_an_agreement_lasts_a_year_at_most(first: int, last: int, code: str) -> None:
    with refused(code, 422):
        services.propose_network(
            actor=networks.administrator(),
            institution="Biblioteket",
            cidr=RANGE,
            contact_name="Ida",
            contact_email="ida@example.org",
            valid_from=TODAY + timedelta(days=first),
            valid_to=TODAY + timedelta(days=last),
            now=NOW,
        )


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_one_range_at_once_one_gets_it() -> None:
    boss = networks.administrator()
    wrong = at_once(lambda: networks.proposed(RANGE, by=boss) and None)
    assert (NetworkAgreement.objects.count(), len(wrong)) == (1, 1)


# -- renewal


def test_thirty_days_before_its_end_an_agreement_asks_to_be_renewed_and_says_so_once() -> None:
    soon, _ = networks.running(RANGE, days=30)
    networks.running("185.20.5.0/24", days=31)
    assert [one.pk for one in services.claim_warnings(now=NOW)] == [soon.pk]
    assert services.claim_warnings(now=NOW) == []


def test_a_renewal_is_the_next_period_and_needs_two_people_again(client: Client) -> None:
    old, _ = networks.running(RANGE, days=20)
    boss = Participant.objects.get(pk=networks.administrator().participant_id)
    come_in(client, boss)
    page = client.get(reverse("access:renew_network", args=[old.public_id]))
    form = page.context["form"].initial
    assert form["valid_from"] == old.valid_to + timedelta(days=1)
    answer = client.post(reverse("access:renew_network", args=[old.public_id]), form)
    assert answer.status_code == 303
    new = NetworkAgreement.objects.get(valid_from=form["valid_from"])
    assert (new.cidr, new.approved_at) == (RANGE, None)
    assert list(selectors.ending(TODAY)) == []


# -- the contact


def test_the_contact_shuts_their_own_door_with_one_click_and_the_switch_works_once(client: Client) -> None:
    _, switch = networks.running(RANGE)
    address = reverse("access:switch", args=[switch])
    assert client.get(address).status_code == 200
    assert comes_from(client), "looking at the button does not press it"
    assert client.post(address).status_code == 200
    assert not comes_from(client)
    assert client.post(address).status_code == 403


def test_the_switch_is_kept_as_a_hash_and_a_pause_makes_the_old_one_worthless() -> None:
    made, switch = networks.running(RANGE)
    assert switch not in str(NetworkAgreement.objects.values_list().get(pk=made.pk))
    services.pause_network(actor=networks.administrator(), agreement_id=made.pk, now=NOW)
    _, fresh = services.resume_network(actor=networks.administrator(), agreement_id=made.pk, now=NOW)
    assert fresh != switch
    with refused("access.unknown_switch", 403):
        services.pause_own_network(token=switch, now=NOW)


# -- what is written from a network


def use(made: NetworkAgreement, address: str = "185.20.4.9", **more: Any) -> NetworkUse:
    return services.note_use(actor=Actor(network_id=made.pk), address=address, now=more.get("now", NOW))


def test_twenty_an_hour_from_one_network_and_a_hundred_by_one_agreement() -> None:
    made, _ = networks.running("185.20.0.0/16")
    for _ in range(services.MOST_FROM_ONE_NETWORK):
        use(made)
    with refused("access.network_is_full", 429):
        use(made, "185.20.4.77")
    for n in range(services.MOST_BY_ONE_AGREEMENT - services.MOST_FROM_ONE_NETWORK):
        use(made, f"185.20.{5 + n % 20}.7")
    with refused("access.network_is_full", 429):
        use(made, "185.20.99.7")
    use(made, now=NOW + timedelta(hours=1))


def test_without_a_network_there_is_no_right() -> None:
    with refused("access.not_in_a_network", 403):
        services.note_use(actor=Actor(participant_id=person().pk), address="185.20.4.9", now=NOW)


def test_an_address_is_kept_thirty_days_and_then_only_its_network() -> None:
    made, _ = networks.running(RANGE)
    old, new = use(made), use(made, "185.20.4.10", now=NOW + timedelta(days=2))
    assert services.truncate_addresses(now=NOW + timedelta(days=31)) == 1
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.address, old.network, new.address) == ("", RANGE, "185.20.4.10")


# -- the pages


def test_everybody_reads_who_has_an_agreement_and_only_administrators_the_ranges(client: Client) -> None:
    networks.running(RANGE)
    page = client.get(reverse("access:networks")).content.decode()
    assert "Biblioteket" in page
    assert RANGE not in page
    assert "ida@example.org" not in page
    come_in(client, Participant.objects.get(pk=networks.administrator().participant_id))
    assert RANGE in client.get(reverse("access:networks")).content.decode()


def test_an_administrator_proposes_another_approves_and_the_contact_gets_the_switch(client: Client) -> None:
    one, two = (Participant.objects.get(pk=networks.administrator().participant_id) for _ in range(2))
    come_in(client, one)
    answer = client.post(
        reverse("access:propose_network"),
        {
            "institution": "Biblioteket",
            "cidr": RANGE,
            "contact_name": "Ida",
            "contact_email": "ida@example.org",
            "valid_from": TODAY,
            "valid_to": TODAY + timedelta(days=100),
        },
    )
    assert answer.status_code == 303
    made = NetworkAgreement.objects.get()
    come_in(client, two)
    client.post(reverse("access:approve_network", args=[made.public_id]))
    (letter,) = mail.outbox
    assert letter.to == ["ida@example.org"]
    switch = next(line for line in letter.body.splitlines() if line.startswith("http"))
    client.post(switch.removeprefix("http://testserver"))
    made.refresh_from_db()
    assert made.paused_at is not None


def test_what_cannot_be_taken_comes_back_with_every_word(client: Client) -> None:
    come_in(client, Participant.objects.get(pk=networks.administrator().participant_id))
    sent = {"institution": "Biblioteket ved åen", "cidr": "10.0.0.0/16", "contact_name": "Ida"}
    sent |= {
        "contact_email": "ida@example.org",
        "valid_from": str(TODAY),
        "valid_to": str(TODAY + timedelta(days=9)),
    }
    answer = client.post(reverse("access:propose_network"), sent)
    assert answer.status_code == 422
    assert "Biblioteket ved åen" in answer.content.decode()
    assert "De adresser er ikke kun jeres." in answer.content.decode()


@pytest.mark.parametrize(
    "view", ["propose_network", "approve_network", "pause_network", "end_network", "renew_network"]
)
def test_a_citizen_is_told_who_can(client: Client, view: str) -> None:
    waits = networks.proposed(RANGE)
    args = [] if view == "propose_network" else [waits.public_id]
    for answer in (
        client.get(reverse(f"access:{view}", args=args)),
        client.post(reverse(f"access:{view}", args=args)),
    ):
        assert answer.status_code == 403
        assert "Det kan kun en administrator." in answer.content.decode()


# -- the database's own word


def test_the_database_keeps_the_same_rules() -> None:
    boss = person()
    whole = {
        "institution": "Biblioteket",
        "cidr": RANGE,
        "family": 4,
        "first": "0" * 32,
        "last": "f" * 32,
        "contact_name": "Ida",
        "contact_email": "ida@example.org",
        "valid_from": TODAY,
        "valid_to": TODAY + timedelta(days=1),
        "proposed_at": NOW,
    }
    broken = {
        "network_agreement_names_an_institution": {"institution": ""},
        "network_agreement_has_a_contact": {"contact_name": ""},
        "network_range_is_ipv4_or_ipv6": {"family": 5},
        "network_range_ends_after_it_begins": {"first": "f" * 32, "last": "0" * 32},
        "network_agreement_ends_after_it_begins": {"valid_to": TODAY},
        "network_approval_has_a_time": {"approved_by": boss},
        "network_agreement_takes_two_people": {"approved_by": boss, "proposed_by": boss, "approved_at": NOW},
    }
    for name, fields in broken.items():
        breaks(name, row(NetworkAgreement, **{**whole, **fields}))
    breaks("network_version_is_one_row", row(services.NetworkVersion, pk=2))
    assert {*broken, "network_version_is_one_row"} == constraints_of("access")
