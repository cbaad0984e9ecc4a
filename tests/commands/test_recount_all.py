"""Every outcome a command writes can be counted again: it holds, it does not, or it cannot be recounted."""

from __future__ import annotations

import argparse
import importlib
import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from samskab.commands import files as command_files
from samskab.commands.recount import recountable

PROMISED = {
    "opinion": "method version seed input_sha256 participants statements votes distinct_groups why groups "
    "assignments consensus differences",
    "draw": "min_probability probabilities gap panels_sha256 panel relaxations",
    "refused": "min_probability probabilities gap panels_sha256 panel relaxations",
    "share": "selected cost budget endowment rounds ties greedy",
    "tables": "rounds mix repeats",
    "settle": "package satisfaction leximin optimal pareto nash fallback sticking_points pivotality",
}
PROMISED["folder"] = PROMISED["opinion"]
CARRIED = {"method", "version", "seed", "input_sha256", "rounds", "ties", "input"}
CHANGED: dict[str, tuple[str, Any]] = {
    "opinion": ("participants", 51),
    "folder": ("distinct_groups", "yes"),
    "draw": ("panel", ["p0", "p1"]),
    "refused": ("relaxations", []),
    "share": ("selected", ["road"]),
    "tables": ("mix", 0.5),
    "settle": ("leximin", [0, 0]),
}
SETTLE = {
    "parties": [{"id": "a", "side": "x"}, {"id": "b", "side": "y"}],
    "questions": [
        {
            "id": "q",
            "options": [{"id": "o", "grades": {"a": 3, "b": 1}}, {"id": "p", "grades": {"a": 2, "b": 2}}],
        }
    ],
}


def run(word: str, *words: object) -> int:
    module = importlib.import_module(f"samskab.commands.{word}")
    parser = argparse.ArgumentParser()
    module.configure(parser)
    code = module.run(parser.parse_args([str(w) for w in words]))
    assert isinstance(code, int)
    return code


def votes() -> str:
    rows = [f"p{i},s{j},{1 if (i < 30) == (j < 5) else -1}" for i in range(50) for j in range(10)]
    np.random.default_rng(0).shuffle(rows)
    return "participant,statement,vote\n" + "\n".join(rows) + "\n"


