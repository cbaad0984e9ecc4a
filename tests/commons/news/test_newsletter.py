"""The weekly letter: nobody gets it who did not say yes, and anybody ends it with one press."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from samskab.commons.news import outbox, quotas, services, tokens
from samskab.commons.news.models import How, Letter, Notice, NoticeChoice, Quota, SignOff, Subscription
from samskab.commons.news.selectors import choices_of
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Participant
from samskab.ground.record.models import Entry
from samskab.kit import clock
from tests.acts import come_in, refused, writes
from tests.builders import NOW, area, person, table
from tests.builders import news as made
from tests.builders.cast import code_resident

pytestmark = pytest.mark.django_db
ADDRESS = "bo@example.org"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture(autouse=True)
def the_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def ask(address: str = ADDRESS, area_id: int | None = None, about_id: int | None = None) -> None:
    services.ask_newsletter(address=address, area_id=area_id, about_id=about_id, language="da", now=NOW)


def token_in(text: str) -> str:
    found = re.search(r"/nyheder/brev/(?:ja|af)/(\w+)/", text)
    assert found is not None
    return found[1]


# -- double opt-in ------------------------------------------------------------------------------------------


def test_asking_sends_one_letter_with_a_question_and_no_public_line() -> None:
    with writes():
        ask()
    outbox.run(now=NOW)
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [([ADDRESS], "Vil du have ugens brev?")]
    assert "List-Unsubscribe" not in mail.outbox[0].extra_headers


def test_the_letter_in_the_queue_can_open_nothing() -> None:
    ask()
    assert Subscription.objects.get().confirm_hash is None
    outbox.run(now=NOW)
    token = token_in(mail.outbox[0].body)
    assert len(bytes.fromhex(token)) * 8 >= 128
    stored = [str(value) for row in Subscription.objects.values_list() for value in row]
    assert not any(token in value for value in stored)


def test_a_look_at_the_link_confirms_nothing_and_the_button_does() -> None:
    token = made.with_token(made.subscription())
    address = reverse("news:confirm", args=[token])
    assert Client().get(address).status_code == 200
    assert Subscription.objects.get().confirmed_at is None
    assert Client(enforce_csrf_checks=True).post(address).status_code == 403
    assert Client().post(address).status_code == 200
    assert Subscription.objects.get().confirmed_at == NOW


def test_a_link_is_used_once() -> None:
    token = made.with_token(made.subscription())
    services.confirm_newsletter(token=token, now=NOW)
    with refused("news.link_is_used", 422):
        services.confirm_newsletter(token=token, now=NOW)


def test_a_link_runs_out_after_two_days() -> None:
    token = made.with_token(made.subscription())
    with refused("news.link_is_used"):
        services.confirm_newsletter(token=token, now=NOW + timedelta(hours=48))


def test_a_new_question_makes_the_old_link_worthless() -> None:
    ask()
    outbox.run(now=NOW)
    old = token_in(mail.outbox[0].body)
    services.ask_newsletter(
        address=ADDRESS, area_id=None, about_id=None, language="da", now=NOW + timedelta(minutes=9)
    )
    outbox.run(now=NOW + timedelta(minutes=9))
    with refused("news.link_is_used"):
        services.confirm_newsletter(token=old, now=NOW + timedelta(minutes=10))
    assert Subscription.objects.count() == 1


def test_the_page_says_the_same_whosever_address_it_is() -> None:
    made.subscription("known@example.org")
    made.subscription("waiting@example.org", confirmed=False)
    answers = set()
    for address in ("known@example.org", "waiting@example.org", "new@example.org", "KNOWN@example.org"):
        answer = Client().post(reverse("news:newsletter"), {"address": address}, follow=True)
        page = re.sub(r'value="\w+"', "", answer.content.decode())
        answers.add((answer.status_code, answer.redirect_chain[0], page))
    assert len(answers) == 1


def test_who_gets_it_already_is_told_so_by_mail() -> None:
    made.subscription()
    ask()
    outbox.run(now=NOW)
    assert [letter.subject for letter in mail.outbox] == ["Du får allerede ugens brev"]


def test_an_address_gets_three_questions_in_an_hour_and_no_more() -> None:
    for _ in range(9):
        ask()
    assert Letter.objects.count() == quotas.ASKED_PER_ADDRESS


def test_ten_addresses_an_hour_from_one_place() -> None:
    client = Client()
    answers = [
        client.post(reverse("news:newsletter"), {"address": f"bo{n}@example.org"}).status_code
        for n in range(quotas.ASKED_PER_CALLER + 1)
    ]
    assert answers == [302] * quotas.ASKED_PER_CALLER + [429]


def test_a_limit_is_counted_by_the_hour_and_under_a_name_that_says_nothing() -> None:
    assert [quotas.take("address", ADDRESS, most=1, now=NOW) for _ in range(2)] == [True, False]
    assert quotas.take("address", ADDRESS, most=1, now=NOW + timedelta(hours=1))
    assert ADDRESS not in str(list(Quota.objects.values_list("key", flat=True)))


def test_a_place_that_is_not_there() -> None:
    with refused("news.unknown_place"):
        ask(area_id=0)
    with refused("news.unknown_place"):
        ask(area_id=area().pk, about_id=table().process.pk)


def test_an_address_that_is_none_comes_back_in_the_form() -> None:
    answer = Client().post(reverse("news:newsletter"), {"address": "ikke en adresse"})
    assert answer.status_code == 422
    assert "ikke en adresse" in answer.content.decode()


# -- signing off --------------------------------------------------------------------------------------------


def sign_off_address(found: Subscription) -> str:
    public_id = SignOff(subscription=found).public_id
    token = tokens.sign_off_token(public_id)
    SignOff.objects.create(
        subscription=found, public_id=public_id, token_hash=tokens.sign_off_hash(public_id)
    )
    return reverse("news:sign_off", args=[token])


def test_a_look_signs_nobody_off() -> None:
    address = sign_off_address(made.subscription())
    assert Client().get(address).status_code == 200
    assert Subscription.objects.exists()


def test_one_press_in_the_mail_program_signs_off_without_cookie_or_page() -> None:
    address = sign_off_address(made.subscription())
    client = Client(enforce_csrf_checks=True)
    answer = client.post(address, ONE_CLICK)
    assert (answer.status_code, dict(client.cookies)) == (200, {})
    assert not Subscription.objects.exists(), "the address is forgotten"
    assert client.post(address, ONE_CLICK).status_code == 200, "twice is as good as once"


def test_one_press_is_taken_in_both_forms_the_standard_names() -> None:
    for how in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=BoUnDaRy"):
        address = sign_off_address(made.subscription())
        body = (
            "List-Unsubscribe=One-Click"
            if "url" in how
            else '--BoUnDaRy\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\n'
            "One-Click\r\n--BoUnDaRy--\r\n"
        )
        Client(enforce_csrf_checks=True).generic("POST", address, body, content_type=how)
        assert not Subscription.objects.exists(), how


def test_one_press_is_exactly_what_the_standard_says() -> None:
    address = sign_off_address(made.subscription())
    client = Client(enforce_csrf_checks=True)
    for fields in (
        {},
        {**ONE_CLICK, "address": "x"},
        {"List-Unsubscribe": "Two"},
        {**ONE_CLICK, "x": "y" * 2000},
    ):
        assert client.post(address, fields).status_code == 403
    for path in (
        "/nyheder/brev/",
        "/nyheder/til-dig/brev/",
        "/log-ud/",
        address + "x/",
        address.replace("af", "ja"),
    ):
        assert client.post(path, ONE_CLICK).status_code in (403, 404, 405), path
    assert Subscription.objects.exists()


def test_one_press_reads_no_cookie() -> None:
    """A browser that is logged in is not a mail program: it uses the page's own button."""
    address = sign_off_address(made.subscription())
    client = come_in(Client(enforce_csrf_checks=True), person())
    assert client.post(address, ONE_CLICK).status_code == 403
    assert Subscription.objects.exists()


