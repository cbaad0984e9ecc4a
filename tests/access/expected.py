"""The table of `expected.yaml`, read: who may read, who may act, in the words of the table."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.access.worlds import MISSING, OPEN

TABLE = Path(__file__).with_name("expected.yaml")
PAGE, REFUSED, GONE, NO_SUCH_METHOD = 200, 403, 404, 405
KEYS = {"reads", "acts", "leads", "others", "otherwise", "refused", "states", "unfilled", "unreached"}


@dataclass(frozen=True)
class Row:
    """What one address answers to whom."""

    name: str
    reads: frozenset[str]
    acts: frozenset[str]
    leads: frozenset[int]  # GET leads on with this, instead of a page
    others: int  # what GET answers to those who do not read
    refused: frozenset[str]  # of those, who may know that it is there: 403
    otherwise: frozenset[int]  # what PUT, PATCH, DELETE and OPTIONS may be answered with beside 404 and 405
    states: dict[str, dict[str, frozenset[str]]]
    unfilled: str  # why nobody gets through here with the matrix's words
    unreached: str  # why no world of the matrix has what this address names, and which test walks it instead

    def read_statuses(self, role: str, state: str) -> frozenset[int]:
        """What GET may be answered with: of what is missing, also the refusal of those who may not."""
        if not self.reads:
            return frozenset({self.others})
        if state == MISSING:
            return frozenset({GONE} if role in self.reads else {GONE, self.others})
        reads = self.reads if state == OPEN else self.states.get(state, {}).get("reads", frozenset())
        if role in reads:
            return self.leads or frozenset({PAGE})
        if state == OPEN:
            return frozenset({REFUSED if role in self.refused else self.others})
        return frozenset({GONE})

    def actors(self, state: str) -> frozenset[str]:
        """Who may get through with a POST; on what is hidden or gone nobody unless the table says so."""
        return self.acts if state == OPEN else self.states.get(state, {}).get("acts", frozenset())


def roles_in(words: str, groups: dict[str, frozenset[str]]) -> frozenset[str]:
    """ "the table, facilitator" or "everyone but strangers": groups and roles, in words."""
    wanted, _, left_out = words.partition(" but ")
    return _named(wanted, groups) - (_named(left_out, groups) if left_out else frozenset())


def _named(words: str, groups: dict[str, frozenset[str]]) -> frozenset[str]:
    found: set[str] = set()
    for word in (one.strip() for one in words.split(",")):
        if word == "nobody at all":
            continue
        assert word in groups, f"“{word}” is neither a role nor a group of {TABLE.name}: {sorted(groups)}"
        found |= groups[word]
    return frozenset(found)


def read_table(roles: list[str]) -> dict[str, Row]:
    """Every row by the name of its address."""
    told: dict[str, Any] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    groups = {role: frozenset({role}) for role in roles} | {"everyone": frozenset(roles)}
    for name, words in told["groups"].items():
        groups[name] = roles_in(words, groups)
    return {name: _row(name, given, groups) for name, given in told["addresses"].items()}


def _row(name: str, given: dict[str, Any], groups: dict[str, frozenset[str]]) -> Row:
    assert set(given) <= KEYS, f"{name}: {sorted(set(given) - KEYS)} is no word of the table"
    nobody = "nobody at all"
    states = {
        state: {what: roles_in(words, groups) for what, words in said.items()}
        for state, said in given.get("states", {}).items()
    }
    assert MISSING not in states, f"{name}: what is missing answers 404 to everybody"
    return Row(
        name,
        roles_in(given.get("reads", nobody), groups),
        roles_in(given.get("acts", nobody), groups),
        frozenset([given["leads"]] if "leads" in given else []),
        given.get("others", GONE if "reads" in given else NO_SUCH_METHOD),
        roles_in(given.get("refused", nobody), groups),
        frozenset(given.get("otherwise", [])),
        states,
        given.get("unfilled", ""),
        given.get("unreached", ""),
    )
