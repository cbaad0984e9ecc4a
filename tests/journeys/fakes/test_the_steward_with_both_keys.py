"""The consultant sits on both sides and turns both keys."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from samskab.ground.parties.models import Membership, MembershipRole
from samskab.process.core.models import Stage, Steward
from samskab.process.path.models import StageApproval
from tests.builders import LONG_REASON, NOW, Table, person, table
from tests.journeys.reading_pages import Option
from tests.journeys.walking import Walker


def on_both_sides() -> Table:
    """The unit's spokesperson speaks for the association too; no civic key is held yet."""
    made = table(Stage.KNOWLEDGE)
    Steward.objects.filter(process=made.process, side="civic").update(until=NOW)
    Membership.objects.create(
        party=made.parties["association"],
        participant=made.speakers["unit"],
        role=MembershipRole.SPOKESPERSON,
        since=NOW,
    )
    return made


def stage(made: Table) -> str:
    made.process.refresh_from_db()
    return made.process.stage


def test_one_person_holds_one_key() -> None:
    made = on_both_sides()
    both = Walker(made.speakers["unit"])
    both.opens(f"/forloeb/{made.process.slug}/bord/noegle/?party={made.parties['association'].public_id}")
    name = made.speakers["unit"].user.name
    both.sends(membership=f"association – {name}", status=422)
    both.is_refused("core.one_key_per_person")
    assert not Steward.objects.filter(process=made.process, side="civic", until__isnull=True).exists()


def test_turning_the_one_key_twice_opens_nothing_and_everybody_sees_which_is_missing() -> None:
    made = table(Stage.KNOWLEDGE)
    unit = Walker(made.speakers["unit"])
    unit.goes("path:desk", made.process.slug)
    unit.sends(to="path:turn_key", to_stage="framing", reason=LONG_REASON)
    token = unit.client.cookies["csrftoken"].value
    again = unit.client.post(
        f"/forloeb/{made.process.slug}/noegler/drej/",
        {"to_stage": "framing", "reason": LONG_REASON, "csrfmiddlewaretoken": token},
    )
    assert again.status_code == 409
    assert stage(made) == Stage.KNOWLEDGE
    nobody = Walker()
    nobody.goes("path:process", made.process.slug)
    nobody.sees("Én nøgle er drejet. Den anden mangler.")


def test_with_the_civic_key_missing_the_desk_says_so_to_everybody() -> None:
    made = on_both_sides()
    nobody = Walker()
    nobody.goes("path:process", made.process.slug)
    nobody.sees("De to nøgler Civilsamfund Mangler Kommunen unit")
    nobody.follows("path:desk")
    nobody.is_refused("path.civic_key_missing")


def test_the_public_side_cannot_fill_the_civic_key() -> None:
    made = on_both_sides()
    Membership.objects.filter(party=made.parties["association"], participant=made.speakers["unit"]).delete()
    unit = Walker(made.speakers["unit"])
    unit.goes("core:appoint_steward", made.process.slug)
    offered = [option.words for option in _candidates(unit)]
    assert offered
    assert not any("association" in words or "residents" in words for words in offered)
    civic = Membership.objects.get(party=made.parties["residents"])
    token = unit.client.cookies["csrftoken"].value
    answer = unit.client.post(unit.page.address, {"membership": civic.pk, "csrfmiddlewaretoken": token})
    assert answer.status_code == 422
    assert not Steward.objects.filter(process=made.process, side="civic", until__isnull=True).exists()


def test_who_turned_the_one_key_and_handed_it_on_does_not_turn_the_other() -> None:
    """Backward asks no gate, so this is the shortest way one person could have gone alone."""
    made = on_both_sides()
    colleague = person("Kollega")
    Membership.objects.create(
        party=made.parties["unit"], participant=colleague, role=MembershipRole.SPOKESPERSON, since=NOW
    )
    both = Walker(made.speakers["unit"])
    both.goes("path:desk", made.process.slug)
    both.sends(to="path:turn_key", to_stage="framing", reason=LONG_REASON)
    own_name = made.speakers["unit"].user.name
    for party, words in (("unit", "unit – Kollega"), ("association", f"association – {own_name}")):
        both.opens(f"/forloeb/{made.process.slug}/bord/noegle/?party={made.parties[party].public_id}")
        both.sends(membership=words)
    assert Steward.objects.get(side="civic", until__isnull=True).participant == made.speakers["unit"]
    both.goes("path:desk", made.process.slug)
    both.sends(to="path:turn_key", press="Drej min nøgle tilbage", status=409)
    both.is_refused("path.key_already_turned")
    assert stage(made) == Stage.KNOWLEDGE


def _candidates(walker: Walker) -> list[Option]:
    return next(walker.page.forms_to("core:appoint_steward")).fields["membership"].options


def test_the_database_takes_one_steward_per_side_and_one_key_per_person() -> None:
    made = table(Stage.KNOWLEDGE)
    unit = made.speakers["unit"]
    Steward.objects.filter(process=made.process, side="civic").update(until=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Steward.objects.create(
            process=made.process, participant=unit, party=made.parties["association"], side="civic", since=NOW
        )
    change = made.process.stage_changes.create(
        from_stage=Stage.KNOWLEDGE, to_stage=Stage.FRAMING, backward=True, reason=LONG_REASON, asked_at=NOW
    )
    key = Steward.objects.get(process=made.process, side="public")
    StageApproval.objects.create(change=change, steward=key, side="public", at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        StageApproval.objects.create(change=change, steward=key, side="public", at=NOW)