def test_a_token_nobody_has_is_answered_as_any_other() -> None:
    real, strange = sign_off_address(made.subscription()), reverse("news:sign_off", args=["0" * 40])
    for post in ({}, ONE_CLICK):
        bodies = {
            re.sub(r'value="\w+"|[0-9a-f]{40}', "", Client().post(one, post).content.decode())
            for one in (real, strange)
        }
        assert len(bodies) == 1


def test_the_person_s_button_signs_off_too() -> None:
    address = sign_off_address(made.subscription())
    assert Client().post(address).status_code == 200
    assert not Subscription.objects.exists()


def test_signing_off_one_kind_leaves_the_others() -> None:
    who = person()
    public_id = SignOff().public_id
    SignOff.objects.create(
        participant=who, kind=Notice.WORDS, public_id=public_id, token_hash=tokens.sign_off_hash(public_id)
    )
    before = choices_of(who.pk)
    assert services.sign_off(token=tokens.sign_off_token(public_id), now=NOW)
    assert choices_of(who.pk) == {**before, Notice.WORDS: How.NEVER}


def test_signing_off_the_weekly_letter_ends_everything_weekly() -> None:
    who = person()
    NoticeChoice.objects.create(participant=who, notice=Notice.STAGES, how=How.WEEKLY)
    public_id = SignOff().public_id
    SignOff.objects.create(
        participant=who, kind="weekly", public_id=public_id, token_hash=tokens.sign_off_hash(public_id)
    )
    services.sign_off(token=tokens.sign_off_token(public_id), now=NOW)
    assert How.WEEKLY not in choices_of(who.pk).values()
    assert choices_of(who.pk)[Notice.WORDS] == How.AT_ONCE


