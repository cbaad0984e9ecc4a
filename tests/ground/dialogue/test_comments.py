"""Comments: who may write, once; who may change; what stays when words are taken back."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from samskab.ground.dialogue import selectors, services, subjects, tokens
from samskab.ground.dialogue.models import Comment, CommentState, Thread
from samskab.ground.parties.models import PartyKind
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Door, Participant
from samskab.ground.record.models import Opening
from samskab.process.calls.models import Call, CallState
from samskab.process.core.models import Process, Stage
from tests.acts import refused, writes
from tests.builders import NOW, party, person, table, talk
from tests.builders import knowledge as known
from tests.builders.cast import code_resident
from tests.builders.reading import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def about() -> Call:
    return talk.call()


@pytest.fixture
def me() -> Participant:
    return person("Lise")


def actor(who: Participant) -> Actor:
    return Actor(participant_id=who.pk)


def shown(about: Call, reader: Participant | None = None, **given: object) -> list[selectors.Shown]:
    return selectors.read(
        talk.thread(about),
        sensitive=bool(given.get("sensitive")),
        reader_id=reader.pk if reader else None,
        tokens=frozenset(given.get("tokens", ())),  # type: ignore[arg-type]  # a test's own
        now=NOW,
    )


def test_somebody_known_says_something_and_it_is_in_the_record(about: Call, me: Participant) -> None:
    with writes("dialogue.comment.written"):
        made = talk.said(actor(me), about, "  Det kender vi.  ")
    assert (made.text, made.state, made.via) == ("Det kender vi.", "shown", "account")
    assert Thread.objects.get().n_shown == 1
    assert [one.who for one in shown(about)] == ["Lise"]


def test_a_paper_code_writes_without_a_name(about: Call) -> None:
    who = code_resident()
    assert who.door == Door.CODE
    assert talk.said(actor(who), about).via == "code"
    assert [(one.who, one.number) for one in shown(about)] == [("", 1)]


def test_nobody_known_cannot_write_from_outside(about: Call) -> None:
    with refused("dialogue.come_in_first", 403):
        talk.said(Actor(), about)


def test_an_institutions_network_lets_people_write_with_a_nickname(about: Call) -> None:
    house = talk.network()
    made = talk.said(Actor(network_id=house.pk), about, nickname=" Hende  med strik ")
    assert (made.via, made.nickname, made.participant, made.network) == (
        "network", "Hende med strik", None, house,
    )  # fmt: skip
    assert shown(about)[0].who == "Hende med strik"


def test_a_paused_agreement_lets_nobody_write(about: Call) -> None:
    house = talk.network()
    house.paused_at = NOW
    house.save()
    with refused("dialogue.come_in_first"):
        talk.said(Actor(network_id=house.pk), about)


def test_who_logs_in_on_a_network_is_a_person_and_not_the_network(about: Call, me: Participant) -> None:
    made = talk.said(Actor(participant_id=me.pk, network_id=talk.network().pk), about, nickname="Kongen")
    assert (made.participant, made.network, made.nickname) == (me, None, "")


def test_sent_twice_it_is_one_comment(about: Call, me: Participant) -> None:
    key = uuid4()
    first = talk.said(actor(me), about, sent_key=key)
    with writes():
        again = talk.said(actor(me), about, "Noget andet", sent_key=key)
    assert again == first
    assert Thread.objects.get().n_shown == 1


def test_a_spokesperson_may_write_for_the_party_and_nobody_else(about: Call, me: Participant) -> None:
    group, voice = party(PartyKind.INFORMAL_GROUP, "Naboerne")
    talk.said(Actor(participant_id=voice.pk, party_id=group.pk), about)
    assert shown(about)[0].who == "Naboerne"
    with refused("dialogue.speak_for_a_party"):
        talk.said(Actor(participant_id=me.pk, party_id=group.pk), about)


def test_what_has_become_a_process_is_only_read(about: Call, me: Participant) -> None:
    made = table()
    about.state, about.process = CallState.BECAME_PROCESS, made.process
    about.save()
    with refused("dialogue.only_read"):
        talk.said(actor(me), about)


def test_a_paused_process_is_only_read(me: Participant) -> None:
    made = table(Stage.KNOWLEDGE)
    words = known.statement(made.process, made.speakers["residents"])
    Process.objects.filter(pk=made.process.pk).update(status="paused", status_reason="Sommer.")
    with refused("dialogue.only_read"):
        services.write_comment(
            actor=actor(me), kind="udsagn", about=words.public_id, text="Ja.", sent_key=uuid4(), now=NOW
        )


@pytest.mark.parametrize("kind", ["kald", "udsagn", "findes-ikke"])
def test_nothing_unknown_is_talked_about(kind: str, me: Participant) -> None:
    with refused("dialogue.unknown_subject"):
        services.write_comment(
            actor=actor(me), kind=kind, about=uuid4(), text="Ja.", sent_key=uuid4(), now=NOW
        )


def test_answers_stand_in_one_layer_under_what_they_answer(about: Call, me: Participant) -> None:
    first, second = talk.said(actor(me), about, "Først"), talk.said(actor(me), about, "Så")
    reply = talk.said(actor(person()), about, "Svar", parent_id=first.pk)
    with refused("dialogue.one_level"):
        talk.said(actor(me), about, "Svar på svar", parent_id=reply.pk)
    read = shown(about)
    assert [one.comment for one in read] == [first, second]
    assert [one.comment for one in read[0].replies] == [reply]


def test_an_answer_belongs_to_the_same_talk(about: Call, me: Participant) -> None:
    elsewhere = talk.said(actor(me), talk.call("En anden"))
    with refused("dialogue.one_level"):
        talk.said(actor(me), about, parent_id=elsewhere.pk)


def test_what_is_taken_back_is_not_answered(about: Call, me: Participant) -> None:
    gone = talk.comment(about, me, state="withdrawn", text="")
    with refused("dialogue.not_shown"):
        talk.said(actor(me), about, parent_id=gone.pk)


def test_nobody_drowns_the_others_out(about: Call, me: Participant) -> None:
    for _ in range(20):
        talk.comment(about, me)
    with refused("dialogue.too_many", 429):
        talk.said(actor(me), about)
    talk.said(actor(me), about, now=NOW + timedelta(hours=1))


def test_a_house_has_a_limit_of_its_own(about: Call) -> None:
    house = talk.network()
    for _ in range(40):
        talk.comment(about, via="network", network=house)
    with refused("dialogue.too_many", 429):
        talk.said(Actor(network_id=house.pk), about)


@pytest.mark.parametrize("text", ["Ring 20 30 40 50.", "Skriv til a@b.dk", "Hun er 010190-1234"])
def test_numbers_never_reach_the_page(about: Call, me: Participant, text: str) -> None:
    with refused("kit.text_gives_cpr" if "0101" in text else "kit.text_gives_contact", 422):
        talk.said(actor(me), about, text)


# -- a sensitive space --------------------------------------------------------------------------------------


@pytest.fixture
def sensitive(me: Participant) -> subjects.Subject:
    made = table(Stage.KNOWLEDGE)
    words = known.statement(made.process, made.speakers["residents"])
    Process.objects.filter(pk=made.process.pk).update(sensitive=True)
    found = subjects.find("udsagn", words.public_id)
    assert found is not None
    return found


def say(about: subjects.Subject, who: Participant, text: str) -> Comment:
    return services.write_comment(
        actor=actor(who), kind="udsagn", about=about.public_id, text=text, sent_key=uuid4(), now=NOW
    )


def test_where_people_tell_of_hard_things_a_name_waits_for_a_human(
    sensitive: subjects.Subject, me: Participant
) -> None:
    with writes("dialogue.comment.held"):
        made = say(sensitive, me, "Lise Holm kom aldrig igen.")
    assert made.state == CommentState.WAITING
    assert made.thread.n_shown == 0
    assert say(sensitive, me, "Det kender jeg selv.").state == CommentState.SHOWN


def test_what_waits_is_seen_by_its_author_alone(sensitive: subjects.Subject, me: Participant) -> None:
    made = say(sensitive, me, "Lise Holm kom aldrig igen.")

    def seen_by(reader: Participant) -> list[Comment]:
        read = selectors.read(made.thread, sensitive=True, reader_id=reader.pk, tokens=(), now=NOW)
        return [one.comment for one in read]

    assert seen_by(me) == [made]
    assert seen_by(person()) == []


def test_where_people_tell_of_hard_things_nobody_stands_by_name(
    sensitive: subjects.Subject, me: Participant
) -> None:
    thread = say(sensitive, me, "Det kender jeg.").thread
    say(sensitive, person(), "Også jeg.")
    say(sensitive, me, "Tak.")
    read = selectors.read(thread, sensitive=True, reader_id=None, tokens=(), now=NOW)
    assert [(one.who, one.number) for one in read] == [("", 1), ("", 2), ("", 1)]


def test_an_edit_that_names_somebody_waits_too(sensitive: subjects.Subject, me: Participant) -> None:
    made = say(sensitive, me, "Det kender jeg.")
    services.edit_comment(actor=actor(me), comment_id=made.pk, text="Lise Holm kom ikke.", now=NOW)
    made.refresh_from_db()
    assert made.state == CommentState.WAITING
    assert Thread.objects.get(pk=made.thread_id).n_shown == 0


# -- one's own words ----------------------------------------------------------------------------------------


def test_one_puts_ones_words_right_for_half_an_hour_and_it_shows(about: Call, me: Participant) -> None:
    made = talk.said(actor(me), about)
    with writes("dialogue.comment.edited"):
        services.edit_comment(
            actor=actor(me), comment_id=made.pk, text="Rettet.", now=NOW + timedelta(minutes=30)
        )
    made.refresh_from_db()
    assert (made.text, made.edited_at) == ("Rettet.", NOW + timedelta(minutes=30))
    with refused("dialogue.too_late_to_edit"):
        services.edit_comment(
            actor=actor(me), comment_id=made.pk, text="Igen.", now=NOW + timedelta(minutes=31)
        )


def test_nobody_puts_anothers_words_right_or_takes_them_back(about: Call, me: Participant) -> None:
    made = talk.said(actor(me), about)
    for other in (actor(person()), Actor()):
        with refused("dialogue.not_your_words", 403):
            services.edit_comment(actor=other, comment_id=made.pk, text="Andet.", now=NOW)
        with refused("dialogue.not_your_words", 403):
            services.withdraw_comment(actor=other, comment_id=made.pk, now=NOW)


def test_a_browser_without_an_account_holds_a_token_for_its_own_comment_alone(about: Call) -> None:
    house, token = talk.network(), tokens.new()
    at = Actor(network_id=house.pk)
    mine, other = talk.said(at, about, token=token), talk.said(at, about, token=tokens.new())
    with refused("dialogue.not_your_words"):
        services.withdraw_comment(actor=at, comment_id=other.pk, token=token, now=NOW)
    services.edit_comment(actor=at, comment_id=mine.pk, text="Rettet.", token=token, now=NOW)
    services.withdraw_comment(actor=Actor(), comment_id=mine.pk, token=token, now=NOW)
    assert token not in mine.edit_hash


def test_what_somebody_has_reported_is_not_edited(about: Call, me: Participant) -> None:
    made = talk.said(actor(me), about)
    talk.notice(made)
    with refused("dialogue.is_looked_at"):
        services.edit_comment(actor=actor(me), comment_id=made.pk, text="Uskyldigt.", now=NOW)


def test_words_are_taken_back_at_any_time_and_deleted_and_answers_stay(about: Call, me: Participant) -> None:
    made = talk.said(actor(me), about)
    reply = talk.said(actor(person()), about, "Det gør den.", parent_id=made.pk)
    with writes("dialogue.comment.withdrawn", "record.opening.shredded"):
        services.withdraw_comment(actor=actor(me), comment_id=made.pk, now=NOW + timedelta(days=900))
    made.refresh_from_db()
    assert (made.text, made.state) == ("", CommentState.WITHDRAWN)
    assert not Opening.objects.filter(entry__obj=made.public_id).exists()
    read = shown(about)
    assert (read[0].is_read, read[0].replies[0].comment) == (False, reply)
    assert Thread.objects.get().n_shown == 1
    with refused("dialogue.not_shown"):
        services.withdraw_comment(actor=actor(me), comment_id=made.pk, now=NOW)


def test_the_page_that_takes_words_back_shows_them_and_asks_nothing(about: Call, me: Participant) -> None:
    made = talk.said(actor(me), about)
    page = client_of(me).get(reverse("dialogue:withdraw", args=[made.public_id]))
    assert page.status_code == 200
    assert made.text in page.content.decode()


def test_a_number_beside_a_page_costs_one_small_question(
    about: Call, me: Participant, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    talk.said(actor(me), about)
    subjects.n_comments("kald", about.public_id)
    with django_assert_num_queries(1):
        assert subjects.n_comments("kald", about.public_id) == 1
    assert subjects.n_comments("kald", uuid4()) == 0
