"""Who may do what in a round over several questions, and when. Opened by two, graded unseen, closed for all
at once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from samskab.ground.parties.models import Membership
from samskab.ground.people.actor import Actor
from samskab.kit.errors import Closed, Invalid, NotAllowed
from samskab.process.core import rules as core
from samskab.process.core import selectors as table
from samskab.process.core.models import Process, Seat, Stage
from samskab.process.negotiation import rules
from samskab.process.negotiation.models import PackageOption, PackageQuestion, PackageRound
from samskab.process.negotiation.models.packages import BEST, TENTHS, WORST

MOST_QUESTIONS, MOST_OPTIONS = 10, 6  # what people can hold in their heads; proven in a second
FEWEST_OPTIONS = 2
POINTS_EACH = 3  # per question, for every party alike; a party may lay more on one and less on another


# -- what lies there ----------------------------------------------------------------------------------------


def current_round(process: Process) -> PackageRound | None:
    """The round that is not closed."""
    return process.package_rounds.filter(closed_at__isnull=True).select_related("opened_by").first()


def question_of(process: Process, question_id: int) -> PackageQuestion | None:
    found = PackageQuestion.objects.filter(pk=question_id, round__process=process)
    return found.select_related("round", "asked_by").first()


def graders(process: Process) -> list[Seat]:
    """The parties whose grades a round waits for: those at the table who cannot be paid for the answer."""
    return [seat for seat in table.seats(process) if not seat.may_supply]


def options(package_round: PackageRound) -> list[PackageOption]:
    """Every answer of the questions that stand."""
    found = PackageOption.objects.filter(question__round=package_round, question__withdrawn_at__isnull=True)
    return list(found.select_related("question").order_by("question__asked_at", "question__pk", "pk"))


def awaited(process: Process, package_round: PackageRound) -> list[Seat]:
    """Who has not given a sheet."""
    given = set(package_round.sheets.values_list("party_id", flat=True))
    return [seat for seat in graders(process) if seat.party_id not in given]


def may_close(process: Process, package_round: PackageRound, now: datetime) -> bool:
    """All have given their sheet, or the time is over."""
    started = package_round.deadline is not None and package_round.closed_at is None
    late = package_round.deadline is not None and now >= package_round.deadline
    return started and (late or not awaited(process, package_round))


# -- writing the questions ----------------------------------------------------------------------------------


def require_may_open_round(process: Process, actor: Actor) -> Seat:
    """A negotiating party under an adopted purpose that has said what it needs; one round at a time."""
    seat, _ = rules.require_may_propose(process, actor)
    if current_round(process) is not None:
        raise Closed("negotiation.round_is_open")
    return seat


def _require_writing(process: Process, actor: Actor) -> tuple[Seat, PackageRound]:
    seat = rules.require_negotiator(process, actor)
    package_round = current_round(process)
    if package_round is None:
        raise Closed("negotiation.no_round")
    if package_round.started_at is not None:
        raise Closed("negotiation.questions_are_fixed")
    return seat, package_round


def require_may_ask(process: Process, actor: Actor) -> tuple[Seat, PackageRound]:
    seat, package_round = _require_writing(process, actor)
    if package_round.questions.filter(withdrawn_at__isnull=True).count() >= MOST_QUESTIONS:
        raise Closed("negotiation.questions_are_many", most=MOST_QUESTIONS)
    return seat, package_round


def _require_standing(package_round: PackageRound, question: PackageQuestion | None) -> PackageQuestion:
    if question is None or question.round_id != package_round.pk:
        raise Invalid("core.unknown_choice")
    if question.withdrawn_at is not None:
        raise Closed("negotiation.question_is_taken_back")
    return question


def require_may_withdraw_question(
    process: Process, actor: Actor, question: PackageQuestion | None
) -> PackageQuestion:
    seat, package_round = _require_writing(process, actor)
    standing = _require_standing(package_round, question)
    if standing.asked_by_id != seat.party_id:
        raise NotAllowed("negotiation.not_your_words")
    return standing


def require_may_add_option(
    process: Process, actor: Actor, question: PackageQuestion | None
) -> tuple[Seat, PackageQuestion]:
    seat, package_round = _require_writing(process, actor)
    standing = _require_standing(package_round, question)
    if standing.options.count() >= MOST_OPTIONS:
        raise Closed("negotiation.answers_are_many", most=MOST_OPTIONS)
    return seat, standing


# -- grading ------------------------------------------------------------------------------------------------


def require_may_start(process: Process, actor: Actor) -> tuple[Seat, PackageRound]:
    """Opened together: not by who asked for it, and not by its own side alone when another sits here."""
    seat, package_round = _require_writing(process, actor)
    first = package_round.opened_by
    if seat.party_id == first.pk:
        raise NotAllowed("negotiation.another_party_starts")
    other_sides = {other.party.side for other in graders(process)} - {first.side}
    if seat.party.side == first.side and other_sides:
        raise NotAllowed("negotiation.another_side_starts")
    answers: dict[int, int] = {}
    for option in options(package_round):
        answers[option.question_id] = answers.get(option.question_id, 0) + 1
    if not answers or min(answers.values()) < FEWEST_OPTIONS:
        raise Closed("negotiation.question_needs_answers")
    return seat, package_round


def require_fair(deadline: datetime, now: datetime) -> None:
    core.require_fair_deadline(now=now, deadline=deadline)


def require_may_grade(process: Process, actor: Actor, now: datetime) -> tuple[Seat, PackageRound]:
    """While the sheets are open; nobody adds one after the others' were opened."""
    return rules.require_negotiator(process, actor), _require_open_sheets(process, now)


