"""The post: what is told to whom and when, once, from the record."""

from __future__ import annotations

import smtplib
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from samskab.commons.news import concerning, outbox, telling, waiting, weeks
from samskab.commons.news.models import (
    Article,
    ArticleState,
    How,
    Issue,
    Letter,
    LetterKind,
    Notice,
    NoticeChoice,
)
from samskab.ground.people.models import Participant
from samskab.ground.record import services as record
from samskab.kit import clock
from samskab.kit.acts import REGISTRY
from samskab.process.core.models import Stage
from tests.acts import come_in
from tests.builders import LONG_REASON, NOW, Table, area, person, table
from tests.builders import knowledge as known
from tests.builders import news as made

pytestmark = pytest.mark.django_db
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)


@pytest.fixture(autouse=True)
def loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    get_resolver().url_patterns  # noqa: B018 - the rooms declare what they may record as they are loaded
    monkeypatch.setattr(clock, "now", lambda: NOW)


def line(kind: str, space: UUID, obj: UUID | None = None, at: datetime = NOW) -> None:
    with transaction.atomic():
        record.append(kind, space=space, obj=obj or space, at=at)


def letters(kind: str = "") -> list[tuple[str, bool]]:
    found = Letter.objects.order_by("pk")
    return list((found.filter(kind=kind) if kind else found).values_list("kind", "sent"))


# -- when ---------------------------------------------------------------------------------------------------


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("utc", "week", "time_for_letters"),
    [
        ("2026-11-01T23:30", "2026-W45", False),  # Monday half past midnight in the municipality
        ("2026-11-01T22:30", "2026-W44", True),  # Sunday night: last week's letters may still go
        ("2026-11-02T05:59", "2026-W45", False),  # a minute to seven, winter
        ("2026-11-02T06:00", "2026-W45", True),
        ("2026-10-26T05:59", "2026-W44", False),  # the Monday after the clocks went back
        ("2026-10-26T06:00", "2026-W44", True),
        ("2026-03-30T04:59", "2026-W14", False),  # the Monday after they went forward
        ("2026-03-30T05:00", "2026-W14", True),
        ("2027-01-03T12:00", "2026-W53", True),  # a week belongs to the year its Thursday lies in
    ],
)
def test_a_week_begins_on_monday_at_seven_summer_and_winter(
    utc: str, week: str, time_for_letters: bool
) -> None:
    assert (weeks.week_of(at(utc)), weeks.is_time_for_letters(at(utc))) == (week, time_for_letters)


def test_nobody_is_written_to_at_night() -> None:
    assert weeks.morning_of(at("2026-10-25T05:30")) is None
    assert str(weeks.morning_of(at("2026-10-25T06:00"))) == "2026-10-25"
    assert weeks.next_hour(at("2026-10-25T06:20")) == at("2026-10-25T07:00")


# -- the weekly letter --------------------------------------------------------------------------------------


def test_the_weekly_letter_tells_what_the_record_says_of_its_place() -> None:
    made.subscription(area=area())
    made.subscription("elsewhere@example.org", area=area("oestby"))
    course = table(Stage.KNOWLEDGE).process
    line("path.stage.opened", course.public_id)
    for _ in range(3):
        line("knowledge.statement.made", course.public_id)
    done = outbox.run(now=NOW)
    assert (done.sent, done.nothing_to_say) == (1, 1 + 4), (
        "a quiet place gets no letter, nor do unproven people"
    )
    (letter,) = mail.outbox
    assert letter.subject == "Uge 45: Vestby"
    assert "Forløbet er gået videre til næste trin." in letter.body
    assert "Der er kommet 3 nye udsagn." in letter.body
    assert f"http://127.0.0.1:8000/forloeb/{course.slug}/viden/" in letter.body


def test_every_letter_carries_its_way_out_and_a_name_that_stays() -> None:
    made.subscription()
    line("core.process.opened", table().process.public_id)
    outbox.run(now=NOW)
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["Message-ID"] == f"<{Letter.objects.get(sent=True).public_id}@127.0.0.1>"
    way_out = headers["List-Unsubscribe"].strip("<>")
    assert way_out in mail.outbox[0].body
    Client(enforce_csrf_checks=True).post(
        way_out.removeprefix("http://127.0.0.1:8000"), {"List-Unsubscribe": "One-Click"}
    )
    line("core.process.opened", table().process.public_id, at=NOW + WEEK)
    assert outbox.run(now=NOW + WEEK).sent == 0


