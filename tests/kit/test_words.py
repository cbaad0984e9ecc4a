"""Every code that a model may hold has words, and words are never given twice."""

from __future__ import annotations

import pytest
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from samskab.ground.parties.models import MembershipRole, PartyKind, Side
from samskab.ground.people.models import Role
from samskab.ground.places.models import AreaKind
from samskab.kit import words
from samskab.kit.templatetags.kit import TAG_ICONS
from samskab.process.action.models import Direction, PerformedBy, TaskStatus
from samskab.process.agreement.models import AnswerCode, Duty, Gives, Heading, RequirementKind, ResourceKind
from samskab.process.calls.models import CallState, Channel
from samskab.process.core.models import (
    BoundaryKind,
    BoundaryStatus,
    DeclaredType,
    Influence,
    Motive,
    MunicipalRole,
    Stage,
    Status,
)
from samskab.process.framing.models import StanceCode
from samskab.process.knowledge.models import Basis, ReplyOutcome, StatementState
from samskab.process.meetings.models import Access
from samskab.process.negotiation.models import Degree
from samskab.process.purpose.models import BasicValue, Question

KINDS: dict[str, type[TextChoices]] = {
    "access": Access,
    "answer": AnswerCode,
    "area_kind": AreaKind,
    "basic_value": BasicValue,
    "basis": Basis,
    "boundary_kind": BoundaryKind,
    "boundary_status": BoundaryStatus,
    "call_state": CallState,
    "channel": Channel,
    "clause_covers": Duty,
    "clause_gives": Gives,
    "clause_heading": Heading,
    "declared_type": DeclaredType,
    "degree": Degree,
    "influence_level": Influence,
    "membership": MembershipRole,
    "motive": Motive,
    "municipal_role": MunicipalRole,
    "party_kind": PartyKind,
    "performed_by": PerformedBy,
    "question": Question,
    "reply_outcome": ReplyOutcome,
    "requirement": RequirementKind,
    "resource_kind": ResourceKind,
    "result_direction": Direction,
    "role": Role,
    "side": Side,
    "stage": Stage,
    "stance": StanceCode,
    "statement_state": StatementState,
    "status": Status,
    "task_status": TaskStatus,
}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_words_and_codes_of_a_kind_are_the_same_set(kind: str) -> None:
    assert {code for code, _words in words.choices(kind)} == {str(code) for code in KINDS[kind].values}


def test_an_unknown_code_is_a_fault_and_not_an_empty_tag() -> None:
    with pytest.raises(KeyError):
        words.label("stance", "like")


def test_a_tag_is_short_where_the_full_words_are_a_sentence() -> None:
    assert words.label("basis", "experience") == "Det har jeg selv oplevet"
    assert words.short("basis", "experience") == "Fra erfaring"
    assert words.short("side", "civic") == words.label("side", "civic")


def test_a_room_may_add_words_but_not_change_their_meaning() -> None:
    first = {"seed": _("Frø")}
    words.register("test_kind", first)
    words.register("test_kind", first)
    assert words.label("test_kind", "seed") == "Frø"
    with pytest.raises(ValueError, match="named twice"):
        words.register("test_kind", {"seed": _("Rod")})


def test_every_sign_belongs_to_a_code_with_words() -> None:
    for kind, code in TAG_ICONS:
        assert words.short(kind, code)