def _require_open_sheets(process: Process, now: datetime) -> PackageRound:
    package_round = current_round(process)
    if package_round is None or package_round.deadline is None:
        raise Closed("negotiation.sheets_are_not_open")
    if now >= package_round.deadline:
        raise Closed("negotiation.time_to_grade_is_over")
    return package_round


def require_every_option(package_round: PackageRound, graded: Collection[int]) -> list[PackageOption]:
    """A missing grade is neither a no nor a yes, so a sheet has none."""
    standing = options(package_round)
    if set(graded) != {option.pk for option in standing}:
        raise Invalid("negotiation.grade_every_answer")
    return standing


def require_points(package_round: PackageRound, points: Mapping[int, int]) -> None:
    """Every party has as many points, every question keeps one, and a party moves only its own."""
    asked = {option.question_id for option in options(package_round)}
    total = POINTS_EACH * len(asked)
    if set(points) != asked or min(points.values(), default=0) < 1 or sum(points.values()) != total:
        raise Invalid("negotiation.points_do_not_add_up", total=total, given=sum(points.values()))


def require_floor(floor: int) -> None:
    if not 0 <= floor <= TENTHS:
        raise Invalid("core.unknown_choice")


def party_of_member(process: Process, participant_id: int | None) -> Seat | None:
    """The party a person answers in: the one at the table they have belonged to longest."""
    seats = {seat.party_id: seat for seat in graders(process)}
    rows = Membership.objects.filter(participant=participant_id, until__isnull=True, party__in=list(seats))
    first = rows.order_by("since", "pk").values_list("party_id", flat=True).first()
    return seats.get(first) if first is not None else None


def require_may_answer_for_oneself(
    process: Process, actor: Actor, now: datetime
) -> tuple[Seat, PackageRound]:
    """A member of a party at the table, while the sheets are open; once, but it may be written anew."""
    core.require_stage(process, Stage.NEGOTIATION)
    person = core.require_person(actor)
    core.require_may_have_stance(actor)
    seat = party_of_member(process, person)
    if seat is None:
        raise NotAllowed("negotiation.not_a_member_here")
    return seat, _require_open_sheets(process, now)


def require_known_grade(grade: int) -> None:
    if not WORST <= grade <= BEST:
        raise Invalid("core.unknown_choice")


def require_may_close(process: Process, actor: Actor, now: datetime) -> PackageRound:
    rules.require_negotiator(process, actor)
    package_round = current_round(process)
    if package_round is None or package_round.started_at is None:
        raise Closed("negotiation.sheets_are_not_open")
    if not may_close(process, package_round, now):
        missing = awaited(process, package_round)
        raise Closed(
            "negotiation.sheets_are_missing",
            n=len(missing),
            parties=", ".join(seat.party.name for seat in missing),
        )
    return package_round


def require_may_settle(process: Process, actor: Actor, package_round: PackageRound) -> None:
    """Anyone known: it takes nobody's yes, it only counts."""
    core.require_stage(process, Stage.NEGOTIATION)
    core.require_person(actor)
    if package_round.closed_at is None:
        raise Closed("negotiation.round_is_not_closed")
    if hasattr(package_round, "outcome"):
        raise Closed("negotiation.round_is_settled")