def test_a_token_does_nothing_at_another_s_door() -> None:
    waiting = made.subscription("a@example.org", confirmed=False)
    confirm = made.with_token(waiting)
    leave = sign_off_address(made.subscription("b@example.org")).split("/")[-2]
    with refused("news.link_is_used"):
        services.confirm_newsletter(token=leave, now=NOW)
    assert services.sign_off(token=confirm, now=NOW) is False
    before = [*Subscription.objects.values(), Entry.objects.count(), Participant.objects.count()]
    for token in (confirm, leave):
        for name in ("people:code", "people:login", "parties:join", "news:to_you"):
            Client().post(reverse(name), {"code": token, "token": token})
            Client().get(reverse(name), {"token": token, "code": token})
    assert [*Subscription.objects.values(), Entry.objects.count(), Participant.objects.count()] == before


def test_another_house_s_key_makes_other_tokens(settings: object) -> None:
    public_id = SignOff().public_id
    ours = tokens.sign_off_token(public_id)
    settings.SECRET_KEY = "another house's key, and long enough to be one"  # type: ignore[attr-defined] - pytest-django's settings
    assert tokens.sign_off_token(public_id) != ours


# -- for people with a login --------------------------------------------------------------------------------


def test_a_person_switches_the_letter_on_and_off_on_their_own_page() -> None:
    who = person()
    made.proven(who)
    client = come_in(Client(), who)
    client.post(reverse("news:follow"), {"area": area().slug})
    found = Subscription.objects.get()
    assert (found.participant, found.confirmed_at, found.area) == (who, NOW, area())
    assert "Vestby" in client.get(reverse("news:to_you")).content.decode()
    client.post(reverse("news:unfollow", args=[found.public_id]))
    assert not Subscription.objects.exists()


def test_an_address_that_was_never_shown_to_be_theirs_gets_nothing() -> None:
    for who in (person(), code_resident()):
        with refused("news.no_address", 403):
            services.follow_newsletter(
                actor=Actor(participant_id=who.pk), area_id=None, about_id=None, language="da", now=NOW
            )


def test_nobody_switches_anothers_letter_off() -> None:
    theirs = made.subscription()
    with refused("news.not_your_letter"):
        services.unfollow_newsletter(
            actor=Actor(participant_id=person().pk), subscription_id=theirs.pk, now=NOW
        )
    with refused("news.nobody_known"):
        services.unfollow_newsletter(actor=Actor(), subscription_id=theirs.pk, now=NOW)


def test_each_kind_of_news_has_its_own_switch() -> None:
    who = person()
    services.choose_notice(
        actor=Actor(participant_id=who.pk), notice="stages", how="at_once", language="en", now=NOW
    )
    assert choices_of(who.pk)[Notice.STAGES] == How.AT_ONCE
    with refused("news.unknown_choice"):
        services.choose_notice(
            actor=Actor(participant_id=who.pk), notice="stages", how="daily", language="da", now=NOW
        )


def test_what_one_has_seen_never_becomes_new_again() -> None:
    actor = Actor(participant_id=person().pk)
    assert services.mark_read(actor=actor, seen_seq=7, now=NOW).seen_seq == 7
    assert services.mark_read(actor=actor, seen_seq=3, now=NOW).seen_seq == 7
