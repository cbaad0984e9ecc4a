"""The councillor reads all, is asked, and answers in public. The councillor does not negotiate.

Acceptance: no stance, no steward role; a clock on the answer; the decision links to clauses.
"""

from __future__ import annotations

import pytest

from samskab.ground.parties.models import Membership, MembershipRole
from samskab.ground.people.models import Participant, Role
from samskab.process.agreement.models import PoliticalDecision
from samskab.process.core.models import Stage
from tests.builders import LONG_REASON, NOW, Table, office
from tests.builders import agreement as papers
from tests.builders import framing as framings
from tests.builders import negotiation as talks
from tests.journeys.walking import Calendar, Walker


def asked() -> tuple[Table, Participant]:
    made = papers.complete()
    chair = office(Role.COUNCILLOR)
    parents = Walker(made.speakers["residents"])
    parents.goes("agreement:page", made.process.slug)
    parents.follows("agreement:politics")
    parents.follows("agreement:ask_councillor")
    parents.sends(to_title="Formand for skoleudvalget", text="Hvad sker der i år tre?")
    return made, chair


def test_the_question_stands_with_its_clock_and_the_answer_stands_with_its_clauses(
    calendar: Calendar,
) -> None:
    made, chair = asked()
    nobody = Walker()
    nobody.goes("agreement:politics", made.process.slug)
    nobody.sees("residents spørger Formand for skoleudvalget", "Hvad sker der i år tre?")
    calendar.days_pass(25)
    nobody.goes("agreement:politics", made.process.slug)
    nobody.sees("over fristen")
    councillor = Walker(chair)
    councillor.goes("path:process", made.process.slug)
    councillor.sees("Din tur Svar på spørgsmålet fra residents")
    councillor.follows("agreement:answer_councillor")
    councillor.sends(code="not_ours", answer=f"Det er ikke min beslutning. Den ligger hos {LONG_REASON}")
    nobody.goes("agreement:politics", made.process.slug)
    nobody.sees("Det er ikke min beslutning.")


def test_the_committee_gets_two_pages_made_of_the_process_itself() -> None:
    made, chair = asked()
    councillor = Walker(chair)
    councillor.goes("agreement:page", made.process.slug)
    councillor.follows("agreement:committee_paper")
    councillor.sees("Alle kan komme trygt hjem.", "Alle kan komme hjem, også om søndagen.")


def test_the_decision_names_its_clauses_and_goes_back_to_everybody() -> None:
    made, chair = asked()
    councillor = Walker(chair)
    councillor.goes("agreement:politics", made.process.slug)
    councillor.follows("agreement:tell_political_decision")
    councillor.sends(committee="Skoleudvalget", approved="yes", reason=LONG_REASON, clauses=[], status=422)
    councillor.sends(committee="Skoleudvalget", approved="yes", reason=LONG_REASON, clauses=["1."])
    assert PoliticalDecision.objects.get().clauses.get().number == 1
    nobody = Walker()
    nobody.goes("agreement:politics", made.process.slug)
    nobody.sees("Skoleudvalget: Godkendt.", LONG_REASON, "Gælder punkt 1")


def in_a_party(made: Table, chair: Participant) -> Walker:
    """Even as a spokesperson by an old membership, the office closes the doors."""
    Membership.objects.create(
        party=made.parties["association"], participant=chair, role=MembershipRole.SPOKESPERSON, since=NOW
    )
    return Walker(chair)


@pytest.mark.parametrize(
    ("view", "stage"),
    [
        ("framing:write", Stage.FRAMING),
        ("framing:give_stance", Stage.FRAMING),
        ("negotiation:state_interest", Stage.NEGOTIATION),
        ("negotiation:propose", Stage.NEGOTIATION),
    ],
)
def test_the_councillor_has_no_stance(view: str, stage: Stage) -> None:
    made = framings.blind_table() if stage == Stage.FRAMING else talks.negotiation()
    framings.shared(made.process)
    councillor = in_a_party(made, office(Role.COUNCILLOR))
    councillor.goes(view, made.process.slug)
    councillor.is_refused("core.councillor_has_no_stance")


def test_the_councillor_signs_nothing() -> None:
    made = papers.open_for_signing()
    councillor = in_a_party(made, office(Role.COUNCILLOR))
    councillor.goes("agreement:sign", made.process.slug)
    councillor.is_refused("core.councillor_has_no_stance")


def test_the_councillor_holds_no_key_and_turns_none() -> None:
    made = papers.complete()
    councillor = in_a_party(made, office(Role.COUNCILLOR))
    councillor.goes("path:desk", made.process.slug)
    assert not councillor.may("path:turn_key")
    assert councillor.posts(f"/forloeb/{made.process.slug}/noegler/drej/", {"to_stage": "agreement"}) == 403
    councillor.is_refused("core.no_key")


def test_the_councillor_reads_an_area_with_its_calls_and_agreements(calendar: Calendar) -> None:
    made, chair = asked()
    papers.signature(made, "residents")
    somebody = Walker()
    somebody.goes("path:front")
    somebody.sends(to="calls:raise", text="Lågen har ikke virket siden foråret.", area="vestby")
    calendar.days_pass(22)
    councillor = Walker(chair)
    councillor.goes("path:areas")
    councillor.follows("path:area", containing="vestby")
    councillor.sees("Lågen har ikke virket siden foråret", made.process.title)
