"""The agreement reads better without the page where one disagrees."""

from __future__ import annotations

import re
from pathlib import Path

import samskab
from samskab.ground.record.models import Entry
from samskab.kit.acts import REGISTRY
from samskab.process.agreement.models import Agreement, Dissent
from samskab.process.core.models import Stage
from tests.builders import Table
from tests.builders import agreement as papers
from tests.journeys.walking import Walker

OURS = "Vi mener stadig, at bussen skal køre om søndagen. Det står vi ved."


def printed() -> Table:
    made = papers.open_for_signing()
    grocer = Walker(made.speakers["grocer"])
    grocer.goes("agreement:page", made.process.slug)
    grocer.follows("agreement:print_dissent")
    grocer.sends(text=OURS)
    return made


def test_everybody_reads_it_on_the_process_page_the_paper_and_the_committees_pages() -> None:
    made = printed()
    nobody = Walker()
    for page in ("path:process", "agreement:page", "agreement:committee_paper"):
        nobody.goes(page, made.process.slug)
        nobody.sees(OURS)


def test_no_page_and_no_act_takes_it_out() -> None:
    made = printed()
    assert {name for name in REGISTRY if "dissent" in name} == {
        "negotiation.go_on_with_dissent",
        "agreement.print_dissent",
    }
    for who in ("unit", "residents", "grocer"):
        walker = Walker(made.speakers[who])
        walker.goes("agreement:page", made.process.slug)
        assert not [form for form in walker.page.forms if "uenig" in form.action]
    assert Dissent.objects.get().text == OURS


def test_no_line_of_the_house_changes_or_deletes_one() -> None:
    house = Path(samskab.__file__).parent
    found = [
        f"{path.relative_to(house)}: {line.strip()}"
        for path in house.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"[dD]issents?\b.*\.(delete|update|bulk_update)\(", line)
    ]
    assert found == []


def test_a_new_version_of_the_paper_carries_it_on() -> None:
    made = printed()
    papers.signature(made, "residents")
    made.stand(Stage.NEGOTIATION)
    key = Walker(made.speakers["unit"])
    key.goes("agreement:page", made.process.slug)
    key.follows("agreement:revise_agreement")
    key.sends()
    assert Agreement.objects.get(superseded_at__isnull=True).version == 2
    nobody = Walker()
    nobody.goes("path:process", made.process.slug)
    nobody.sees("Her er vi uenige", OURS)


def test_dropping_the_clause_it_is_about_leaves_it_standing() -> None:
    made = papers.complete()
    grocer = Walker(made.speakers["grocer"])
    grocer.goes("agreement:print_dissent", made.process.slug)
    grocer.sends(text=OURS)
    key = Walker(made.speakers["unit"])
    key.goes("agreement:page", made.process.slug)
    key.follows("agreement:clause")
    key.follows("agreement:drop_clause")
    key.sends(reason="Det forstyrrer.")
    nobody = Walker()
    nobody.goes("path:process", made.process.slug)
    nobody.sees(OURS)


def test_leaving_the_table_does_not_take_ones_dissent_along() -> None:
    made = printed()
    grocer = Walker(made.speakers["grocer"])
    grocer.goes("core:table", made.process.slug)
    grocer.sends(to="core:leave_table")
    nobody = Walker()
    nobody.goes("path:process", made.process.slug)
    nobody.sees(OURS)


def test_the_record_remembers_that_it_was_printed() -> None:
    made = printed()
    entry = Entry.objects.get(kind="agreement.dissent.printed")
    assert entry.space == made.process.public_id
    assert entry.obj == Dissent.objects.get().public_id
    nobody = Walker()
    nobody.goes("path:process", made.process.slug)
    nobody.follows("record:log", words="Se alle linjer")
    assert str(entry.seq) in nobody.page.words
    assert nobody.may("record:entry")
