"""`samskab opinion`: exact JSON names, a readable text, and 2 when a file cannot be read."""

import argparse
import json

import numpy as np
import pytest

from samskab.commands import opinion

KEYS = [
    "method", "version", "seed", "input_sha256", "participants", "statements", "votes", "distinct_groups",
    "why", "groups", "assignments", "consensus", "differences",
]  # fmt: skip


def run(*words):
    parser = argparse.ArgumentParser()
    opinion.configure(parser)
    return opinion.run(parser.parse_args([str(word) for word in words]))


@pytest.fixture
def two_camps(tmp_path):
    rows = [f"p{i},s{j},{1 if (i < 30) == (j < 5) else -1}" for i in range(50) for j in range(10)]
    np.random.default_rng(0).shuffle(rows)
    file = tmp_path / "votes.csv"
    file.write_text("participant,statement,vote\n" + "\n".join(rows), encoding="utf-8")
    return file


def test_the_json_has_exactly_the_promised_names(two_camps, capsys):
    assert run(two_camps, "--json", "--seed", "5") == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found)[: len(KEYS)] == KEYS
    assert set(found) - set(KEYS) == {
        "held_by_few",
        "rounds",
        "ties",
        "input",
    }  # for the third list and a recount
    assert (found["participants"], found["statements"], found["votes"], found["seed"]) == (50, 10, 500, 5)
    assert found["distinct_groups"] is True
    assert [(g["id"], g["size"]) for g in found["groups"]] == [(0, 30), (1, 20)]
    assert set(found["groups"][0]["representative"][0]) == {"statement", "direction", "metric"}
    assert set(found["consensus"][0]) == {"statement", "gac", "lowest_group"}
    assert found["assignments"]["p0"] == 0
    assert found["assignments"]["p49"] == 1
    assert len(found["assignments"]) == 50


def test_the_text_says_the_same(two_camps, capsys):
    assert run(two_camps) == 0
    text = capsys.readouterr().out
    assert "50 participants, 10 statements, 500 votes" in text
    assert "Distinct groups: yes (distinct_groups, 50 placed, stability 1.00)" in text
    assert "Group 1: 20 people" in text
    assert "Where groups differ" in text


@pytest.mark.parametrize(
    ("rows", "code", "participants"),
    [
        ([], "no_votes", 0),
        (["1,1,1"], "too_few", 1),
        (["1,1,1", "1,1,-1"], "too_few", 1),
        ([f"{i},{j},1" for i in range(30) for j in range(9)], "all_alike", 30),
        ([f"{i},{j},{1 if i < 15 else -1}" for i in range(30) for j in range(3)], "distinct_groups", 30),
    ],
)
def test_small_and_strange_rooms_return_a_result(tmp_path, capsys, rows, code, participants):
    file = tmp_path / "v.csv"
    file.write_text("\n".join(["participant,statement,vote", *rows]), encoding="utf-8")
    assert run(file, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["why"]["code"] == code
    assert found["distinct_groups"] is (code == "distinct_groups")
    assert found["participants"] == participants == len(found["assignments"])
    assert run(file) == 0
    assert f"({code}," in capsys.readouterr().out


def test_a_bad_file_is_refused_by_name_and_line(tmp_path, capsys):
    file = tmp_path / "v.csv"
    file.write_text("participant,statement,vote\n1,1,9\n", encoding="utf-8")
    assert run(file) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert f"{file}:2: unknown_vote" in output.err


def test_a_seed_is_not_negative(two_camps):
    with pytest.raises(SystemExit) as stop:
        run(two_camps, "--seed", "-1")
    assert stop.value.code == 2
