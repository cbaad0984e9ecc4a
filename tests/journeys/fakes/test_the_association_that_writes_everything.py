"""One big association writes everything. Nobody can be stopped from writing; everyone can see who did."""

from __future__ import annotations

from samskab.process.agreement.models import Clause
from samskab.process.core.models import Stage
from samskab.process.framing.models import FramingStance, SharedFraming
from tests.builders import agreement as papers
from tests.builders import framing as framings
from tests.journeys.walking import Walker


def test_those_without_a_trace_in_the_agreement_are_named_to_everybody() -> None:
    made = papers.complete()
    assert set(Clause.objects.values_list("origin__party__name", flat=True)) == {"association"}
    nobody = Walker()
    nobody.goes("path:process", made.process.slug)
    nobody.sees("Uden spor i aftalen: grocer, residents, unit.", "Det kan være et valg.")


def test_whose_words_the_problem_is_made_of_is_drawn_for_everybody() -> None:
    made = framings.revealed_table()
    own = made.process.framing_rounds.get().framings.get(party=made.parties["association"])
    framings.shared(made.process, [own], [own], [own], text="Huset står tomt.")
    nobody = Walker()
    nobody.goes("framing:page", made.process.slug)
    nobody.sees("Hvem satte problemet?")


def test_it_has_one_stance_whatever_its_size() -> None:
    made, shared = framings.shared_table()
    made.parties["association"].size_told = 4000
    made.parties["association"].save()
    large = Walker(made.speakers["association"])
    for stance, reason in (("support", ""), ("object", "Vi vil have mere plads."), ("support", "")):
        large.goes("framing:page", made.process.slug)
        large.follows("framing:give_stance")
        large.sends(stance=stance, reason=reason)
    assert FramingStance.objects.filter(shared=shared, party=made.parties["association"]).count() == 1
    assert made.process.stage == Stage.FRAMING


def test_it_cannot_write_more_than_anybody_else() -> None:
    made = framings.blind_table()
    large = Walker(made.speakers["association"])
    large.goes("framing:write", made.process.slug)
    large.sees("Højst 900 tegn")
    response = large.client.post(
        large.page.address,
        {"text": "a" * 901, "csrfmiddlewaretoken": large.client.cookies["csrftoken"].value},
    )
    assert response.status_code == 422
    assert "a" * 901 in response.content.decode()


def test_it_cannot_write_the_shared_text_alone() -> None:
    """The pen is the neutral's or a key's; a party makes tracked suggestions."""
    made, _ = framings.shared_table()
    large = Walker(made.speakers["association"])
    large.goes("framing:page", made.process.slug)
    assert not large.may("framing:write_shared")
    large.goes("framing:write_shared", made.process.slug)
    large.is_refused("core.not_facilitator_or_key")
    assert SharedFraming.objects.filter(process=made.process).count() == 1
