"""Five real conversations: counts as published, and what the gate says of them."""

import numpy as np
import pytest

from samskab.methods.opinion import adjusted_rand, fit, upsert
from samskab.methods.opinion.reading import _read_wide

from .conversations import ROOT, real

pytestmark = pytest.mark.data
FIGURES = {
    "london.youth.policing": (26, 638, 24, 1),
    "brexit-consensus": (204, 5_303, 189, 1),
    "scoop-hivemind.biodiversity": (536, 29_719, 441, 2),
    "vtaiwan.uberx": (1_921, 49_443, 1_218, 2),
    "american-assembly.bowling-green": (2_031, 225_524, 1_579, 2),
}


@pytest.mark.parametrize("name", FIGURES)
def test_people_votes_and_groups_are_as_known(name):
    ballots = real(name)
    opinion = fit(upsert(ballots.person, ballots.statement, ballots.vote), bridging=False)
    assert (opinion.n_voters, opinion.n_votes, opinion.gate.n_placed, opinion.gate.k) == FIGURES[name]


@pytest.mark.parametrize("name", [n for n in FIGURES if n != "american-assembly.bowling-green"])
def test_the_list_of_votes_gives_the_same_last_votes_as_the_wide_file(name):
    import os
    from pathlib import Path

    ballots = real(name)
    root = Path(os.environ.get("SAMSKAB_TEST_DATA") or ROOT.parent / "shared" / "data")
    wide = _read_wide(root / "polis" / name / "participants-votes.csv", "")

    def last(b):
        return {
            (b.people[p], b.statements[s]): v
            for p, s, v in zip(b.person.tolist(), b.statement.tolist(), b.vote.tolist(), strict=True)
        }

    assert last(ballots) == last(wide)


@pytest.mark.parametrize("name", ["scoop-hivemind.biodiversity", "vtaiwan.uberx"])
def test_row_order_and_names_leave_real_groups_as_they_are(name):
    ballots = real(name)
    columns = ballots.person, ballots.statement, ballots.vote
    votes = upsert(*columns, live=ballots.live)
    one = fit(votes, bridging=False)
    rng = np.random.default_rng(0)
    person = np.repeat(votes.person_of_row, votes.votes_by)
    statement = votes.statement_of_column[votes.statement]
    order = rng.permutation(votes.n_votes)
    people, statements = rng.permutation(len(ballots.people)), rng.permutation(len(ballots.statements))
    again = upsert(
        people[person[order]],
        statements[statement[order]],
        votes.vote[order],
        n_people=len(ballots.people),
        n_statements=len(ballots.statements),
        live=ballots.live[np.argsort(statements)],
    )
    other = fit(again, bridging=False)
    moved = other.group[people]
    assert adjusted_rand(one.group + 1, moved + 1) == 1.0
    assert (moved == one.group).all()


@pytest.mark.parametrize("name", ["scoop-hivemind.biodiversity", "vtaiwan.uberx"])
def test_another_seed_finds_nearly_the_same_groups(name):
    ballots = real(name)
    votes = upsert(ballots.person, ballots.statement, ballots.vote, live=ballots.live)
    groups = [fit(votes, seed=seed, bridging=False).group for seed in range(3)]
    assert all(adjusted_rand(groups[0] + 1, g + 1) > 0.95 for g in groups)


def test_moderated_statements_are_those_the_file_marks():
    ballots = real("vtaiwan.uberx")
    votes = upsert(ballots.person, ballots.statement, ballots.vote, live=ballots.live)
    assert votes.n_live == ballots.live.sum() < len(ballots.statements)
    assert votes.n_votes + votes.n_moderated == 49_443
