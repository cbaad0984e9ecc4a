"""The commands read, count, print and recount; and say which file and line is wrong."""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
from pathlib import Path

import pytest

PB = """META
key;value
budget;100
vote_type;approval
PROJECTS
project_id;cost
road;70
path;30
bench;25
VOTES
voter_id;neighborhood;vote
1;north;road,path
2;north;road,path
3;south;road,path
4;south;bench
"""
SHEETS = {
    "parties": [{"id": "a", "side": "citizens"}, {"id": "b", "side": "town"}],
    "questions": [
        {
            "id": "path",
            "options": [
                {"id": "wide", "grades": {"a": 4, "b": 1}},
                {"id": "slim", "grades": {"a": 2, "b": 3}},
            ],
        },
        {
            "id": "hours",
            "options": [
                {"id": "day", "grades": {"a": 2, "b": 4}},
                {"id": "night", "grades": {"a": 3, "b": 0}},
            ],
        },
    ],
}


def _run(word: str, *arguments: object) -> int:
    module = importlib.import_module(f"samskab.commands.{word}")
    parser = argparse.ArgumentParser()
    module.configure(parser)
    code: int = module.run(parser.parse_args([str(argument) for argument in arguments]))
    return code


@pytest.fixture
def budget(tmp_path: Path) -> Path:
    path = tmp_path / "budget.pb"
    path.write_bytes(PB.replace("\n", "\r\n").encode())
    return path


@pytest.fixture
def grades(tmp_path: Path) -> Path:
    path = tmp_path / "grades.json"
    path.write_text(json.dumps(SHEETS, indent=1), "utf-8")
    return path


def _stored(capsys: pytest.CaptureFixture[str], path: Path, *command: object) -> dict[str, object]:
    assert _run(*map(str, command)) == 0  # type: ignore[arg-type]  the word comes first
    text = capsys.readouterr().out
    path.write_text(text, "utf-8")
    found: dict[str, object] = json.loads(text)
    return found


def test_share_gives_every_promised_key_and_the_outcome_holds(
    budget: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = _stored(
        capsys, tmp_path / "out.json", "share", budget, "--json", "--completion", "none", "--seed", "4 2 6"
    )
    assert {"selected", "cost", "budget", "endowment", "rounds", "ties", "greedy"} <= set(out)
    assert (out["selected"], out["cost"], out["endowment"], out["seed"]) == (
        ["path", "bench"],
        55,
        25,
        "4 2 6",
    )
    assert out["input"]["sha256"] == hashlib.sha256(budget.read_bytes()).hexdigest()  # type: ignore[index]
    assert "voter" not in json.dumps(out["input"])
    assert _run("recount", tmp_path / "out.json") == 0
    assert "holds" in capsys.readouterr().out


def test_recount_finds_what_was_changed_and_refuses_other_input(
    budget: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "out.json"
    out = _stored(
        capsys, path, "share", budget, "--json", "--area-column", "neighborhood", "--area-weight", "north=3/2"
    )
    assert _run("recount", path, "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "holds": True, "method": "sharing", "input_sha256": out["input_sha256"], "differences": [],
    }  # fmt: skip
    path.write_text(json.dumps(out | {"selected": ["road"]}), "utf-8")
    assert _run("recount", path, "--json") == 1
    assert json.loads(capsys.readouterr().out)["differences"][0].startswith("selected")
    path.write_text(json.dumps(out), "utf-8")
    budget.write_text(PB.replace("bench\n", "path\n"), "utf-8")
    assert _run("recount", path) == 2
    assert "SHA-256" in capsys.readouterr().err


def test_an_outcome_may_carry_its_ballots_and_the_input_may_have_moved(
    budget: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _stored(capsys, tmp_path / "carried.json", "share", budget, "--json", "--carry")
    _stored(capsys, tmp_path / "pointing.json", "share", budget, "--json")
    moved = budget.rename(tmp_path / "moved.pb")
    assert _run("recount", tmp_path / "carried.json") == 0
    assert _run("recount", tmp_path / "pointing.json") == 2
    assert _run("recount", tmp_path / "pointing.json", "--input", moved) == 0


def test_settle_gives_every_promised_key_and_the_outcome_holds(
    grades: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = _stored(capsys, tmp_path / "out.json", "settle", grades, "--json")
    promised = {"package", "satisfaction", "leximin", "optimal", "pareto", "nash", "fallback"}
    assert promised | {"sticking_points", "pivotality"} <= set(out)
    assert out["package"] == {"hours": "day", "path": "wide"}
    assert (out["satisfaction"], out["leximin"]) == ({"a": 6, "b": 5}, [5, 6])
    assert (out["optimal"], out["pareto"]) == (True, True)
    assert _run("recount", tmp_path / "out.json") == 0
    out["package"]["path"] = "slim"  # type: ignore[index]
    (tmp_path / "out.json").write_text(json.dumps(out), "utf-8")
    assert _run("recount", tmp_path / "out.json") == 1


def test_people_can_read_the_answers(budget: Path, grades: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("share", budget, "--compare", "--completion", "utilitarian") == 0
    assert "Funded" in capsys.readouterr().out
    assert _run("settle", grades) == 0
    told = capsys.readouterr().out
    assert "Package: " in told
    assert "Proven" in told


@pytest.mark.parametrize(
    ("word", "text", "said"),
    [
        ("share", PB.replace("bench\n", "bank\n"), ":15: unknown_project bank"),
        ("share", "nonsense", ":1: no_section"),
        ("settle", "{\n 'a': 1}", ":2: is not JSON"),
        ("settle", json.dumps(SHEETS | {"parties": []}), "no_parties"),
        ("settle", json.dumps(SHEETS, indent=1).replace('"b": 0', '"b": 9'), "grade_out_of_range"),
        ("settle", "[]", "not_in_form"),
        ("recount", "{}", "is not an outcome of bargaining, "),
        ("recount", '{"method": "sharing"}', "cannot be recounted"),
    ],
)
def test_bad_input_is_named_with_its_place_and_ends_with_2(
    word: str, text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad"
    path.write_text(text, "utf-8")
    assert _run(word, path) == 2
    told = capsys.readouterr().err
    assert str(path) in told
    assert said in told


def test_a_wrong_grade_is_found_on_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = json.dumps(SHEETS, indent=1).replace('"b": 0', '"b": 9')
    path = tmp_path / "grades.json"
    path.write_text(text, "utf-8")
    assert _run("settle", path) == 2
    line = text[: text.index('"b": 9')].count("\n") + 1
    assert f"{path}:{line}: " in capsys.readouterr().err


def test_a_missing_file_is_an_answer(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("share", "nowhere.pb") == 2
    assert "nowhere.pb" in capsys.readouterr().err


def test_no_command_loads_django() -> None:
    for word in ("share", "settle", "recount"):
        source = Path(str(importlib.import_module(f"samskab.commands.{word}").__file__)).read_text("utf-8")
        assert "django" not in source
