"""What the content policy forbids, and what would let a reader's words become somebody's code."""

from __future__ import annotations

import re

import pytest

from samskab.kit.refusals import KEPT_LABELS
from tests.architecture.source import near, python, templates

pytestmark = pytest.mark.engine_free
HTML = [path for path in templates() if path.suffix == ".html"]
NEVER_SENT = {"_patterns_forms.html"}  # the page that shows the parts; nothing takes what it would send
FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL | re.IGNORECASE)
FORBIDDEN = {
    "a style of its own": re.compile(r"<[^>]*\sstyle\s*=|<style\b", re.IGNORECASE),
    "a handler of its own": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script of its own": re.compile(r"<script\b(?![^>]*\ssrc=)", re.IGNORECASE),
    "|safe": re.compile(r"\|\s*safe(seq)?\b"),
    "autoescape off": re.compile(r"autoescape\s+off"),
    "javascript:": re.compile(r"javascript:", re.IGNORECASE),
    "another house": re.compile(r"""(?:src|action)\s*=\s*["']https?://""", re.IGNORECASE),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_has(what: str) -> None:
    found = [near(path) for path in templates() if FORBIDDEN[what].search(path.read_text(encoding="utf-8"))]
    assert found == []


@pytest.mark.parametrize(
    ("what", "bad"),
    [
        ("a style of its own", '<p class="a" style="x">'),
        ("a handler of its own", "<img onerror=x>"),
        ("a script of its own", "<script>x</script>"),
        ("|safe", "{{ x|safe }}"),
        ("autoescape off", "{% autoescape off %}"),
    ],
)
def test_the_search_would_find_it(what: str, bad: str) -> None:
    assert FORBIDDEN[what].search(bad)


def test_every_page_names_its_icon_else_the_browser_asks_for_one_that_is_not_there() -> None:
    heads = {near(path): text for path in HTML if "<head>" in (text := path.read_text(encoding="utf-8"))}
    assert len(heads) > 1
    assert [name for name, text in heads.items() if 'rel="icon"' not in text] == []


def test_every_form_that_posts_carries_its_token() -> None:
    naked = []
    for path in HTML:
        if path.name in NEVER_SENT:
            continue
        for form in FORM.findall(path.read_text(encoding="utf-8")):
            head = form[: form.index(">") + 1].lower()
            if re.search(r'method\s*=\s*["\']?post', head) and "csrf_token" not in form:
                naked.append(near(path))
    assert naked == []


def test_nothing_is_marked_safe_in_python_but_by_the_kit() -> None:
    found = [
        near(path)
        for path in python()
        if "mark_safe(" in path.read_text(encoding="utf-8") and path.parts[-2] != "templatetags"
    ]
    assert found == []


def test_what_is_given_back_after_a_no_has_readable_words() -> None:
    """Every field of free text has a label in the kit's list; a code, a stage or a choice is no text."""
    not_texts = {"code", "version", "to_stage", "outcome", "role", "cvr"}
    field = re.compile(r"^\s+(\w+)\s*=\s*(?:WordsField|LineField)\(", re.MULTILINE)
    named = {
        name
        for path in python()
        if path.name == "forms.py" or path.parent.name == "forms"
        for name in field.findall(path.read_text(encoding="utf-8"))
    }
    assert sorted(named - set(KEPT_LABELS) - not_texts) == []
