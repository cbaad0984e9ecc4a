"""`draw` and `tables` on the command line: exact JSON keys, and complaints that name file and line."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from types import ModuleType

import pytest

from samskab.commands import draw, tables

POOL = "id,age,road,number\n" + "".join(
    f"p{i},{'young' if i % 4 == 0 else 'old'},r,{i // 2}\n" for i in range(12)
)
QUOTAS = "feature,value,min,max\nage,young,1,2\nage,old,2,3\n"
PEOPLE = "id,area,pair\n" + "".join(f"p{i:02},{'nsew'[i % 4]},{'x' if i < 2 else ''}\n" for i in range(24))


def call(word: ModuleType, *words: object) -> int:
    parser = argparse.ArgumentParser()
    word.configure(parser)
    code = word.run(parser.parse_args([str(w) for w in words]))
    assert isinstance(code, int)
    return code


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    texts = {"pool": POOL, "quotas": QUOTAS, "people": PEOPLE}
    for name, text in texts.items():
        (tmp_path / f"{name}.csv").write_text(text)
    return {name: tmp_path / f"{name}.csv" for name in texts}


def test_draw_prints_the_promised_keys_and_a_panel_that_keeps_the_rules(
    files: dict[str, Path], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    sheet = tmp_path / "list.txt"
    words = ["--pool", files["pool"], "--quotas", files["quotas"], "--size", 4, "--household", "road,number"]
    assert call(draw, *words, "--json", "--publish", sheet) == 0
    told = json.loads(capsys.readouterr().out)
    assert {"min_probability", "probabilities", "gap", "panels_sha256", "panel", "relaxations"} <= told.keys()
    assert len(told["panel"]) == len({int(p[1:]) // 2 for p in told["panel"]}) == 4
    assert min(told["probabilities"].values()) == told["min_probability"]
    assert sum(told["probabilities"].values()) == pytest.approx(4)
    assert told["relaxations"] == []
    assert json.loads(sheet.read_text().splitlines()[told["number"]]) == told["panel"]
    assert call(draw, *words, "--number", 7) == 0
    assert "Number 7:" in capsys.readouterr().out


def test_draw_offers_the_smallest_change_when_quotas_clash(
    files: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    files["quotas"].write_text("feature,value,min,max\nage,young,4,4\n")
    words = ["--pool", files["pool"], "--quotas", files["quotas"], "--size", 4]
    assert call(draw, *words, "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert told["panel"] == []
    assert told["relaxations"] == [
        {"option": 0, "code": "lower_minimum", "feature": "age", "value": "young", "from": 4, "to": 3}
    ]
    assert call(draw, *words) == 1
    assert "lower the minimum of age = young from 4 to 3" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("pool", "id,age\np1,old\np1,old\n", "pool.csv:3: id 'p1' stands already in line 2"),
        ("pool", "id,age\np1,\n", "pool.csv:2: no value for 'age'"),
        ("pool", "id,age\np1\n", "pool.csv:2: 1 cells, the header has 2"),
        ("pool", "", "pool.csv:1: the file is empty"),
        ("pool", "id,age,age\n", "pool.csv:1: column 'age' stands twice"),
        ("pool", "name,age\na,b\n", "pool.csv:1: no column 'id' (the file has: name, age)"),
        ("pool", "id,age\n,old\n", "pool.csv:2: no id"),
        ("quotas", "feature,value,min,max\nsize,x,0,1\n", "quotas.csv:2: the pool has no column 'size'"),
        ("quotas", "feature,value,min,max\nage,x,a,1\n", "quotas.csv:2: min and max are whole numbers"),
        (
            "quotas",
            "feature,value,min,max\nage,x,3,1\n",
            "quotas.csv:2: 0 <= min <= max does not hold for 3, 1",
        ),
        (
            "quotas",
            "feature,value,min,max\nage,x,0,1\n\nage,x,0,1\n",
            "quotas.csv:4: 'age' = 'x' has a quota already",
        ),
    ],
)
def test_draw_names_file_and_line(
    files: dict[str, Path], capsys: pytest.CaptureFixture[str], name: str, text: str, said: str
) -> None:
    files[name].write_text(text)
    assert call(draw, "--pool", files["pool"], "--quotas", files["quotas"], "--size", 1) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [("--size", -1), ("--panels", 0), ("--number", 1000), ("--cap", 0), ("--household", "zip")]
)
def test_draw_refuses_numbers_and_columns_that_mean_nothing(
    files: dict[str, Path], words: tuple[str, object]
) -> None:
    assert call(draw, "--pool", files["pool"], "--quotas", files["quotas"], "--size", 1, *words) == 2
    assert call(draw, "--pool", "nowhere.csv", "--quotas", files["quotas"], "--size", 1) == 2


def test_draw_reads_semicolons_and_a_byte_order_mark(files: dict[str, Path]) -> None:
    files["pool"].write_text("\ufeff" + POOL.replace(",", ";"), encoding="utf-8")
    assert call(draw, "--pool", files["pool"], "--quotas", files["quotas"], "--size", 4) == 0
    files["pool"].write_bytes("id,age\nå,old\n".encode("latin-1"))
    assert call(draw, "--pool", files["pool"], "--quotas", files["quotas"], "--size", 4) == 2


def test_tables_prints_the_promised_keys(files: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    words = [files["people"], "--size", 6, "--rounds", 2, "--together", "pair"]
    assert call(tables, *words, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert {"rounds", "mix", "repeats"} <= told.keys()
    assert [len(r) for r in told["rounds"]] == [4, 4]
    for seating in told["rounds"]:
        assert sorted(p for table in seating for p in table) == [f"p{i:02}" for i in range(24)]
        assert any({"p00", "p01"} <= set(table) for table in seating)
    assert 0 <= told["mix"] <= 1
    assert call(tables, *words) == 0
    assert "pairs meet again" in capsys.readouterr().out


def test_tables_fixes_seats_and_refuses_what_cannot_be(
    files: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    files["people"].write_text(PEOPLE.replace("p05,s,", "p05,s,3").replace("x", ""))
    assert call(tables, files["people"], "--fixed", "pair", "--size", 6, "--json") == 0
    assert all("p05" in seating[2] for seating in json.loads(capsys.readouterr().out)["rounds"])
    assert call(tables, files["people"], "--fixed", "area") == 2
    assert "people.csv:2: a table number is 1 or more, not 'n'" in capsys.readouterr().err
    assert call(tables, files["people"], "--size", 1) == 2
    assert "size too small" in capsys.readouterr().err
