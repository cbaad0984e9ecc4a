"""The tags every room's templates load: `{% load kit %}`. They hold look, never rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from datetime import UTC, date, datetime
from functools import cache
from itertools import groupby
from typing import Any

from django import forms, template
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.boundfield import BoundField
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samskab.kit import drawing, moments, words

register = template.Library()
BREAK = SafeString("<br>")  # the only markup between two lines somebody wrote

TEXT_LIKE = {forms.Textarea, forms.TextInput}
GROUPS = {"radios", "checks"}  # many controls with one legend
# HTML's own pickers want the international form, whatever the language of the page.
PICKERS: dict[type[forms.Widget], tuple[str, str]] = {
    forms.DateInput: ("date", "%Y-%m-%d"),
    forms.DateTimeInput: ("datetime-local", "%Y-%m-%dT%H:%M"),
    forms.TimeInput: ("time", "%H:%M"),
}
BLANK = BLANK_CHOICE_DASH[0][1]  # Django's row of dashes says nothing, least of all when read aloud
TAG_ICONS = {
    ("basis", "experience"): "person",
    ("basis", "professional"): "student",
    ("basis", "practice"): "groups",
    ("basis", "data"): "analytics",
    ("stance", "support"): "check",
    ("stance", "live_with"): "minus",
    ("stance", "object"): "flag",
    ("stance", "stand_aside"): "arrow-forward",
    ("channel", "paper"): "document",
    ("channel", "phone"): "smartphone",
    ("channel", "meeting"): "forum",
    ("channel", "visit"): "home",
    ("channel", "helper"): "support-agent",
    ("channel", "kiosk"): "business",
}


def _now(context: Context) -> datetime:
    """The page's own clock when the view gave one, so that one page never shows two nows."""
    given = context.get("now")
    return given if isinstance(given, datetime) else datetime.now(tz=UTC)


# -- forms --


def _kind(widget: forms.Widget) -> str:
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "checks"
    if isinstance(widget, forms.RadioSelect):
        return "radios"
    return "select" if isinstance(widget, forms.Select) else "input"


def _control(field: BoundField, css: str, described_by: str) -> SafeString:
    """The control itself, with the system's class and the ids of its hint, limit and error."""
    widget = field.field.widget
    for plain, (input_type, pattern) in PICKERS.items():
        if type(widget) is plain:
            widget = copy(widget)
            widget.input_type = input_type  # type: ignore[attr-defined]  # every class in PICKERS is an Input
            widget.format = pattern  # type: ignore[attr-defined]  # every class in PICKERS has a format
    own = str(widget.attrs.get("class", ""))
    # No maxlength: a browser would cut a pasted text in silence. The counter says how much is too much.
    attrs: dict[str, Any] = {"class": f"{css} {own}".strip(), "maxlength": False}
    if described_by:
        attrs["aria-describedby"] = described_by
    if isinstance(widget, forms.Select):
        widget = copy(widget)
        widget.choices = [
            (value, _("Vælg …") if label == BLANK else label) for value, label in widget.choices
        ]
    if isinstance(widget, forms.Textarea):
        attrs["dir"] = "auto"
        attrs.setdefault("rows", widget.attrs.get("rows") if widget.attrs.get("rows") != "10" else 4)
    return field.as_widget(widget=widget, attrs=attrs)


def _messages(bound: BoundField) -> list[str]:
    """What is wrong with a field. Django's "this field is required" becomes what to do about it."""
    widget = bound.field.widget
    missing = (
        _("Sæt kryds her, hvis du vil videre.")
        if isinstance(widget, forms.CheckboxInput)
        else _("Vælg noget her.")
        if isinstance(widget, forms.Select | forms.RadioSelect | forms.CheckboxSelectMultiple)
        else _("Skriv noget her.")
    )
    default = forms.Field.default_error_messages["required"]
    said = (message for error in bound.errors.as_data() for message in error.messages)
    return [missing if message == default else message for message in said]


