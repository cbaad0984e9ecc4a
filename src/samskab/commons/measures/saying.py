"""What each figure says in words: a question, an answer with its doubt, the counts behind it, how it is
reckoned, and what it does not say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samskab.commons.measures.figures import Mirror
from samskab.kit.drawing import Row
from samskab.kit.words import label

if TYPE_CHECKING:
    from samskab.methods import equality

TOO_FEW, DIFFERENCE = "too_few_to_tell", "difference"


@dataclass(frozen=True)
class Figure:
    """One question of the mirror. `counts` are always shown; `bars` only where a share may be."""

    key: str
    question: str
    answer: str
    counts: list[tuple[str, str]]
    how: str
    not_this: str
    bars: tuple[Row, ...] = ()


def said(mirror: Mirror) -> Iterator[Figure]:
    """All of them, in the order they are read."""
    yield _waiting(mirror.waiting)
    yield _by_kind(mirror.by_kind)
    yield _uptake(mirror.uptake)
    yield _adopted(mirror.adopted)
    yield _voices(mirror.voices)
    yield _outside(mirror.outside)
    if mirror.places is not None:
        yield _places(mirror.places, [label("area_kind", kind) for kind in mirror.area_kinds])


def _of(part: int, n: int) -> str:
    return _("%(part)s af %(n)s") % {"part": part, "n": n}


def _share(told: equality.Share) -> str:
    """“7 af 12: mellem 32 og 81 procent”."""
    low, high = (round(100 * end) for end in told.interval)
    return _("%(part)s af %(n)s: mellem %(low)s og %(high)s procent") % {
        "part": told.part, "n": told.n, "low": low, "high": high,
    }  # fmt: skip


def _gap(band: tuple[float, float]) -> dict[str, int]:
    """The ends of a difference in percentage points, the smaller first, without their sign."""
    low, high = sorted(round(100 * abs(end)) for end in band)
    return {"low": low, "high": high}


def _two(told: equality.Uptake, one: Row, other: Row) -> tuple[Row, ...]:
    return () if told.verdict == TOO_FEW else (one, other)


def _waiting(told: equality.Waiting) -> Figure:
    if told.verdict == TOO_FEW:
        answer = _("Der er for få kald til at sige det.")
    elif told.median is None:
        answer = _("Under halvdelen af kaldene har fået svar.")
    else:
        answer = ngettext(
            "Halvdelen får svar inden for %(days)s dag. Der er lovet svar på %(promised)s.",
            "Halvdelen får svar inden for %(days)s dage. Der er lovet svar på %(promised)s.",
            told.median,
        ) % {"days": told.median, "promised": told.promised}
    counts = [
        (_("Kald i alt"), str(told.n)),
        (_("Har fået svar"), str(told.n - told.n_waiting)),
        (_("Venter stadig"), str(told.n_waiting)),
    ]
    how = _("Vi tæller også dem, der stadig venter. Ellers ville tallet se for godt ud (Kaplan-Meier).")
    not_this = _("Tallet siger ikke, om svaret var godt.")
    return Figure("svar", _("Får folk svar?"), answer, counts, how, not_this)


def _by_kind(told: equality.Comparison) -> Figure:
    names = (_("Grupper og enkeltpersoner"), _("Foreninger og andre"))
    answer = _("Vi ser ingen forskel.")
    if told.verdict == TOO_FEW:
        answer = _("Der er for få kald til at sige det.")
    elif told.verdict == DIFFERENCE:
        short = [got - wanted for got, wanted in zip(told.answered, told.expected, strict=True)]
        slowest = names[told.kinds[short.index(min(short))]]
        answer = _("Nej. Længst venter: %(who)s.") % {"who": slowest.lower()}
    counts = [
        (names[kind], _of(got, asked))
        for kind, got, asked in zip(told.kinds, told.answered, told.asked, strict=True)
    ]
    how = _(
        "Vi bytter om på, hvem der spurgte, %(rounds)s gange og ser, om så stor en forskel kunne være "
        "tilfældig (log-rank). Tallene er, hvor mange der har fået svar."
    ) % {"rounds": told.rounds}
    not_this = _("Når vi ingen forskel ser, kan der godt være en.")
    return Figure("lige", _("Får alle svar lige hurtigt?"), answer, counts, how, not_this)


def _uptake(told: equality.Uptake) -> Figure:
    question = _("Tæller det, folk selv har oplevet, lige så meget som det, fagfolk ved?")
    one, other = _("Det har folk selv oplevet"), _("Det ved folk fra deres fag")
    answer = _("Vi ser ingen forskel.")
    if told.verdict == TOO_FEW:
        answer = _("Der er for få udsagn til at sige det.")
    elif told.verdict == DIFFERENCE and told.interval[0] > 0:
        answer = _("Oplevelser bliver brugt oftest: %(low)s til %(high)s procentpoint oftere.")
    elif told.verdict == DIFFERENCE:
        answer = _("Fagets viden bliver brugt oftest: %(low)s til %(high)s procentpoint oftere.")
    counts = [(one, _of(told.one.part, told.one.n)), (other, _of(told.other.part, told.other.n))]
    how = _(
        "Et udsagn er brugt, når det står i problemet eller i aftalen, og den, der sagde det, har sagt, at "
        "det er forstået rigtigt. Spændet er 95 procent (Newcombe)."
    )
    not_this = _("Lige meget af hver er ikke et mål. Nogle sager handler mest om det, folk lever med.")
    bars = _two(
        told,
        (one, told.one.value or 0.0, _share(told.one), "experience"),
        (other, told.other.value or 0.0, _share(told.other), "professional"),
    )
    return Figure("viden", question, answer % _gap(told.interval), counts, how, not_this, bars)


def _adopted(told: equality.Uptake) -> Figure:
    question = _("Hvis forslag kommer med i aftalerne?")
    one, other = _("Forslag fra civilsamfundet"), _("Forslag fra kommunen")
    answer = _("Vi ser ingen forskel på civilsamfundets og kommunens forslag.")
    if told.verdict == TOO_FEW:
        answer = _("Der er for få forslag til at sige det.")
    elif told.verdict == DIFFERENCE and told.interval[0] > 0:
        answer = _("Civilsamfundets kommer oftest med: %(low)s til %(high)s procentpoint oftere.")
    elif told.verdict == DIFFERENCE:
        answer = _("Kommunens kommer oftest med: %(low)s til %(high)s procentpoint oftere.")
    counts = [(one, _of(told.one.part, told.one.n)), (other, _of(told.other.part, told.other.n))]
    how = _("Et forslag er med, når det er blevet et punkt i en underskrevet aftale. Spændet er 95 procent.")
    not_this = _("Nogle forslag er sværere end andre. Tallet siger ikke, hvem der fik ret i det vigtigste.")
    bars = _two(
        told,
        (one, told.one.value or 0.0, _share(told.one), "civic"),
        (other, told.other.value or 0.0, _share(told.other), "public"),
    )
    return Figure(
        "forslag",
        question,
        answer % _gap(told.interval),
        counts,
        how,
        not_this,
        bars,
    )


def _voices(told: equality.Concentration) -> Figure:
    words = {"few": told.fewest_with_two_thirds, "n": told.n, "silent": told.n_silent}
    answer = _("Der er ikke sagt noget endnu.")
    if told.items:
        answer = ngettext(
            "%(few)s af %(n)s parter står for to tredjedele af det, der er sagt og foreslået.",
            "%(few)s af %(n)s parter står for to tredjedele af det, der er sagt og foreslået.",
            told.fewest_with_two_thirds,
        )
    if told.verdict == DIFFERENCE:
        uneven = told.value > told.null_mean
        more = _("Det er mere ulige end tilfældet.") if uneven else _("Det er mere lige end tilfældet.")
        answer = f"{answer} {more}"
    counts = [
        (_("Parter ved bordene"), str(told.n)),
        (_("Parter, der intet har sagt"), str(told.n_silent)),
        (_("Udsagn og forslag"), str(told.items)),
    ]
    how = _(
        "Vi deler lige så mange udsagn ud ved lodtrækning %(rounds)s gange og ser, hvor ulige det så bliver."
    )
    not_this = _("Tavshed kan være et valg. Der står ikke, hvem der taler mest, og det skal der ikke.")
    return Figure(
        "stemmer", _("Fylder nogle få det hele?"), answer % words, counts, how % {"rounds": told.rounds},
        not_this,
    )  # fmt: skip


def _outside(told: equality.Share) -> Figure:
    question = _("Kommer andre end dem på nettet til orde?")
    few = told.n < told.least
    name = _("Sagt på papir, i telefon eller ansigt til ansigt")
    answer = _("Der er for få udsagn til at sige det.")
    if not few:
        low, high = (round(100 * end) for end in told.interval)
        answer = _("Mellem %(low)s og %(high)s procent af borgernes udsagn kom uden om nettet.") % {
            "low": low, "high": high,
        }  # fmt: skip
    how = _("Vi tæller, hvordan hvert udsagn fra borgere og deres grupper kom ind. Spændet er 95 procent.")
    not_this = _("Tallet siger ikke, om de, der blev hjulpet, kunne tale frit.")
    bars = () if few else ((name, told.value or 0.0, _share(told), "turn"),)
    return Figure("veje", question, answer, [(name, _of(told.part, told.n))], how, not_this, bars)


def _places(told: equality.Representation, names: list[str]) -> Figure:
    question = _("Er der kald fra land og by?")
    few = told.verdict == TOO_FEW
    fewer = [
        name.lower()
        for name, group in zip(names, told.groups, strict=True)
        if group.verdict == DIFFERENCE and (group.ratio or 0.0) < 1
    ]
    answer = _("Kaldene fordeler sig nogenlunde, som folk bor.")
    if few:
        answer = _("Der er for få kald til at sige det.")
    elif fewer:
        answer = _("Der er færre kald, end folketallet siger, fra: %(kinds)s.") % {"kinds": ", ".join(fewer)}
    elif told.verdict == DIFFERENCE:
        answer = _("Kaldene fordeler sig anderledes, end folk bor.")
    counts = [
        (name, _("%(calls)s kald, %(share)s procent af folk") % {
            "calls": group.people, "share": round(100 * group.population_share),
        })
        for name, group in zip(names, told.groups, strict=True)
    ]  # fmt: skip
    how = _(
        "Vi sammenligner kaldene med, hvor mange der bor hvert sted, og med %(rounds)s tilfældige "
        "fordelinger."
    )
    not_this = _("Få kald kan være fred og ro, eller at ingen tør. Spørg dem, der bor der.")
    return Figure("steder", question, answer, counts, how % {"rounds": told.rounds}, not_this)
