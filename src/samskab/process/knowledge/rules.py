"""What this room demands before it writes. `require_*` raises a refusal; `may_*` says yes or no for a
page.
"""

from __future__ import annotations

import re

from django.urls import reverse

from samskab.ground.parties.models import Party, Side
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role
from samskab.ground.people.selectors import holds
from samskab.kit import private
from samskab.kit.errors import Closed, Invalid, NotAllowed
from samskab.kit.text import CONTRIBUTION_CHARS, optional_text, require_text
from samskab.process.core import rules as core
from samskab.process.core.models import Process, Seat, Stage, Status, Steward
from samskab.process.knowledge import counting, selectors
from samskab.process.knowledge.models import OpinionMap, Reply, Statement, StatementState
from samskab.process.knowledge.selectors import Ballot, UnknownStatement

ROLE_CHARS = 120
REF_CHARS = 40
FEWEST_COUNTED = 5  # under this, counts of people are not shown (DOMAIN.md 11)
REDRAW_ANSWERS, REDRAW_SHARE = 20, 100  # twenty answers, or one in a hundred (METHODS.md 1.4)
ANSWER_STAGES = (Stage.KNOWLEDGE, Stage.NEGOTIATION, Stage.AGREEMENT, Stage.ACTION)

_AGE = re.compile(
    # "43 år" and "43-årig"; "i 20 år" is how long, not how old
    r"(?<!\bi )(?<!\d)\d{1,3}[\s-]*(?:år(?:ig|ige)?|aar)\b"
    r"|[,(/]\s*\d{1,3}\s*(?:$|[,)/])",  # "Mor, 43" and "Mor (43)"; "opgang 7" is neither
    re.IGNORECASE,
)
_EMAIL = re.compile(r"\S@[^\s@]+\.\S")
_PHONE = re.compile(r"(?<!\d)(?:\+?45[\s-]?)?\d{2}(?:[\s-]?\d{2}){3}(?!\d)")


# -- words --------------------------------------------------------------------------------------------------


def require_words(text: str, *, field: str = "text", least: int = 1, most: int = CONTRIBUTION_CHARS) -> str:
    """Tidy words of a fair length, without what reaches a person: the page is open to all, and for ever."""
    return require_text(text, field=field, least=least, most=most)


def optional_words(text: str, *, field: str) -> str:
    """As `require_words`, or nothing at all."""
    return require_words(text, field=field) if optional_text(text, field=field) else ""


def require_role_words(role: str) -> str:
    """Who speaks, in their own words, so that no neighbour can be picked out: no exact age, number or
    address.
    """
    clean = " ".join(optional_text(role, field="role", most=ROLE_CHARS, is_open=False).split())
    if private.numbers_in(clean) or _EMAIL.search(clean) or _PHONE.search(clean):
        raise Invalid("knowledge.role_gives_contact")
    if _AGE.search(clean):
        raise Invalid("knowledge.role_gives_age")
    return clean


# -- who and when -------------------------------------------------------------------------------------------


def require_answer_stage(process: Process) -> None:
    """Answers and traces may be given from the knowledge stage until the action is over."""
    core.require_stage(process, *ANSWER_STAGES)


def require_open(statement: Statement) -> None:
    """Words taken back, or hidden with a reason, are not voted on, answered or built upon."""
    if statement.state != StatementState.OPEN:
        raise Closed("knowledge.statement_not_open")


def require_read_back(actor: Actor, *, read_back: bool) -> None:
    """A helper writes what another says, reads it back, and hears a yes; a helper writes for nobody
    unseen.
    """
    if actor.helper_id is None:
        return
    if not holds(actor.helper_id, Role.HELPER):
        raise NotAllowed("knowledge.only_a_helper")
    if actor.helper_id == actor.participant_id:
        raise Invalid("knowledge.helper_needs_another")
    if not read_back:
        raise Invalid("knowledge.not_read_back")


def require_may_state(process: Process, actor: Actor) -> int:
    """Anyone known, while knowledge is gathered."""
    core.require_stage(process, Stage.KNOWLEDGE)
    return core.require_person(actor)


def require_may_log_absence(process: Process, actor: Actor) -> Steward:
    """A steward, while somebody can still come and prove it wrong."""
    core.require_stage(process, Stage.KNOWLEDGE)
    return core.require_key(process, actor)


def require_author(statement: Statement, actor: Actor) -> None:
    """Only who said it may change it, take it back, or say whether it was understood."""
    if statement.participant_id != core.require_person(actor):
        raise NotAllowed("knowledge.not_author")


def require_nothing_built(statement: Statement) -> None:
    """Who voted, replied or built on these words did so on these words: a new text would move what they
    said.
    """
    if selectors.is_built_upon(statement):
        raise Closed("knowledge.built_upon")


def require_may_correct(process: Process, statement: Statement, actor: Actor) -> None:
    core.require_stage(process, Stage.KNOWLEDGE)
    require_author(statement, actor)
    require_open(statement)
    require_nothing_built(statement)


def require_may_withdraw(statement: Statement, actor: Actor) -> None:
    """At any stage: a right that had to wait would not be one."""
    require_author(statement, actor)
    require_open(statement)


def require_may_confirm(process: Process, statement: Statement, actor: Actor) -> None:
    require_answer_stage(process)
    require_author(statement, actor)
    require_open(statement)


def require_may_flag(process: Process, statement: Statement, actor: Actor) -> int:
    """Anyone known but the author, who can put the words right."""
    require_answer_stage(process)
    person = core.require_person(actor)
    require_open(statement)
    if statement.participant_id == person:
        raise NotAllowed("knowledge.own_statement_flag")
    return person


