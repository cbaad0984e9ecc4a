"""From an exported conversation to its map: read the folder, import it, draw, read the page, count again.

The small one is made here in the shape of a real export. The real one runs where its folder lies beside the
project, and is skipped loudly elsewhere.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from samskab.commands import recount
from samskab.ground.people.actor import Actor
from samskab.process.knowledge import counting
from samskab.process.knowledge.conversation import read_folder
from samskab.process.knowledge.models import OpinionMap, Vote
from samskab.process.knowledge.services import draw_map, import_conversation
from tests.builders import NOW, Table

pytestmark = pytest.mark.django_db
HOUSE = Actor(house=True)
REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "polis" / "american-assembly.bowling-green"
PEOPLE, WORDS = 60, 12


def export(there: Path) -> Path:
    """Two camps of thirty who agree about the last four statements; every seventh answer is missing, one is
    given twice, one statement is moderated out, and one text has a comma, a quote and a line of its own.
    """
    there.mkdir()
    texts = [f"Udsagn nummer {j}." for j in range(WORDS)]
    texts[3] = '"Lys, siger vi, og ""gerne"" mere.\nOgså om morgenen."'
    shown = [-1 if j == WORDS - 1 else 1 for j in range(WORDS)]
    lines = ["timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body"]
    lines += [f"1500000000{j:03},x,{j},{j},0,0,{shown[j]},{texts[j]}" for j in range(WORDS)]
    (there / "comments.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def said(i: int, j: int) -> str:
        if hashlib.sha256(f"{i}/{j}".encode()).digest()[0] % 7 == 0:
            return ""
        return "1" if j >= WORDS - 4 or (j % 2 == 0) == (i < PEOPLE // 2) else "-1"

    head = "participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree," + ",".join(
        map(str, range(WORDS))
    )
    rows = [f"{i},,,0,0,0,0," + ",".join(said(i, j) for j in range(WORDS)) for i in range(PEOPLE)]
    (there / "participants-votes.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    events = ["timestamp,datetime,comment-id,voter-id,vote"]
    events += ["1500000001000,x,0,1,-1", "1500000002000,x,0,1,1"]
    (there / "votes.csv").write_text("\n".join(events) + "\n", encoding="utf-8")
    return there


def drawn_from(at: Table, there: Path) -> OpinionMap:
    import_conversation(process_id=at.process.pk, actor=HOUSE, conversation=read_folder(there), now=NOW)
    return draw_map(process=at.process, actor=HOUSE, now=NOW)


def page(at: Table, client: Client) -> str:
    found = client.get(reverse("knowledge:map", args=[at.process.slug]))
    assert found.status_code == 200
    return found.content.decode()


def holds(drawn: OpinionMap, tmp_path: Path) -> bool:
    file = tmp_path / "map.json"
    file.write_text(json.dumps(counting.kept_outcome(drawn)), encoding="utf-8")
    return recount.run(argparse.Namespace(file=str(file), input="", json=False)) == 0


def test_an_exported_conversation_becomes_a_map_that_can_be_counted_again(
    at_table: Table, client: Client, tmp_path: Path
) -> None:
    drawn = drawn_from(at_table, export(tmp_path / "talk"))
    sizes = [group["size"] for group in drawn.shown["groups"]]
    assert (len(sizes), sum(sizes)) == (2, drawn.n_placed)
    assert drawn.n_voters == PEOPLE
    assert len(drawn.shown["statements"]) == WORDS - 1, "moderated out is not on the map"
    assert drawn.shown["shared"]
    assert "<svg" in page(at_table, client)
    assert holds(drawn, tmp_path)


@pytest.mark.slow
@pytest.mark.skipif(
    not REAL.is_dir(), reason=f"REAL CONVERSATION NOT TRIED: no folder {REAL.name} beside the project"
)
def test_the_real_conversation_of_bowling_green_becomes_a_map(
    at_table: Table, client: Client, tmp_path: Path
) -> None:
    drawn = drawn_from(at_table, REAL)
    assert drawn.n_votes == Vote.objects.filter(statement__state="open").count() > 200_000
    assert drawn.n_voters > 2_000
    assert "<svg" in page(at_table, client)
    assert holds(drawn, tmp_path)
