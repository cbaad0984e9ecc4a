"""Three support it and one does not. Let us vote."""

from __future__ import annotations

from datetime import timedelta

import pytest

from samskab.kit.acts import REGISTRY
from samskab.process.agreement.models import Dissent
from samskab.process.core.models import Stage
from samskab.process.framing.models import StanceCode
from samskab.process.negotiation.models import CarriedDissent, Stance
from tests.builders import LONG_REASON, NOW, Table
from tests.builders import agreement as papers
from tests.builders import negotiation as talks
from tests.journeys.walking import Walker


def three_to_one(*, against: str = "residents", done_to_us: bool = False, mediated: bool = True) -> Table:
    """A whole paper, three who support, one who objects; answered twice, mediated without result."""
    made = papers.complete()
    proposal = papers.first_proposal(made)
    for who in set(made.parties) - {against, "association"}:
        talks.stance(made, proposal, who, StanceCode.SUPPORT)
    objection = talks.objection(made, proposal, against, done_to_us=done_to_us)
    for _ in range(2):
        talks.answer(made, objection)
    if mediated:
        talks.mediation(made, objection, due=NOW - timedelta(days=1))
    return made


def the_objection() -> Stance:
    return Stance.objects.get(stance=StanceCode.OBJECT)


def go_on(made: Table, who: str, *, status: int = 200) -> Walker:
    walker = Walker(made.speakers[who])
    walker.goes("negotiation:go_on_with_dissent", made.process.slug, the_objection().public_id)
    if status != 200:
        response = walker.client.post(
            walker.page.address,
            {"reason": LONG_REASON, "csrfmiddlewaretoken": walker.client.cookies["csrftoken"].value},
        )
        assert response.status_code == status
        return walker
    walker.sends(reason=LONG_REASON)
    return walker


def test_both_keys_open_nothing_while_an_objection_is_open_and_everyone_reads_why() -> None:
    made = three_to_one()
    for who in ("unit", "residents"):
        key = Walker(made.speakers[who])
        key.goes("path:desk", made.process.slug)
        assert not key.may("path:turn_key") or "Drej min nøgle tilbage" in key.page.words
    nobody = Walker()
    nobody.goes("path:desk", made.process.slug)
    nobody.is_refused("negotiation.objection_is_open")
    made.process.refresh_from_db()
    assert made.process.stage == Stage.NEGOTIATION


def test_nothing_in_the_house_counts_stances_into_a_decision() -> None:
    assert not [name for name in REGISTRY if "majority" in name or "tally" in name or "vote_on" in name]
    assert [name for name in REGISTRY if "vote" in name] == ["knowledge.cast_vote"]


@pytest.mark.parametrize("who", ["unit", "association", "grocer"])
def test_nobody_goes_on_against_the_affected_about_what_is_done_to_them(who: str) -> None:
    made = three_to_one(done_to_us=True)
    walker = go_on(made, who, status=403)
    walker.is_refused("negotiation.never_against_the_affected")
    assert not CarriedDissent.objects.exists()


def test_nobody_goes_on_before_a_mediation_has_been_tried() -> None:
    made = three_to_one(mediated=False)
    walker = go_on(made, "unit", status=409)
    walker.is_refused("negotiation.mediation_first")
    assert not CarriedDissent.objects.exists()


def test_only_the_one_who_objected_says_that_it_is_settled() -> None:
    made = three_to_one(mediated=False)
    answer = the_objection().answers.first()
    assert answer is not None
    walker = Walker(made.speakers["association"])
    walker.goes("negotiation:accept_answer", made.process.slug, answer.public_id)
    walker.is_refused("negotiation.not_your_objection")


def test_going_on_prints_the_objection_in_its_own_words_for_everybody() -> None:
    made = three_to_one(against="grocer")
    go_on(made, "unit")
    for who in ("unit", "residents"):
        key = Walker(made.speakers[who])
        key.goes("path:desk", made.process.slug)
        key.sends(to="path:turn_key", press="Drej min nøgle")
    nobody = Walker()
    nobody.goes("path:process", made.process.slug)
    nobody.sees("Her er vi uenige", "Så kan vi ikke komme hjem om søndagen.", "grocer")
    assert Dissent.objects.get().party == made.parties["grocer"]