def test_a_week_is_told_once_and_no_line_twice_or_never() -> None:
    made.subscription()
    course = table().process
    told = []
    for n in range(3):
        line("meetings.meeting.booked", course.public_id, at=NOW + n * WEEK)
        for _ in range(2):
            outbox.run(now=NOW + n * WEEK)
            outbox.run(now=NOW + n * WEEK + 3 * DAY)
        told.append(len(mail.outbox))
    assert told == [1, 2, 3]
    spans = list(Issue.objects.order_by("pk").values_list("from_seq", "to_seq"))
    assert [span[0] for span in spans[1:]] == [span[1] for span in spans[:-1]]
    assert all("Der er sat et møde." in letter.body for letter in mail.outbox)


def test_at_most_seven_lines_the_weightiest_first_and_two_of_one_process() -> None:
    for _ in range(5):
        course = table().process
        for kind in ("core.seat.taken", "path.stage.opened", "meetings.meeting.booked"):
            line(kind, course.public_id)
    found = telling.told(telling.Place(), 0, 99)
    assert (len(found.items), found.more) == (7, 8)
    assert [one.text for one in found.items[:5]] == ["Forløbet er gået videre til næste trin."] * 5
    paths = [one.path for one in found.items]
    assert max(paths.count(path) for path in paths) <= 2


def test_a_letter_about_one_process_tells_of_no_other() -> None:
    ours, other = table().process, table().process
    line("core.process.opened", ours.public_id)
    line("core.process.opened", other.public_id)
    found = telling.told(telling.Place(process=ours), 0, 9)
    assert [one.where for one in found.items] == [ours.title]
    assert found.more == 0


def test_what_was_withdrawn_before_the_letter_went_is_not_in_it() -> None:
    found = made.published()
    line("news.article.published", found.public_id)
    assert telling.told(telling.Place(), 0, 9).items[0].where == found.title
    Article.objects.filter(pk=found.pk).update(
        state=ArticleState.WITHDRAWN, withdrawn_at=NOW, withdrawn_reason=LONG_REASON
    )
    assert telling.told(telling.Place(), 0, 9).items == ()


def test_every_kind_that_is_told_is_one_an_act_writes_and_leads_to_a_page() -> None:
    """A code that was renamed would fall out of every letter, and nobody would miss it."""
    get_resolver().url_patterns  # noqa: B018 - loads every room, and with it every act
    written = {code for one in REGISTRY.values() for code in one.records}
    assert set(telling.KINDS) <= written
    for kind in telling.KINDS:
        assert telling.Space("Lys", "lys").path(kind).startswith("/forloeb/lys/")


def test_the_first_line_of_a_week_is_found_by_halves() -> None:
    course = table().process.public_id
    for n in range(9):
        line("core.seat.taken", course, at=NOW - (9 - n) * DAY)
    assert telling.seq_since(NOW - 3 * DAY) == 6
    assert telling.seq_since(NOW - 99 * DAY) == 0
    assert telling.seq_since(NOW) == 9


def test_nothing_is_sent_to_an_address_that_has_not_said_yes() -> None:
    made.subscription(confirmed=False)
    line("core.process.opened", table().process.public_id)
    outbox.run(now=NOW)
    assert mail.outbox == []


# -- to one person ------------------------------------------------------------------------------------------


def answered() -> tuple[Table, Participant]:
    """A resident said something, and telling has begun; then the municipality answers."""
    at_table = table(Stage.KNOWLEDGE)
    who = person()
    made.proven(who)
    said = known.statement(at_table.process, who)
    line("knowledge.statement.made", at_table.process.public_id, said.public_id)
    outbox.run(now=NOW)
    reply = said.replies.create(by=at_table.parties["unit"], outcome="watched", text=LONG_REASON, at=NOW)
    line("knowledge.reply.given", at_table.process.public_id, reply.public_id)
    return at_table, who


def test_whose_words_are_answered_is_told_at_once_and_never_with_the_words() -> None:
    at_table, who = answered()
    outbox.run(now=NOW)
    outbox.run(now=NOW + HOUR)
    (letter,) = mail.outbox
    assert who.user is not None
    assert (letter.to, letter.subject) == ([who.user.email], "Der er nyt til dig")
    assert "Nogen har svaret på det, du sagde." in letter.body
    assert at_table.process.title in letter.body
    assert LONG_REASON not in letter.body


