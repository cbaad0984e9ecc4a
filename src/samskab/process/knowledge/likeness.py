"""Has somebody said this already? A suggestion to whoever writes; it never stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samskab.kit.remembering import for_a_minute
from samskab.kit.text import CONTRIBUTION_CHARS
from samskab.process.core.models import Process
from samskab.process.knowledge import selectors
from samskab.process.knowledge.models import Statement

if TYPE_CHECKING:
    from samskab.methods.similarity import Index

MOST = 3
TOO_SHORT = "too_short"


@dataclass(frozen=True)
class Alike:
    """Up to three open statements like what is being written, the most alike first; or why there are none."""

    statements: list[Statement]
    reason: str

    @property
    def is_too_short(self) -> bool:
        return self.reason == TOO_SHORT


def already_said(process: Process, text: str) -> Alike:
    """The open statements of this process most like the text. All of them are public, so all are compared.

    Milliseconds; the texts are made ready once and again only when one of them has come, gone or changed.
    """
    from samskab.methods.similarity import nearest  # noqa: PLC0415 - the house starts without the maths

    said = dict(selectors.open_statements(process).order_by("pk").values_list("pk", "text"))
    found = nearest(_index(tuple(said.values())), text[:CONTRIBUTION_CHARS], MOST)
    keys = list(said)
    wanted = [keys[match.index] for match in found.matches]
    rows = Statement.objects.in_bulk(wanted)
    return Alike([rows[pk] for pk in wanted], found.reason)


@for_a_minute(most=8)
def _index(texts: tuple[str, ...]) -> Index:
    from samskab.methods.similarity import Index  # noqa: PLC0415 - as above

    return Index.build(texts)


def forget() -> None:
    """Words taken back do not stay made ready here; the other workers let go of theirs in a minute."""
    _index.forget()