def require_may_trace(process: Process, statement: Statement, actor: Actor) -> Seat | None:
    """A facilitator, a steward or a party at the table; the seat when it is done for a party."""
    require_answer_stage(process)
    seat = _traces_for(process, actor)
    require_open(statement)
    return seat


def _traces_for(process: Process, actor: Actor) -> Seat | None:
    try:
        core.require_facilitator_or_key(process, actor)
    except NotAllowed:
        return core.require_seat(process, actor)
    return None


def may_gather(process: Process) -> bool:
    """Whether words and votes are taken now."""
    return process.status == Status.RUNNING and process.stage == Stage.KNOWLEDGE


def may_answer(process: Process) -> bool:
    """Whether answers and traces are taken now."""
    return process.status == Status.RUNNING and process.stage in ANSWER_STAGES


# -- votes --------------------------------------------------------------------------------------------------


def require_voter(actor: Actor, value: int) -> int:
    """A known person, with their own hand and one of three answers: a helper votes for nobody."""
    person = core.require_person(actor)
    if actor.helper_id is not None:
        raise NotAllowed("knowledge.helper_does_not_vote")
    if value not in selectors.COUNTER_OF:
        raise Invalid("core.unknown_choice")
    return person


def require_open_ballot(ballot: Ballot | None) -> Ballot:
    """There is such a statement, and knowledge is gathered now."""
    if ballot is None:
        raise UnknownStatement("knowledge.unknown_statement")
    core.require_stage(ballot.process, Stage.KNOWLEDGE)
    return ballot


def require_may_vote(ballot: Ballot | None, person: int) -> Ballot:
    """On open words of others, while knowledge is gathered, by whoever may have a stance."""
    ballot = require_open_ballot(ballot)
    if ballot.is_councillor:
        raise NotAllowed("core.councillor_has_no_stance")
    if ballot.is_facilitator:
        raise NotAllowed("core.facilitator_has_no_stance")
    if ballot.state != StatementState.OPEN:
        raise Closed("knowledge.statement_not_open")
    if ballot.author_id == person:
        raise NotAllowed("knowledge.own_statement_vote")
    return ballot


# -- the map ------------------------------------------------------------------------------------------------


def answers_for_a_map(process: Process, earlier: OpinionMap | None) -> int:
    """How many answers must have moved before a map is drawn anew: so often that it is true, so seldom that
    nobody can watch it for what one person just answered.
    """
    if earlier is None or process.stage != Stage.KNOWLEDGE:
        return 1
    return max(REDRAW_ANSWERS, earlier.n_votes // REDRAW_SHARE)


def require_may_draw(process: Process, actor: Actor, earlier: OpinionMap | None) -> None:
    """Anyone known, or the house by its clock, when enough has moved since the last map."""
    require_answer_stage(process)
    if not actor.house:
        core.require_person(actor)
    moved = counting.moved(process, earlier)
    if not moved and earlier is None:
        raise Closed("knowledge.nothing_to_map")
    needed = answers_for_a_map(process, earlier)
    if moved < needed:
        raise Closed("knowledge.map_is_fresh", moved=moved, needed=needed)


# -- replies ------------------------------------------------------------------------------------------------


def owes_answers(party: Party) -> bool:
    """Who has the power to do something about it."""
    return party.side in {Side.PUBLIC, Side.SEMI_PUBLIC}


def may_reply(party: Party, statement: Statement) -> bool:
    """Who has power, or was asked by name, owes an answer; nobody else answers on their behalf."""
    return owes_answers(party) or statement.addressed_to_id == party.pk


def require_may_reply(process: Process, statement: Statement, actor: Actor) -> Seat:
    """One answer per party, to words that stand."""
    require_answer_stage(process)
    seat = core.require_seat(process, actor)
    if not may_reply(seat.party, statement):
        raise NotAllowed("knowledge.reply_not_yours")
    require_open(statement)
    if statement.replies.filter(by_id=seat.party_id).exists():
        raise Closed("knowledge.already_replied")
    return seat


def require_may_answer_conversation(process: Process, actor: Actor) -> Seat:
    """Who owes answers, once until more is read in, and after what most people agreed on is answered."""
    seat = core.require_seat(process, actor)
    if not owes_answers(seat.party):
        raise NotAllowed("knowledge.reply_not_yours")
    if not process.imports.exists():
        raise Closed("knowledge.no_conversation")
    if process.conversation_replies.filter(by=seat.party, superseded_at__isnull=True).exists():
        raise Closed("knowledge.already_replied")
    waiting = selectors.carried_waiting(process)
    first = waiting.first()
    if first is not None:
        url = reverse("knowledge:reply", args=[process.slug, first.public_id])
        raise Closed("knowledge.carried_first", count=waiting.count(), step_url=url)
    return seat


def require_own_reply(process: Process, reply: Reply, actor: Actor) -> None:
    """A reply is added to by the party that gave it, once; what was first said stays."""
    require_answer_stage(process)
    seat = core.require_seat(process, actor)
    if reply.by_id != seat.party_id:
        raise NotAllowed("knowledge.not_your_reply")
    if reply.later_at is not None:
        raise Closed("knowledge.later_is_written")
    require_open(reply.statement)


# -- the house ----------------------------------------------------------------------------------------------


def require_house(actor: Actor) -> None:
    """A conversation held elsewhere is read in by the house itself, from its command line; never by a
    party.
    """
    if not actor.house:
        raise NotAllowed("knowledge.only_the_house")
