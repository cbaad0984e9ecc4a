"""How to call the acts of dialogue: about a call that stands outside the table."""

from __future__ import annotations

from uuid import uuid4

from samskab.ground.dialogue.models import Appeal, Comment, Decision
from samskab.ground.people.models import Role
from tests.architecture.plausible_parts import Scene, about, each, outside, ready
from tests.builders import NOW, office, person, talk
from tests.builders.cast import ROLES

WRITERS = tuple(role for role in ROLES if role != "nobody")


def _comment(s: Scene, role: str) -> Comment:
    return talk.comment(talk.call(role), s.cast.people[role])


def _decision(s: Scene, role: str) -> Decision:
    return talk.decision(_comment(s, role), office(Role.MODERATOR))


def _noticed(s: Scene) -> Comment:
    found = talk.comment(talk.call(), person())
    talk.notice(found)
    return found


def _waiting(s: Scene) -> Comment:
    return talk.comment(talk.call(), person(), state="waiting")


def _appeal(s: Scene) -> Appeal:
    found = talk.decision(talk.comment(talk.call(), person()), office(Role.MODERATOR))
    return found.appeals.create(
        side="author", first_moderator=found.moderator, text="Det er om mig selv.", made_at=NOW
    )


DIALOGUE = {
    "dialogue.write_comment": outside(
        lambda s, r: {"kind": "kald", "about": s.it.public_id, "text": "Ja.", "sent_key": uuid4()},
        ready(lambda s: talk.call()),
        alone=ROLES,
    ),
    "dialogue.edit_comment": outside(
        lambda s, r: {"comment_id": s.of(r).pk, "text": "Rettet."}, each(_comment, WRITERS)
    ),
    "dialogue.withdraw_comment": outside(lambda s, r: {"comment_id": s.of(r).pk}, each(_comment, WRITERS)),
    "dialogue.give_notice": outside(
        about("comment_id", rule="hate", text=talk.WHY, good_faith=True),
        ready(lambda s: talk.comment(talk.call(), person())),
    ),
    "dialogue.decide_comment": outside(about("comment_id", outcome="kept", facts=talk.WHY), ready(_noticed)),
    "dialogue.release_comment": outside(about("comment_id"), ready(_waiting)),
    "dialogue.answer_decision": outside(
        lambda s, r: {"decision_id": s.of(r).pk, "text": "Det er mig."}, each(_decision, WRITERS)
    ),
    "dialogue.appeal_decision": outside(
        lambda s, r: {"decision_id": s.of(r).pk, "side": "author", "text": "Det er mig."},
        each(_decision, WRITERS),
    ),
    "dialogue.decide_appeal": outside(about("appeal_id", outcome="upheld", reason=talk.WHY), ready(_appeal)),
    "dialogue.clear_hidden": outside(),
}
