"""Real elections: official outcomes, the plain fractions, and pabutools as an oracle outside the process."""

from __future__ import annotations

import json
import os
import subprocess

import pytest

from samskab.methods.sharing import Rule, draw_lot, equal_shares, read_pabulib
from tests.methods.sharing.elections import data_file
from tests.methods.sharing.twin import exact_run

WOLA = "Poland_Warszawa_2023_Wola.pb"
FILES = [
    "Netherlands_Assen_2024.pb",
    "Poland_Swiecie_2023.pb",
    "Poland_Wieliczka_2023_Green_Budget.pb",
    "Netherlands_Amsterdam_285.pb",
    "Poland_Czestochowa_2025_Polnoc.pb",
]

pytestmark = pytest.mark.data


@pytest.mark.parametrize(
    ("name", "completion", "n_winners", "cost"),
    [
        ("Netherlands_Assen_2024.pb", "add1", 9, 76_700),
        ("Netherlands_Assen_2024.pb", "add1-exhaustive", 9, 76_700),
        ("Poland_Swiecie_2023.pb", "add1", 17, 1_040_337),
        ("Poland_Swiecie_2023.pb", "add1-exhaustive", 17, 1_040_337),
        ("Poland_Wieliczka_2023_Green_Budget.pb", "add1", 30, 995_079),
    ],
)
def test_the_official_winners_are_ours(name: str, completion: str, n_winners: int, cost: int) -> None:
    read = read_pabulib(data_file(name).read_text("utf-8"))
    result = equal_shares(read.election, Rule(completion=completion))  # type: ignore[arg-type]  one of the words
    assert set(result.selected) == read.official
    assert (len(result.selected), result.cost) == (n_winners, cost)


def test_wieliczka_with_the_stop_when_exhaustive_elects_one_more() -> None:
    read = read_pabulib(data_file("Poland_Wieliczka_2023_Green_Budget.pb").read_text("utf-8"))
    result = equal_shares(read.election, Rule(completion="add1-exhaustive"))
    assert (len(result.selected), result.cost, result.n_runs, result.stopped) == (
        31,
        984_579,
        151,
        "exhaustive",
    )


@pytest.mark.parametrize("name", [WOLA, "Poland_Czestochowa_2025_Polnoc.pb"])
def test_the_official_outcome_of_most_votes_first_is_ours(name: str) -> None:
    read = read_pabulib(data_file(name).read_text("utf-8"))
    assert set(equal_shares(read.election, Rule(completion="none")).greedy.selected) == read.official


@pytest.mark.parametrize("utility", ["cost", "cardinality"])
@pytest.mark.parametrize("name", [*FILES, pytest.param(WOLA, marks=pytest.mark.slow)])
def test_floats_and_fractions_agree_on_every_file_at_both_ends_of_add1(name: str, utility: str) -> None:
    election = read_pabulib(data_file(name).read_text("utf-8")).election
    lot = draw_lot([project.id for project in election.projects], 0)
    step = max(1, int(election.budget / election.n_voters / 20))
    result = equal_shares(election, Rule(utility=utility, completion="add1", step=step), lot=lot)  # type: ignore[arg-type]
    first = equal_shares(election, Rule(utility=utility, completion="none"), lot=lot)  # type: ignore[arg-type]
    for counted in (result, first):
        bought, paid, _ = exact_run(election, counted.endowment, utility, lot)
        assert [one.project for one in counted.rounds] == bought
        for one in counted.rounds:
            assert sum(paid[one.project]) == one.cost
            assert max(paid[one.project]) <= counted.endowment


_ORACLE = """
import json, sys
from pabutools.election import Additive_Cardinal_Sat, Cardinality_Sat, Cost_Sat, parse_pabulib
from pabutools.rules import method_of_equal_shares
from pabutools.tiebreaking import TieBreakingRule
path, utility, step = sys.argv[1:4]
instance, profile = parse_pabulib(path)
points = not hasattr(profile, "approval_score")
by_rule = TieBreakingRule(lambda inst, prof, p: (p.cost, 0 if points else -prof.approval_score(p)))
if not points:
    profile = profile.as_multiprofile()
kind = Additive_Cardinal_Sat if points else {"cost": Cost_Sat, "cardinality": Cardinality_Sat}[utility]
more = {"voter_budget_increment": int(step)} if int(step) else {}
won = method_of_equal_shares(instance, profile, sat_class=kind, tie_breaking=by_rule, **more)
print(json.dumps(sorted(p.name for p in won)))
"""


@pytest.mark.parametrize("utility", ["cost", "cardinality"])
@pytest.mark.parametrize("raising", [0, 1])
@pytest.mark.slow
@pytest.mark.parametrize("name", [*FILES, WOLA])
def test_pabutools_elects_the_same(name: str, utility: str, raising: int) -> None:
    python = os.environ.get("SAMSKAB_ORACLE_PYTHON")
    if not python:
        pytest.skip("no oracle: set SAMSKAB_ORACLE_PYTHON to a Python with pabutools")
    path = data_file(name)
    election = read_pabulib(path.read_text("utf-8")).election
    if election.ballot_kind == "cumulative" and utility == "cost":
        pytest.skip("pabutools has no utility of points times price")
    step = max(1, int(election.budget / election.n_voters / 8)) * raising
    asked = [python, "-c", _ORACLE, str(path), utility, str(step)]
    ran = subprocess.run(asked, capture_output=True, text=True, check=True)
    rule = Rule(utility, "add1-exhaustive", step) if step else Rule(utility, "none")  # type: ignore[arg-type]
    assert sorted(equal_shares(election, rule).selected) == json.loads(ran.stdout.splitlines()[-1])
