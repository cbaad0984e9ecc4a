"""The chair of a small association. Evening, phone in hand.

Acceptance: everything in three taps or fewer; deadlines of fourteen days or more; nobody outside sees the
board's internal draft.
"""

from __future__ import annotations

import pytest

from samskab.process.action.models import Task
from samskab.process.core.models import Process, Stage
from samskab.process.framing.models import StanceCode
from samskab.process.negotiation.models import Stance
from tests.builders import Table, table
from tests.builders import agreement as papers
from tests.builders import framing as framings
from tests.builders import negotiation as talks
from tests.builders import purpose as purposes
from tests.journeys.reading_pages import view_name
from tests.journeys.walking import Calendar, Walker

MOST_TAPS = 3


def his_page(made: Table) -> Walker:
    him = Walker(made.speakers["association"])
    him.goes("path:process", made.process.slug)
    return him


def taps_to(him: Walker, view: str) -> int:
    """How many presses from the page he is on; the last one sends the form."""
    seen, edge = {him.page.address}, [him.page.address]
    for taps in range(1, MOST_TAPS + 2):
        following: list[str] = []
        for address in edge:
            page = him.opens(address)
            if any(True for _ in page.forms_to(view)):
                return taps
            inside = [to for _, to in page.links if view_name(to).split(":")[0] not in {"", "record", "path"}]
            following += [to.split("#")[0] for to in inside if to.split("#")[0] not in seen]
            seen |= set(following)
        edge = list(dict.fromkeys(following))
    return MOST_TAPS + 1


@pytest.mark.parametrize(
    ("view", "build"),
    [
        ("framing:write", framings.blind_table),
        ("framing:give_stance", lambda: framings.shared_table()[0]),
        ("purpose:give_stance", purposes.ready_table),
        ("negotiation:propose", talks.negotiation),
        ("agreement:sign", papers.open_for_signing),
    ],
)
def test_what_waits_for_him_is_done_in_three_taps(view: str, build) -> None:  # type: ignore[no-untyped-def]  # a builder
    assert taps_to(his_page(build()), view) <= MOST_TAPS


def test_the_first_thing_on_the_page_is_what_waits_for_him_and_how_long_it_takes() -> None:
    him = his_page(papers.open_for_signing())
    him.sees("Din tur Læs aftalen, og skriv under", "Det tager cirka 5 minutter")
    him.follows("agreement:sign")
    him.sends(role="Formand", mandate="Bestyrelsesbeslutning den 3. november")
    nobody = Walker()
    nobody.goes("agreement:page", Process.objects.get().slug)
    nobody.sees("Bestyrelsesbeslutning den 3. november")


def test_he_objects_by_choosing_an_interest_and_one_line() -> None:
    made = talks.negotiation()
    need = talks.interest_of(made, "association")
    talks.proposal(made, "unit")
    him = his_page(made)
    him.follows("negotiation:page")
    him.follows("negotiation:proposal")
    him.follows("negotiation:take_stance")
    him.sends(stance="object", interest="association", reason="Vi kan ikke hænge på det.")
    stance = Stance.objects.get(party=made.parties["association"])
    assert stance.interest == need
    assert stance.stance == StanceCode.OBJECT
    him.goes("path:desk", made.process.slug)
    him.is_refused("negotiation.objection_is_open")


def test_a_ceiling_is_kept_for_him_and_others_are_asked() -> None:
    made = papers.complete(Stage.AGREEMENT)
    him = his_page(made)
    him.follows("agreement:page")
    him.follows("agreement:offer_resource")
    him.sends(
        kind="time",
        text="Højst otte timer, ikke i december",
        hours_month="4",
        most_hours_month="8",
        condition="Ikke i december",
    )
    him.goes("action:page", made.process.slug)
    for hours, status in (("6", 200), ("3", 409)):
        him.goes("action:page", made.process.slug)
        him.follows("action:plan_task")
        him.sends(
            title=f"{hours} timer", earlier_by="none", now_by="volunteer", hours_month=hours, status=status
        )
    him.is_refused("action.over_ceiling")
    him.sees("Spørg andre")
    assert list(Task.objects.values_list("title", flat=True)) == ["6 timer"]


def test_he_may_stop_without_a_reason() -> None:
    made = papers.open_for_signing()
    papers.resource(made, "association", kind="time", hours="4")
    papers.signature(made, "association")
    him = his_page(made)
    him.follows("agreement:page")
    him.follows("agreement:withdraw_resource")
    him.sends()
    assert made.parties["association"].pk in {
        row.by_id for row in papers.paper(made).resources.filter(withdrawn_at__isnull=False)
    }


def test_nobody_outside_sees_the_boards_draft_before_the_round_is_over(calendar: Calendar) -> None:
    made = framings.blind_table()
    him = his_page(made)
    him.follows("framing:write")
    him.sends(text="Første udkast fra bestyrelsen.")
    for reader in (None, made.speakers["unit"], made.speakers["residents"]):
        walker = Walker(reader)
        for view in ("framing:page", "path:process", "framing:versions"):
            walker.goes(view, made.process.slug)
            walker.does_not_see("Første udkast fra bestyrelsen.")
    him.goes("framing:page", made.process.slug)
    him.follows("framing:write")
    him.sends(text="Det, vi blev enige om.")
    calendar.days_pass(8)
    nobody = Walker()
    nobody.goes("framing:page", made.process.slug)
    nobody.sees("Det, vi blev enige om.")
    nobody.does_not_see("Første udkast fra bestyrelsen.")


def test_every_deadline_he_is_given_is_at_least_fourteen_days_away(calendar: Calendar) -> None:
    made = table(Stage.FRAMING)
    key = Walker(made.speakers["unit"])
    key.goes("framing:open_round", made.process.slug)
    key.sends()
    deadline = made.process.framing_rounds.get().deadline
    assert (deadline - calendar.moment).days >= 14
    made.stand(Stage.NEGOTIATION)
    him = Walker(made.speakers["association"])
    him.goes("agreement:politics", made.process.slug)
    him.follows("agreement:ask_councillor")
    him.sends(to_title="Udvalgsformanden", text="Hvad sker der i år tre?")
    assert (made.process.councillor_questions.get().answer_due - calendar.moment).days >= 20