@pytest.fixture
def at(tmp_path: Path) -> Path:
    """A folder with an input for every command."""
    texts = {
        "votes.csv": votes(),
        "pool.csv": "id,age,road\n"
        + "".join(f"p{i},{'young' if i % 4 == 0 else 'old'},r{i // 2}\n" for i in range(12)),
        "quotas.csv": "feature,value,min,max\nage,young,1,2\nage,old,2,3\n",
        "tight.csv": "feature,value,min,max\nage,young,4,4\n",
        "people.csv": "id,area,pair\n"
        + "".join(f"p{i:02},{'nsew'[i % 4]},{'x' if i < 2 else ''}\n" for i in range(24)),
        "budget.pb": "META\nkey;value\nbudget;100\nvote_type;approval\nPROJECTS\nproject_id;cost\nroad;70\n"
        "path;30\nVOTES\nvoter_id;vote\n1;road,path\n2;path\n",
        "grades.json": json.dumps(SETTLE, indent=1),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    folder = tmp_path / "conversation"
    folder.mkdir()
    (folder / "votes.csv").write_text(
        votes().replace("participant", "voter-id").replace("statement", "comment-id")
    )
    (folder / "comments.csv").write_text("comment-id,moderated\ns3,-1\ns4,1\n")
    return tmp_path


COMMANDS: dict[str, Callable[[Path], list[object]]] = {
    "opinion": lambda at: ["opinion", at / "votes.csv", "--seed", 5],
    "folder": lambda at: ["opinion", at / "conversation"],
    "draw": lambda at: [
        "draw", "--pool", at / "pool.csv", "--quotas", at / "quotas.csv", "--size", 4, "--household", "road",
        "--seed", 7, "--panels", 100, "--cap", 0.9,
    ],
    "refused": lambda at: ["draw", "--pool", at / "pool.csv", "--quotas", at / "tight.csv", "--size", 4],
    "share": lambda at: ["share", at / "budget.pb", "--seed", 3],
    "tables": lambda at: [
        "tables", at / "people.csv", "--size", 6, "--rounds", 2, "--together", "pair", "--seed", 2,
    ],
    "settle": lambda at: ["settle", at / "grades.json"],
}  # fmt: skip


def written(name: str, at: Path, capsys: pytest.CaptureFixture[str]) -> tuple[Path, dict[str, Any]]:
    assert run(*COMMANDS[name](at), "--json") == (1 if name == "refused" else 0)  # type: ignore[arg-type]
    text = capsys.readouterr().out
    (at / "out.json").write_text(text, encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return at / "out.json", found


@pytest.mark.parametrize("name", COMMANDS)
def test_the_outcome_has_the_promised_names_and_holds(
    name: str, at: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, found = written(name, at, capsys)
    assert set(PROMISED[name].split()) | CARRIED <= set(found)
    assert run("recount", out, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {
        "holds": True, "method": found["method"], "input_sha256": found["input_sha256"], "differences": [],
    }  # fmt: skip
    assert run("recount", out) == 0
    assert "holds" in capsys.readouterr().out


@pytest.mark.parametrize("name", COMMANDS)
def test_a_changed_outcome_does_not_hold_and_the_place_is_named(
    name: str, at: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, found = written(name, at, capsys)
    key, value = CHANGED[name]
    assert found[key] != value
    out.write_text(json.dumps(found | {key: value}))
    assert run("recount", out, "--json") == 1
    assert json.loads(capsys.readouterr().out)["differences"][0].startswith(key)


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "settle"])
def test_another_input_is_refused(name: str, at: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = written(name, at, capsys)
    for file in (
        at / "votes.csv",
        at / "pool.csv",
        at / "people.csv",
        at / "budget.pb",
        at / "conversation/votes.csv",
    ):
        file.write_text(file.read_text() + "\n", encoding="utf-8")
    assert run("recount", out) == 2
    assert "SHA-256 differs" in capsys.readouterr().err


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "settle"])
def test_an_input_that_has_moved_is_found_beside_the_outcome_or_where_one_says(
    name: str, at: Path, capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    _, found = written(name, at, capsys)
    moved = tmp_path_factory.mktemp("moved")
    for thing in list(at.iterdir()):
        shutil.move(thing, moved)
    (moved / "sub").mkdir()
    outcome = moved / "sub" / "out.json"
    outcome.write_text(json.dumps(found))
    assert run("recount", outcome) == 2
    assert run("recount", outcome, "--input", moved) == 0
    beside = shutil.move(outcome, moved / "out.json")
    assert run("recount", beside) == 0
    capsys.readouterr()


def test_every_command_that_decides_has_a_method_that_recounts() -> None:
    assert set(recountable()) == {"bargaining", "opinion", "selection", "sharing", "tables"}


@pytest.mark.parametrize(
    "what",
    [b"", b"\xff\xfe\x00", b"[", b"[" * 100_000, b"{}", b"null", b'{"method": 3}', b'{"method": "opinion"}',
     b'{"method": "opinion", "input": {"form": "votes", "file": "gone", "sha256": ""}, "seed": 0}',
     b'{"method": "selection.leximin", "input": {}, "seed": 0}', b'{"method": "tables.reseat", "input": 3}'],
)  # fmt: skip
def test_what_is_no_outcome_ends_with_2(
    what: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out.json").write_bytes(what)
    assert run("recount", tmp_path / "out.json") == 2
    assert str(tmp_path / "out.json") in capsys.readouterr().err or what.count(b"gone")


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize(
    "what",
    [
        b"\xff\xfe\x00\x01",
        b"\x00" * 50,
        b'"',
        b"a;b;a\n1;2;3\n",
        b"id\n" + b"x" * 200_000,
        b'id,area\n"p1,n\n',
    ],
)
def test_no_file_brings_a_command_down(
    name: str, what: bytes, at: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in at.rglob("*.*"):
        file.write_bytes(what)
    code = run(*COMMANDS[name](at), "--json")  # type: ignore[arg-type]
    said = capsys.readouterr()
    assert code == 2 or (code == 0 and json.loads(said.out))
    assert code == 0 or (said.out == "" and str(at) in said.err)


def test_whoever_waits_longer_than_a_second_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command_files, "PATIENCE", 0.02)
    with command_files.working("seating") as now:
        time.sleep(0.05)
        now("round 2")
        time.sleep(0.05)
    told = capsys.readouterr()
    assert told.out == ""
    assert "seating\n" in told.err
    assert "round 2\n" in told.err
    monkeypatch.setattr(command_files, "PATIENCE", 1.0)
    with command_files.working("quick"):
        pass
    assert capsys.readouterr().err == ""
