"""Against red-dwarf 0.4.0: given the same groups every statistic is the same number, not merely close.

Runs where SAMSKAB_ORACLE_PYTHON names a Python that has red-dwarf; it is never needed at run time.
"""

import json
import os
import subprocess

import numpy as np
import pytest

from samskab.methods.opinion import fit, group_aware_consensus, published_representative, upsert

from .conversations import ROOT, camps, real

CASES = ["camps", "london.youth.policing", "brexit-consensus", "scoop-hivemind.biodiversity", "vtaiwan.uberx"]
CASES += ["american-assembly.bowling-green"]


@pytest.fixture(scope="module")
def python():
    found = os.environ.get("SAMSKAB_ORACLE_PYTHON")
    if not found:
        pytest.skip("no red-dwarf here: set SAMSKAB_ORACLE_PYTHON to a Python that has it")
    return found


def table_of(name):
    if name == "camps":
        return camps(120, 30, k=3)
    ballots = real(name)
    return ballots.person, ballots.statement, ballots.vote


@pytest.mark.data
@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_statistics_given_the_same_groups_are_exactly_the_oracles(python, tmp_path, name):
    votes = upsert(*table_of(name))
    opinion = fit(votes, stability_draws=0, bridging=False)
    label = np.searchsorted(opinion.group_ids, opinion.group)
    label[opinion.group < 0] = -1
    person = np.repeat(votes.person_of_row, votes.votes_by)
    file = tmp_path / "table.npz"
    np.savez(
        file,
        person=person,
        statement=votes.statement_of_column[votes.statement],
        vote=votes.vote,
        label=label,
    )
    peer = ROOT / "bench" / "opinion_peer.py"
    done = subprocess.run([python, peer, "statistics", file], capture_output=True, text=True, check=True)
    oracle = json.loads(done.stdout)
    columns, counts, tests = oracle["statements"], opinion.counts, opinion.tests
    ours = {
        "na": counts.agree, "nd": counts.disagree, "ns": counts.seen,
        "pa": tests.p_agree, "pd": tests.p_disagree, "pat": tests.z_agree, "pdt": tests.z_disagree,
        "ra": tests.ratio_agree, "rd": tests.ratio_disagree,
        "rat": tests.z_more_agree, "rdt": tests.z_more_disagree,
    }  # fmt: skip
    for key, values in ours.items():
        assert (values[:, columns] == np.array(oracle["stats"][key])).all(), key
    agree, disagree = group_aware_consensus(counts)
    assert agree[columns].tolist() == oracle["gac"]
    assert disagree[columns].tolist() == oracle["gac_disagree"]
    chosen = published_representative(counts, tests, order=np.array(columns))
    assert {str(g): [list(pair) for pair in rows] for g, rows in enumerate(chosen)} == oracle[
        "representative"
    ]
    for side in ("agree", "disagree"):
        assert set(oracle["majority"][side]) <= set(getattr(opinion.majority, side))
