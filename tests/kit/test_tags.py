"""The tags: fields a screen reader can use, text that cannot break out, pictures with words behind them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.template import engines
from django.template.loader import render_to_string
from django.utils import translation

from samskab.kit import drawing

pytestmark = pytest.mark.urls("tests.kit.bare_urls")
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


class Sample(forms.Form):
    text = forms.CharField(
        label="Ord", help_text="Med jeres egne ord.", max_length=300, widget=forms.Textarea
    )
    who = forms.ChoiceField(label="Hvem", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    day = forms.DateField(label="Dag", required=False)
    yes = forms.BooleanField(label="Ja tak")
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)


@pytest.fixture(autouse=True)
def _danish() -> Any:
    with translation.override("da"):
        yield


def render(source: str, **context: Any) -> str:
    return engines["django"].from_string("{% load kit %}" + source).render({"now": NOW, **context})


def described_ids(html: str) -> list[str]:
    return [name for names in re.findall(r'aria-describedby="([^"]*)"', html) for name in names.split()]


def test_a_field_ties_label_hint_error_and_counter_to_its_control() -> None:
    html = render("{% field form.text %}", form=Sample({}))
    assert '<label class="form-label" for="id_text">Ord' in html
    assert described_ids(html) == ["id_text-hint", "id_text-error", "id_text-limit"]
    assert all(f'id="{name}"' in html for name in described_ids(html))
    assert 'aria-invalid="true"' in html
    assert '<span class="sr-only">Fejl:</span>Skriv noget her.' in html.replace(": </span>", ":</span>")


def test_a_field_without_faults_says_nothing_of_faults() -> None:
    html = render("{% field form.text %}", form=Sample())
    assert "Fejl" not in html
    assert "aria-invalid" not in html


def test_a_text_is_never_cut_in_silence() -> None:
    html = render("{% field form.text %}", form=Sample())
    assert "maxlength" not in html
    assert 'data-limit="300"' in html


def test_choices_are_one_group_with_one_legend_and_the_chosen_stays_chosen() -> None:
    html = render("{% field form.who %}", form=Sample({"who": "b"}))
    assert html.count("<legend") == 1
    assert re.search(r'value="b"\s+checked', html)
    assert not re.search(r'value="a"\s+checked', html)


def test_a_day_is_picked_with_the_browsers_own_picker_in_its_own_form() -> None:
    html = render(
        "{% field form.day %}",
        form=Sample({"day": "23.11.2026"}),
    )
    assert 'type="date"' in html
    assert "(kan springes over)" in html
    initial = render("{% field form.day %}", form=Sample(initial={"day": NOW.date()}))
    assert 'value="2026-11-23"' in initial


def test_a_hidden_field_is_only_hidden() -> None:
    html = render("{% field form.hidden %}", form=Sample())
    assert 'type="hidden"' in html
    assert "<label" not in html


def test_the_summary_links_to_the_first_control_of_every_fault() -> None:
    html = render("{% error_summary form %}", form=Sample({}))
    assert re.findall(r'href="#([^"]+)"', html) == ["id_text", "id_who_0", "id_yes"]
    assert "Hvem · Vælg noget her." in html
    assert 'role="alert"' in html


def test_there_is_no_summary_without_faults() -> None:
    assert render("{% error_summary form %}", form=Sample()).strip() == ""
    assert render("{% error_summary form %}", form=None).strip() == ""


def test_what_people_wrote_is_escaped_and_split_into_paragraphs() -> None:
    html = render("{% paragraphs text %}", text="<script>x</script>\nto\n\n\ntre & fire")
    assert html == '<p dir="auto">&lt;script&gt;x&lt;/script&gt;<br>to</p>\n<p dir="auto">tre &amp; fire</p>'
    assert render("{% paragraphs text %}", text=None) == ""


def test_a_moment_is_told_twice_near_and_by_date() -> None:
    html = render("{% moment when %}", when=datetime(2026, 11, 20, 8, 0, tzinfo=UTC))
    assert "for 3 dage siden" in html
    assert "20. november 2026" in html
    assert 'datetime="2026-11-20T08:00+00:00"' in html


def test_a_deadline_passed_says_so_in_words() -> None:
    html = render("{% clock when %}", when=datetime(2026, 11, 18, 8, 0, tzinfo=UTC))
    assert "clock--late" in html
    assert "5 dage over fristen" in html
    assert "18. november 2026" in html


def test_no_moment_is_nothing_and_not_the_word_none() -> None:
    assert render("{% moment when %}{% clock when %}", when=None) == ""


def test_a_tag_carries_its_words_and_not_only_a_colour() -> None:
    html = render('{% tag "basis" "professional" %}')
    assert "Fra faget" in html
    assert "chip--basis-professional" in html


def test_bars_have_a_name_a_description_and_a_table() -> None:
    rows = [("Beboere <b>", 3, "3 ord", ""), ("Kommunen", 6, "6 ord", "public"), ("Ingen", 0, "ingen", "")]
    html = render("{% bars rows title %}", rows=rows, title="Hvem?")
    assert "Beboere &lt;b&gt;: 3 ord" in html
    assert 'width="50.0%"' in html
    assert 'width="0.0%"' in html
    assert html.count("<tr>") == 4
    names = re.findall(r'aria-(?:labelledby|describedby)="([^"]+)"', html)
    assert len(names) == 2
    assert all(f'id="{name}"' in html for name in names)
    assert "style=" not in html


def test_parts_of_a_whole_are_drawn_against_the_whole() -> None:
    rows = [("Civilsamfund", 0.5, "50 %", ""), ("Kommunen", 0.25, "25 %", "")]
    assert [bar.width for bar in drawing.lay_out_bars(rows, "t", 1).bars] == ["50.0%", "25.0%"]
    assert [bar.width for bar in drawing.lay_out_bars(rows, "t").bars] == ["100.0%", "50.0%"]
    assert 'width="25.0%"' in render("{% bars rows title whole=1 %}", rows=rows, title="Hvem?")


def test_no_bars_is_a_sentence() -> None:
    assert "Der er ingen tal endnu." in render("{% bars rows title %}", rows=[], title="Hvem?")


def test_long_labels_are_broken_so_that_they_fit_a_phone() -> None:
    picture = drawing.lay_out_bars([("ord " * 30, 1, "1", "")], "t")
    assert len(picture.bars[0].lines) > 1
    assert all(len(line) <= drawing.LABEL_CHARS for _y, line in picture.bars[0].lines)
    assert picture.height == picture.bars[0].y + drawing.BAR


def test_dots_are_counted_in_words_too() -> None:
    html = render('{% dots 7 10 "Kom igen" %}')
    assert html.count("dot--full") == 7
    assert html.count("<circle") == 10
    assert 'aria-label="Kom igen: 7 af 10"' in html


@pytest.mark.parametrize(("reached", "grown"), [(0, 0), (3, 3), (8, 8), (11, 8)])
def test_the_mark_grows_with_the_stages(reached: int, grown: int) -> None:
    html = render("{% root_mark n %}", n=reached)
    assert html.count("not-yet") == 8 - grown
    assert f"{grown} af 8 trin er nået" in html
    assert "<title>" in html


def test_a_mark_that_is_decoration_is_silent() -> None:
    html = render('{% root_mark 8 "-" %}')
    assert 'aria-hidden="true"' in html
    assert "<title>" not in html


def test_a_party_that_has_not_answered_is_shown_and_not_left_out() -> None:
    html = render(
        "{% stance_table rows %}", rows=[("Foreningen", "object", "Nej, fordi"), ("Købmanden", "", "")]
    )
    assert "Indvending" in html
    assert "Har ikke svaret" in html


@pytest.mark.parametrize(
    ("path", "current"),
    [("/kald/", ' aria-current="page"'), ("/kald/3/", ' aria-current="true"'), ("/om/kald/", ""), ("/", "")],
)
def test_the_menu_knows_where_the_reader_is(path: str, current: str) -> None:
    html = render('{% here "/kald/" %}', request=SimpleNamespace(path=path))
    assert html == current
    assert render('{% here "/" %}', request=SimpleNamespace(path="/kald/")) == ""


@pytest.mark.parametrize("page", ["400.html", "403.html", "404.html", "500.html", "403_csrf.html"])
def test_an_error_page_needs_nothing_to_be_shown(page: str) -> None:
    html = render_to_string(page)
    assert "<h1>" in html
    assert "Det kan du gøre nu" in html
    assert "<form" not in html  # without a request there is no token, so no form that would fail


def test_a_refusal_gives_back_every_word_the_person_wrote() -> None:
    refusal = {"what": "Ikke endnu.", "why": "Fordi.", "step": "Vent.", "step_url": ""}
    html = render_to_string("kit/refused.html", {"refusal": refusal, "kept": [("Tekst", "Vi <vil> kaffe")]})
    assert ">Vi &lt;vil&gt; kaffe</textarea>" in html
    assert "readonly" in html
    assert "Gå derhen" not in html