def test_what_lies_before_the_house_began_to_write_is_not_told_as_new() -> None:
    at_table, _who = answered()
    outbox.Cursor.objects.all().delete()
    outbox.run(now=NOW)
    assert mail.outbox == []
    assert at_table.process


def test_never_means_never_and_weekly_waits_for_monday() -> None:
    for how, n_now, n_monday in ((How.NEVER, 0, 0), (How.WEEKLY, 0, 1)):
        mail.outbox.clear()
        _, who = answered()
        NoticeChoice.objects.create(participant=who, notice=Notice.WORDS, how=how)
        outbox.run(now=NOW + HOUR)
        assert len(mail.outbox) == n_now, how
        outbox.run(now=NOW + WEEK)
        assert len([one for one in mail.outbox if one.subject == "Ugens nyt til dig"]) == n_monday, how
        outbox.Issue.objects.all().delete()


def test_a_choice_changed_before_the_letter_went_is_kept_to() -> None:
    _, who = answered()
    outbox.queue(now=NOW)
    NoticeChoice.objects.create(participant=who, notice=Notice.WORDS, how=How.NEVER)
    outbox.run(now=NOW)
    assert mail.outbox == []


def test_four_letters_in_an_hour_and_the_rest_wait() -> None:
    _, who = answered()
    for n in range(6):
        Letter.objects.create(
            kind=LetterKind.WORDS, participant=who, about=f"{0}:{9 + n}", queued_at=NOW, not_before=NOW
        )
    outbox.run(now=NOW)
    assert len(mail.outbox) == 4
    outbox.run(now=NOW + HOUR)
    assert len(mail.outbox) == 7


def test_three_things_wait_for_a_party_by_mail_on_monday() -> None:
    voice = with_deadline(NOW + 9 * DAY)
    expected = waiting.waits_for(voice, NOW)
    assert len(expected) > 1, "an answer, and what the key holder does"
    outbox.run(now=NOW)
    (letter,) = [one for one in mail.outbox if one.to == [voice.user.email]]  # type: ignore[union-attr] - a builder's person has an account
    n, minutes = len(expected[:3]), sum(one.turn.minutes for one in expected[:3])
    assert letter.subject.startswith(f"{n} ting venter på jer, i alt {minutes} minut")
    for one in expected[:3]:
        assert str(one.turn.text) in letter.body
        assert one.turn.url in letter.body


def with_deadline(due: datetime) -> Participant:
    """The unit owes an answer to a challenged boundary."""
    at_table = table(Stage.KNOWLEDGE)
    boundary = at_table.process.boundaries.create(
        set_by=at_table.parties["unit"], kind="budget", text="25.000 kr.", reason="Budget.", set_at=NOW
    )
    boundary.challenges.create(
        by=at_table.parties["association"], text="Hvorfor?", raised_at=NOW - 8 * DAY, answer_due=due
    )
    made.proven(at_table.speakers["unit"])
    return at_table.speakers["unit"]


def reminders() -> int:
    return sum(one.subject == "Husk: en frist er tæt på" for one in mail.outbox)


def test_a_deadline_is_reminded_of_once_two_days_before() -> None:
    with_deadline(NOW + 4 * DAY)
    counts = []
    for days in range(6):
        for hour in (0, 1):
            outbox.run(now=NOW + days * DAY + hour * HOUR)
        counts.append(reminders())
    assert counts == [0, 0, 1, 1, 1, 1]


def test_whoever_wants_what_waits_at_once_is_told_each_turn_once() -> None:
    voice = with_deadline(NOW + 9 * DAY)
    NoticeChoice.objects.create(participant=voice, notice=Notice.TURNS, how=How.AT_ONCE)
    for days in range(3):
        outbox.run(now=NOW + days * DAY)
    told = [one.body for one in mail.outbox if one.subject == "Noget venter på jer"]
    assert len(told) == len({waits.key for waits in waiting.waits_for(voice, NOW)}) > 0