@register.inclusion_tag("kit/_field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """One form field: label, hint, error, control and counter, tied together for a screen reader."""
    kind = _kind(bound.field.widget)
    widget = bound.field.widget
    counted = type(widget) in TEXT_LIKE and widget.attrs.get("type") != "email"
    limit = getattr(bound.field, "max_length", None) if counted else None
    ids = {
        "hint": f"{bound.auto_id}-hint" if bound.help_text else "",
        "error": f"{bound.auto_id}-error" if bound.errors else "",
        "limit": f"{bound.auto_id}-limit" if limit else "",
    }
    described_by = " ".join(filter(None, ids.values()))
    css = {"select": "form-select", "check": "form-checkbox"}.get(kind, "form-input")
    return {
        "field": bound,
        "kind": kind,
        "limit": limit,
        "ids": ids,
        "messages": _messages(bound),
        "described_by": described_by,
        "control": "" if kind in GROUPS else _control(bound, css, described_by),
        "options": bound.subwidgets if kind in GROUPS else [],
    }


@register.inclusion_tag("kit/_form_errors.html")
def error_summary(form: forms.BaseForm | None) -> dict[str, Any]:
    """What is wrong, at the top of the page, with a link to each place; nothing when nothing is wrong."""
    if form is None or not form.is_bound:
        return {"problems": []}
    problems = [("", "", str(message)) for message in form.non_field_errors()]
    for bound in form:
        if not bound.errors:
            continue
        grouped = _kind(bound.field.widget) in GROUPS
        first = bound.subwidgets[0].id_for_label if grouped and bound.subwidgets else bound.id_for_label
        target = "" if bound.is_hidden else str(first or bound.auto_id)
        problems += [(target, str(bound.label), message) for message in _messages(bound)]
    return {"problems": problems}


# -- time --


def _machine(moment: date) -> str:
    return moment.isoformat(timespec="minutes") if isinstance(moment, datetime) else moment.isoformat()


@register.simple_tag(takes_context=True)
def moment(context: Context, when: date | None) -> str:
    """ "for 3 dage siden · 20. november 2026": how long ago, and the date for those who print."""
    if when is None:
        return ""
    return format_html(
        '<time class="moment" datetime="{}" title="{}">{}<span class="moment-day"> · {}</span></time>',
        _machine(when),
        moments.moment_words(when),
        moments.relative(when, _now(context)),
        moments.day_words(moments.local_day(when)),
    )


@register.simple_tag(takes_context=True)
def clock(context: Context, when: date | None, now: datetime | None = None) -> str:
    """A deadline: how near it is in words, the date, and a colour that only repeats the words."""
    if when is None:
        return ""
    due = moments.deadline(when, now or _now(context))
    return format_html(
        '<time class="clock clock--{}" datetime="{}">{}<span><strong>{}</strong> · {}</span></time>',
        due.state,
        _machine(when),
        icon("warning" if due.state == "late" else "time"),
        due.words,
        moments.day_words(due.day),
    )


# -- words and small signs --


@register.simple_tag(takes_context=True)
def here(context: Context, url: str) -> str:
    """`aria-current` for a menu link: this page, or its section. The front page is no section."""
    path = getattr(context.get("request"), "path", "")
    if path == url:
        return format_html(' aria-current="{}"', "page")
    return format_html(' aria-current="{}"', "true") if url.count("/") > 1 and path.startswith(url) else ""


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """A decorative picture beside words; it says nothing to a screen reader."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("vendor/dkfds/img/icons.svg"),
        name,
    )


@register.simple_tag
def tag(kind: str, code: object) -> SafeString:
    """A small tag with words, and a sign where there is one: side, basis, stance, stage, channel, ..."""
    return _tag(kind, str(code), get_language() or "")


@cache
def _tag(kind: str, code: str, _language: str) -> SafeString:
    """Kept for each language: a page draws the same few tags hundreds of times."""
    sign = TAG_ICONS.get((kind, code))
    return format_html(
        '<span class="chip chip--{} chip--{}-{}">{}{}</span>',
        kind,
        kind,
        code,
        icon(sign) if sign else "",
        words.short(kind, code),
    )


@register.simple_tag
def label(kind: str, code: object) -> str:
    """The full words of a code, as running text."""
    return words.label(kind, code)


@register.simple_tag
def short(kind: str, code: object) -> str:
    """The few words of a code, as running text."""
    return words.short(kind, code)


@register.simple_tag
def paragraphs(text: str | None) -> SafeString:
    """What a person wrote: escaped, blank lines make paragraphs, the direction follows the script."""
    groups = groupby((text or "").strip().splitlines(), key=lambda line: bool(line.strip()))
    parts = [format_html_join(BREAK, "{}", ((line,) for line in lines)) for filled, lines in groups if filled]
    return format_html_join("\n", '<p dir="auto">{}</p>', ((part,) for part in parts))


# -- pictures --


@register.inclusion_tag("kit/_root_mark.html")
def root_mark(reached: int, title: str = "") -> dict[str, Any]:
    """The mark, grown to `reached` of 8 stages. It says how far; with title="-" it is decoration."""
    reached = max(0, min(int(reached), drawing.STAGES))
    said = title or _("%(n)s af %(total)s trin er nået") % {"n": reached, "total": drawing.STAGES}
    return {"parts": drawing.mark_parts(reached), "title": "" if title == "-" else said, "reached": reached}


@register.inclusion_tag("kit/_bars.html")
def bars(
    rows: Iterable[drawing.Row], title: str, description: str = "", whole: float = 0.0
) -> dict[str, Any]:
    """Labelled bars with a real table behind them. rows = (label, value, text, css class or "")."""
    listed: Sequence[drawing.Row] = list(rows)
    return {"picture": drawing.lay_out_bars(listed, title, whole), "title": title, "description": description}


@register.inclusion_tag("kit/_dots.html")
def dots(n: int, total: int, title: str) -> dict[str, Any]:
    """`n` of `total` dots: for small counts, where a percentage would pretend to know more than it does."""
    return {
        "n": n,
        "total": total,
        "title": title,
        "dots": [(12 + 24 * (i % 10), 12 + 24 * (i // 10), i < n) for i in range(total)],
        "width": 24 * min(total, 10),
        "height": 24 * max(1, -(-total // 10)),
        "key": drawing.key_of(n, total, title),
    }


@register.inclusion_tag("kit/_stances.html")
def stance_table(rows: Iterable[tuple[str, str, str]]) -> dict[str, Any]:
    """Who stands where, and why. rows = (party, stance code, reason); no answer yet is the code ""."""
    return {"rows": list(rows)}
