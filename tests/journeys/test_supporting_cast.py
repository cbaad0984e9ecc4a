"""The supporting cast: the facilitator runs meetings, the helper lends a hand, the coordinator founds a unit.

Acceptance: each does their work without rights from the "may not" column of the roles.
"""

from __future__ import annotations

import pytest

from samskab.ground.parties.models import Membership, MembershipRole
from samskab.ground.people.models import Role
from samskab.process.core.models import Stage
from samskab.process.knowledge.models import Vote
from tests.builders import NOW, Table, area, office, person, table
from tests.builders import framing as framings
from tests.builders import knowledge as known
from tests.builders import negotiation as talks
from tests.journeys.walking import Walker


def neutral(made: Table, *, member: bool = False) -> Walker:
    somebody = office(Role.FACILITATOR)
    if member:
        Membership.objects.create(
            party=made.parties["association"],
            participant=somebody,
            role=MembershipRole.SPOKESPERSON,
            since=NOW,
        )
    return Walker(somebody)


def test_the_facilitator_runs_the_round_and_merges_the_text() -> None:
    made = framings.revealed_table()
    walker = neutral(made)
    walker.goes("framing:page", made.process.slug)
    walker.follows("framing:write_shared")
    walker.sends(text="Vi mangler en vej hjem.", element_0="Hjemturen.", from_0=["residents"])
    nobody = Walker()
    nobody.goes("framing:page", made.process.slug)
    nobody.sees("Vi mangler en vej hjem.")


def test_the_facilitator_has_no_stance_even_with_an_old_membership() -> None:
    made, _ = framings.shared_table()
    walker = neutral(made, member=True)
    walker.goes("framing:give_stance", made.process.slug)
    walker.is_refused("core.facilitator_has_no_stance")


def test_the_facilitator_turns_no_key() -> None:
    made = framings.agreed_table()
    walker = neutral(made)
    walker.goes("path:desk", made.process.slug)
    assert not walker.may("path:turn_key")
    assert walker.posts(f"/forloeb/{made.process.slug}/noegler/drej/", {"to_stage": "purpose"}) == 403
    walker.is_refused("core.no_key")


def test_the_facilitator_books_a_meeting_without_a_seat() -> None:
    made = table(Stage.KNOWLEDGE)
    walker = neutral(made)
    walker.goes("meetings:page", made.process.slug)
    walker.follows("meetings:book")
    walker.sends(place="Biblioteket", at="2026-11-25T16:00", purpose="Lytte")
    nobody = Walker()
    nobody.goes("path:process", made.process.slug)
    nobody.sees("Biblioteket")


def test_a_mediator_belongs_to_nobody_at_the_table() -> None:
    made = talks.negotiation()
    objection = talks.objection(made, talks.proposal(made, "unit"))
    mediation = talks.mediation(made, objection)
    partial = neutral(made, member=True)
    partial.goes("negotiation:close_mediation", made.process.slug, mediation.public_id)
    partial.is_refused("negotiation.facilitator_is_not_neutral")
    walker = neutral(made)
    walker.goes("negotiation:close_mediation", made.process.slug, mediation.public_id)
    walker.sends(outcome="De blev enige om at prøve i en måned.", settled="yes")
    mediation.refresh_from_db()
    assert mediation.settled


def test_the_helper_votes_for_nobody_and_has_no_page_for_others_words() -> None:
    made = table(Stage.KNOWLEDGE)
    said = known.statement(made.process)
    hand = Walker(office(Role.HELPER))
    hand.goes("doors:desk")
    hand.sends(to="doors:desk", channel="visit")
    hand.follows("doors:enter")
    hand.sends(text="Der mangler en bænk.", basis="experience", language="da")
    hand.sends(press="Personen sagde ja")
    assert not Vote.objects.exists()
    hand.goes("knowledge:statement", made.process.slug, said.public_id)
    assert not hand.may("knowledge:correct")


def test_only_a_helper_enters_words_for_another() -> None:
    made = table(Stage.KNOWLEDGE)
    for somebody in (made.speakers["unit"], made.speakers["association"], person()):
        walker = Walker(somebody)
        walker.goes("knowledge:page", made.process.slug)
        assert not walker.may("doors:enter")
        address = f"/forloeb/{made.process.slug}/doere/for-en-anden/"
        given = {
            "text": "Ord",
            "basis": "experience",
            "channel": "visit",
            "language": "da",
            "read_back": "on",
        }
        assert walker.posts(address, given) == 403
        walker.is_refused("knowledge.only_a_helper")


@pytest.mark.parametrize("role", [None, Role.HELPER, Role.COUNCILLOR])
def test_only_the_coordinator_founds_a_municipal_unit(role: Role | None) -> None:
    area()
    walker = Walker(office(role) if role else person())
    walker.goes("parties:found")
    walker.sends(kind="municipal_unit", name="Sundhed og omsorg", area="vestby", status=403)


def test_the_coordinator_founds_one_and_gets_no_more_than_a_seat() -> None:
    made = table(Stage.FRAMING)
    walker = Walker(office(Role.COORDINATOR))
    walker.goes("parties:found")
    walker.sends(kind="municipal_unit", name="Skoleforvaltningen", area="vestby")
    walker.goes("core:take_seat", made.process.slug)
    walker.sends()
    walker.goes("path:desk", made.process.slug)
    assert not walker.may("path:turn_key")


def test_nobody_hides_or_edits_anothers_words_from_a_page() -> None:
    """There is no page for it; an operator's hiding would be an act with a line in the record."""
    made = table(Stage.KNOWLEDGE)
    said = known.statement(made.process)
    for role in Role:
        walker = Walker(office(role))
        walker.goes("knowledge:statement", made.process.slug, said.public_id)
        offered = {
            form.action.rstrip("/").split("/")[-1] for form in walker.page.forms if form.method == "post"
        }
        assert offered <= {"setlang", "sprog", "log-ud", "skriv-klart"}
