"""The local company: the baker's rolls, the landscaper's eye, and the one who may be paid for the answer.

Acceptance: the supplier's mark blocks framing, proposals and stances on the purpose but to stand aside; a
call for free labour is declined with a reason.
"""

from __future__ import annotations

from samskab.ground.parties.models import Party
from samskab.process.core.models import Stage
from tests.builders import agreement as papers
from tests.builders import area, person, table
from tests.builders import purpose as purposes
from tests.journeys.walking import Walker

WANTED = "Kan vi få frivillige til at bringe varer ud?"


def test_the_baker_offers_rolls_and_they_are_never_priced() -> None:
    made = papers.complete()
    baker = Walker(made.speakers["grocer"])
    baker.goes("agreement:page", made.process.slug)
    baker.follows("agreement:offer_resource")
    baker.sends(kind="goods", text="40 rundstykker til mødet", kroner="400", status=422)
    baker.is_refused("agreement.hours_are_never_priced")
    baker.goes("agreement:offer_resource", made.process.slug)
    baker.sends(kind="goods", text="40 rundstykker til mødet")
    nobody = Walker()
    nobody.goes("agreement:page", made.process.slug)
    nobody.sees("40 rundstykker til mødet", "grocer")


def test_the_landscaper_says_what_it_knows_from_practice() -> None:
    made = table(Stage.KNOWLEDGE)
    company = Walker(made.speakers["grocer"])
    company.goes("knowledge:page", made.process.slug)
    company.sends(to="knowledge:state", text="Vandet løber mod skuret.", basis="practice", party="grocer")
    nobody = Walker()
    nobody.goes("knowledge:page", made.process.slug)
    nobody.sees("Vandet løber mod skuret.", "grocer")


def test_on_entry_it_is_asked_whether_it_may_come_to_supply_and_everybody_reads_the_answer() -> None:
    made = table(Stage.CALLED)
    area()
    company = Walker(person("Anlægsgartner"))
    company.goes("path:process", made.process.slug)
    company.follows("core:take_seat")
    company.follows("parties:found")
    company.sends(kind="company", name="Anlægsgartneren", area="vestby")
    company.goes("path:process", made.process.slug)
    company.follows("core:take_seat")
    company.sees("Vi kan blive leverandør")
    company.sends(may_supply=True, paid_time=True)
    nobody = Walker()
    nobody.goes("path:process", made.process.slug)
    nobody.sees("Anlægsgartneren betalt tid kan blive leverandør")
    assert Party.objects.get(name="Anlægsgartneren").kind == "company"


def test_a_supplier_stands_aside_from_purpose_and_proposals_and_still_says_what_it_needs() -> None:
    made = purposes.ready_table()
    made.process.seats.filter(party=made.parties["grocer"]).update(may_supply=True)
    made.process.purposes.get().stances.filter(party=made.parties["grocer"]).delete()
    company = Walker(made.speakers["grocer"])
    company.goes("purpose:page", made.process.slug)
    company.follows("purpose:give_stance")
    company.sends(stance="stand_aside", reason="Vi kan komme til at levere.")
    made.stand(Stage.NEGOTIATION)
    company.goes("negotiation:page", made.process.slug)
    assert not company.may("negotiation:propose")
    company.follows("negotiation:state_interest")
    company.sends(text="At kunne komme til med en maskine.")
    nobody = Walker()
    nobody.goes("negotiation:page", made.process.slug)
    nobody.sees("At kunne komme til med en maskine.")


def test_all_that_is_written_is_open_so_that_anyone_may_bid() -> None:
    made = papers.complete()
    nobody = Walker()
    for view in ("framing:page", "purpose:page", "knowledge:page", "negotiation:page", "agreement:page"):
        nobody.goes(view, made.process.slug)


def test_a_call_for_free_labour_is_declined_with_a_reason_everybody_reads() -> None:
    made = table(Stage.CALLED)
    company = Walker(made.speakers["grocer"])
    company.goes("path:front")
    company.sends(to="calls:raise", text=WANTED, area="vestby")
    unit = Walker(made.speakers["unit"])
    unit.goes("calls:board")
    unit.follows("calls:call")
    unit.follows("calls:reply")
    unit.sends(
        {"text": "Nej, fordi frivillige ikke er gratis arbejdskraft for en forretning."}, press="Nej, fordi"
    )
    nobody = Walker()
    nobody.goes("calls:board")
    nobody.follows("calls:call")
    nobody.sees(WANTED, "Nej, fordi frivillige ikke er gratis arbejdskraft for en forretning.")
    assert not nobody.may("path:open")
