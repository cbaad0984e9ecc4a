"""Danish and English are both complete, and the compiled catalogues are what their sources say."""

from __future__ import annotations

import pytest

from tools import messages

pytestmark = pytest.mark.engine_free


def test_every_text_has_its_english_and_every_catalogue_is_up_to_date() -> None:
    assert messages.stale() == []


def test_the_check_can_fail() -> None:
    """A text without English and English that lost a placeholder are both faults."""
    room = messages.rooms()[0]
    bare = messages.build(room, {})
    assert len(bare) > 0
    assert any(fault.startswith("no English") for fault in messages.faults(bare))
    for entry in bare:
        entry.msgstr, entry.msgstr_plural = "%(invented)s", dict.fromkeys(entry.msgstr_plural, "%(invented)s")
    assert any(fault.startswith("other placeholders") for fault in messages.faults(bare))


def test_no_text_means_two_things() -> None:
    """One Danish text has one English in every room; else the Danish says too little."""
    seen: dict[tuple[str, str], set[str]] = {}
    for room in messages.rooms():
        path = messages.catalogue(room)
        if path.exists():
            for entry in messages.polib.pofile(str(path)):
                seen.setdefault((entry.msgid, entry.msgid_plural), set()).add(entry.msgstr)
    assert {key: found for key, found in seen.items() if len(found) > 1} == {}