def test_who_follows_a_process_is_told_that_it_moves_and_others_are_not() -> None:
    at_table = table(Stage.KNOWLEDGE)
    follows, other = at_table.speakers["residents"], person()
    for who in (follows, other):
        made.proven(who)
        NoticeChoice.objects.create(participant=who, notice=Notice.STAGES, how=How.AT_ONCE)
    outbox.run(now=NOW)
    mail.outbox.clear()
    line("path.stage.opened", at_table.process.public_id)
    outbox.run(now=NOW)
    assert [one.to for one in mail.outbox] == [[follows.user.email]]  # type: ignore[union-attr] - as above


def test_a_letter_is_in_the_language_its_reader_chose(client: Client) -> None:
    _, who = answered()
    come_in(client, who)
    client.post(
        reverse("news:choose"), {"notice": "words", "how": "at_once"}, headers={"accept-language": "en"}
    )
    outbox.run(now=NOW)
    assert mail.outbox[0].subject == "There is news for you"


def test_the_page_shows_what_is_new_until_it_is_seen(client: Client) -> None:
    at_table, who = answered()
    come_in(client, who)
    page = client.get(reverse("news:to_you")).content.decode()
    assert "Nogen har svaret på det, du sagde." in page
    assert ">Nyt</span>" in page
    client.post(reverse("news:mark_read"), {"seen": "999"})
    assert ">Nyt</span>" not in client.get(reverse("news:to_you")).content.decode()
    assert at_table.process.title in page
    assert "Nogen har svaret" not in come_in(Client(), person()).get(reverse("news:to_you")).content.decode()


# -- at least once ------------------------------------------------------------------------------------------


class Killed(BaseException):
    """The process is gone."""


def test_killed_between_two_letters_none_is_lost_and_at_most_one_is_doubled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for n in range(5):
        made.subscription(f"bo{n}@example.org")
    line("core.process.opened", table().process.public_id)
    finish, calls = outbox._finish, []

    def dies_at_the_third(letter: Letter, now: datetime, *, sent: bool) -> None:
        if letter.kind == LetterKind.DIGEST:
            calls.append(letter)
            if len(calls) == 3:
                raise Killed
        finish(letter, now, sent=sent)

    monkeypatch.setattr(outbox, "_finish", dies_at_the_third)
    with pytest.raises(Killed):
        outbox.run(now=NOW)
    assert len(mail.outbox) == 3
    outbox.run(now=NOW + timedelta(minutes=1))
    assert len(mail.outbox) == 5, "the third is still held"
    outbox.run(now=NOW + timedelta(minutes=11))
    assert len(mail.outbox) == 6
    assert len({one.to[0] for one in mail.outbox}) == 5
    names = [one.extra_headers["Message-ID"] for one in mail.outbox]
    assert len(set(names)) == 5, "the double carries the same name"


def test_killed_while_gathering_nothing_is_gathered_and_the_next_run_gathers_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made.subscription()
    line("core.process.opened", table().process.public_id)

    def dies() -> set[int]:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(waiting, "spokespersons", dies)
        with pytest.raises(Killed):
            outbox.run(now=NOW)
    assert (Issue.objects.count(), letters()) == (0, [])
    assert outbox.run(now=NOW).sent == 1


def test_a_mail_server_that_is_away_is_asked_again_later_and_later(monkeypatch: pytest.MonkeyPatch) -> None:
    made.subscription()
    line("core.process.opened", table().process.public_id)

    def away(self: Any, messages: Any) -> int:
        raise smtplib.SMTPServerDisconnected("away")

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", away)
        assert outbox.run(now=NOW).failed == 1
        assert outbox.run(now=NOW + timedelta(minutes=1)).failed == 0
        assert outbox.run(now=NOW + timedelta(minutes=2)).failed == 1
    assert outbox.run(now=NOW + timedelta(minutes=9)).sent == 1


def test_a_letter_that_never_gets_away_is_given_up_and_holds_nobody_back() -> None:
    made.subscription("stuck@example.org")
    made.subscription("fine@example.org")
    line("core.process.opened", table().process.public_id)
    outbox.queue(now=NOW)
    Letter.objects.filter(subscription__address="stuck@example.org").update(tries=outbox.MOST_TRIES)
    outbox.run(now=NOW)
    assert [one.to for one in mail.outbox] == [["fine@example.org"]]
    assert not Letter.objects.filter(done_at__isnull=True).exists()


def test_what_concerns_a_person_is_found_from_the_record() -> None:
    _, who = answered()
    assert concerning.concerned(0, 99) == {who.pk}
    assert [one.notice for one in concerning.news_for(who.pk)] == [Notice.WORDS]
