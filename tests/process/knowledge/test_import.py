from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Sum

from samskab.commands import import_conversation as command
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Door, Participant
from samskab.kit.errors import Refusal
from samskab.process.core.models import STAGE_ORDER, Stage
from samskab.process.knowledge.conversation import read_folder
from samskab.process.knowledge.models import (
    ConversationImport,
    ImportedParticipant,
    Statement,
    StatementState,
    Vote,
)
from samskab.process.knowledge.services import Imported, cast_vote, import_conversation
from tests.builders import NOW, Table
from tests.builders.knowledge import statement

HOUSE = Actor(house=True)
COMMENTS = """timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body
1500282615559,x,0,11,1,0,1,"Lys på stien,
også om morgenen."
1500282615560,x,1,12,0,0,0,En bænk i læ.
1500282615561,x,2,11,0,0,-1,Reklame.
"""
MATRIX = """participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,2
11,,0,2,2,1,1,,1,-1
12,,0,1,1,1,0,1,,
13,,,0,0,0,0,,,
"""
EVENTS = """timestamp,datetime,comment-id,voter-id,vote
1500282615600,x,0,12,-1
1500282615700,x,0,12,1
1500282615650,x,0,13,0
"""
Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    def write(name: str = "talk", **files: str) -> Path:
        there = tmp_path / name
        there.mkdir(exist_ok=True)
        for stem, text in files.items():
            file = {"matrix": "participants-votes.csv"}.get(stem, f"{stem}.csv")
            (there / file).write_text(text, encoding="utf-8")
        return there

    return write


def read_in(at_table: Table, there: Path, actor: Actor = HOUSE) -> Imported:
    return import_conversation(
        process_id=at_table.process.pk, actor=actor, conversation=read_folder(there), now=NOW
    )


def counters() -> dict[str, tuple[int, int, int]]:
    rows = Statement.objects.exclude(imported_ref="")
    return {row.imported_ref: (row.agrees, row.disagrees, row.passes) for row in rows}


def test_words_people_and_votes_come_in_with_the_counters_set(at_table: Table, folder: Folder) -> None:
    read_in(at_table, folder(comments=COMMENTS, matrix=MATRIX))
    assert counters() == {"0": (1, 0, 0), "1": (1, 0, 0), "2": (0, 1, 0)}
    assert Vote.objects.count() == 3
    people = Participant.objects.filter(door=Door.IMPORTED)
    assert sorted(people.values_list("imported__ref", flat=True)) == ["11", "12", "13"]
    assert Statement.objects.get(imported_ref="0").text == "Lys på stien,\nogså om morgenen."
    assert Statement.objects.get(imported_ref="1").participant.imported.ref == "12"


def test_what_was_not_taken_in_as_open_is_hidden(at_table: Table, folder: Folder) -> None:
    read_in(at_table, folder(comments=COMMENTS, matrix=MATRIX))
    states = dict(Statement.objects.values_list("imported_ref", "state"))
    assert states == {"0": "open", "1": "open", "2": "hidden"}


def test_of_several_votes_by_one_person_the_last_counts(at_table: Table, folder: Folder) -> None:
    read_in(at_table, folder(comments=COMMENTS, votes=EVENTS))
    assert counters()["0"] == (1, 0, 1)
    earlier_last = EVENTS + "1500282615500,x,0,13,-1\n"
    read_in(at_table, folder("again", comments=COMMENTS, votes=earlier_last))
    assert counters()["0"] == (1, 0, 1)


def test_list_and_matrix_together_give_what_either_lacks(at_table: Table, folder: Folder) -> None:
    read_in(at_table, folder(comments=COMMENTS, matrix=MATRIX, votes=EVENTS))
    assert counters() == {"0": (1, 0, 1), "1": (1, 0, 0), "2": (0, 1, 0)}


def test_the_record_gets_one_line_with_the_counts(
    at_table: Table, folder: Folder, recorded: list[dict[str, Any]]
) -> None:
    receipt = read_in(at_table, folder(comments=COMMENTS, matrix=MATRIX)).receipt
    assert [line["kind"] for line in recorded] == ["knowledge.conversation.imported"]
    assert recorded[0]["commits"] == {
        "fingerprint": receipt.sha256,
        "participants": "3",
        "statements": "3",
        "votes": "3",
    }


def test_the_same_files_twice_change_nothing(
    at_table: Table, folder: Folder, recorded: list[dict[str, Any]]
) -> None:
    there = folder(comments=COMMENTS, matrix=MATRIX)
    first, second = read_in(at_table, there), read_in(at_table, there)
    assert (first.is_new, second.is_new) == (True, False)
    assert first.receipt == second.receipt
    assert (Vote.objects.count(), Statement.objects.count(), ConversationImport.objects.count()) == (3, 3, 1)
    assert len(recorded) == 1


def test_a_later_export_of_the_same_conversation_adds_and_updates(at_table: Table, folder: Folder) -> None:
    read_in(at_table, folder(comments=COMMENTS, matrix=MATRIX))
    mine = Statement.objects.get(imported_ref="1")
    later_comments = COMMENTS.replace("0,0,-1,Reklame", "0,0,1,Reklame") + "1500282615999,x,3,14,0,0,1,Nyt.\n"
    later_matrix = MATRIX.replace(",0,1,2\n", ",0,1,2,3\n").replace(
        "12,,0,1,1,1,0,1,,", "12,,0,1,1,1,0,-1,,,1"
    )
    later_matrix = later_matrix.replace(",1,-1\n", ",1,-1,\n").replace("13,,,0,0,0,0,,,", "13,,,0,0,0,0,,,,")
    read_in(at_table, folder("later", comments=later_comments, matrix=later_matrix))
    assert counters() == {"0": (0, 1, 0), "1": (1, 0, 0), "2": (0, 1, 0), "3": (1, 0, 0)}
    assert Statement.objects.get(imported_ref="2").state == StatementState.OPEN
    assert Statement.objects.get(imported_ref="1").pk == mine.pk
    assert ImportedParticipant.objects.count() == 4


def test_who_voted_here_keeps_the_vote_when_more_is_read_in(
    at_table: Table, folder: Folder, resident: Participant
) -> None:
    read_in(at_table, folder(comments=COMMENTS, matrix=MATRIX))
    words = Statement.objects.get(imported_ref="1")
    cast_vote(
        actor=Actor(participant_id=resident.pk), statement=words.public_id, value=Vote.DISAGREE, now=NOW
    )
    read_in(at_table, folder("later", comments=COMMENTS, matrix=MATRIX, votes=EVENTS))
    assert counters()["1"] == (1, 1, 0)


def test_words_of_the_house_itself_are_left_alone(at_table: Table, folder: Folder) -> None:
    own = statement(at_table.process, agrees=7)
    read_in(at_table, folder(comments=COMMENTS, matrix=MATRIX))
    own.refresh_from_db()
    assert own.agrees == 7


def test_only_the_house_reads_a_conversation_in(at_table: Table, folder: Folder, me: Actor) -> None:
    there = folder(comments=COMMENTS, matrix=MATRIX)
    for actor in (me, at_table.actor("unit"), Actor()):
        with pytest.raises(Refusal, match=r"^knowledge\.only_the_house$"):
            read_in(at_table, there, actor)


@pytest.mark.parametrize("stage", [stage for stage in STAGE_ORDER if stage != Stage.KNOWLEDGE])
def test_it_is_read_in_in_the_knowledge_stage_only(at_table: Table, folder: Folder, stage: Stage) -> None:
    at_table.stand(stage)
    with pytest.raises(Refusal, match=r"^core\.stage_not_now$"):
        read_in(at_table, folder(comments=COMMENTS, matrix=MATRIX))


BROKEN = [
    ({"comments": COMMENTS.replace("En bænk i læ.", " ")}, "comments.csv", 4, "empty"),
    ({"comments": COMMENTS.replace("En bænk i læ.", "a" * 901)}, "comments.csv", 4, "901 characters"),
    ({"comments": COMMENTS.replace("En bænk i læ.", "0101901234")}, "comments.csv", 4, "CPR"),
    ({"comments": COMMENTS.replace("0,0,-1,Rekl", "0,0,9,Rekl")}, "comments.csv", 5, "moderated"),
    ({"comments": COMMENTS + "1,x,1,11,0,0,1,Igen.\n"}, "comments.csv", 6, "stands twice"),
    ({"comments": COMMENTS + "nu,x,4,11,0,0,1,Igen.\n"}, "comments.csv", 6, "timestamp"),
    ({"comments": COMMENTS + "1,x,4,11\n"}, "comments.csv", 6, "4 cells"),
    ({"comments": COMMENTS + '1,x,4,11,0,0,1,"Igen.\n'}, "comments.csv", 6, "unexpected end"),
    ({"comments": COMMENTS.replace("comment-body", "text")}, "comments.csv", 1, "comment-body"),
    ({"matrix": MATRIX.replace("12,,0,1,1,1,0,1", "12,,0,1,1,1,0,7")}, "participants-votes.csv", 3, "'7'"),
    ({"matrix": MATRIX.replace("13,,", "12,,")}, "participants-votes.csv", 4, "stands twice"),
    ({"matrix": MATRIX.replace(",0,1,2\n", ",0,1,9\n")}, "participants-votes.csv", 1, "column 9"),
    ({"matrix": MATRIX.replace("participant,", "person,")}, "participants-votes.csv", 1, "participant"),
    ({"votes": EVENTS + "1,x,9,12,1\n"}, "votes.csv", 5, "'9'"),
    ({"votes": EVENTS + "1,x,0,12,2\n"}, "votes.csv", 5, "'2'"),
    ({"votes": EVENTS + "1,x,0,,1\n"}, "votes.csv", 5, "voter-id is empty"),
]


@pytest.mark.parametrize(("files", "file", "line", "why"), BROKEN)
def test_a_broken_row_is_named_by_file_and_line_and_nothing_is_written(
    *,
    at_table: Table,
    folder: Folder,
    capsys: pytest.CaptureFixture[str],
    files: dict[str, str],
    file: str,
    line: int,
    why: str,
) -> None:
    there = folder(**{"comments": COMMENTS, "matrix": MATRIX, **files})
    assert run(there, at_table.process.slug) == 2
    said = capsys.readouterr().err
    assert f"{file}, line {line}: " in said
    assert why in said
    assert not Statement.objects.exists()
    assert not Participant.objects.filter(door=Door.IMPORTED).exists()


def test_a_file_in_another_alphabet_is_named(at_table: Table, folder: Folder) -> None:
    there = folder(comments=COMMENTS, matrix=MATRIX)
    (there / "comments.csv").write_bytes(COMMENTS.encode("latin-1"))
    with pytest.raises(Refusal) as refusal:
        read_folder(there)
    assert refusal.value.params["why"] == "the text is not UTF-8"


def test_a_folder_without_the_files_is_told_so(at_table: Table, folder: Folder) -> None:
    for there in (folder("empty"), folder("half", comments=COMMENTS)):
        with pytest.raises(Refusal, match="broken_row"):
            read_folder(there)


def test_when_a_late_row_cannot_be_written_nothing_is(
    at_table: Table, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    from samskab.process.knowledge.services import importing

    def fail(_statements: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(importing, "_recount", fail)
    with pytest.raises(RuntimeError):
        read_in(at_table, folder(comments=COMMENTS, matrix=MATRIX))
    assert not Statement.objects.exists()
    assert not Vote.objects.exists()


# -- the command --------------------------------------------------------------------------------------------


def run(there: Path, slug: str) -> int:
    parser = argparse.ArgumentParser()
    command.configure(parser)
    return command.run(parser.parse_args([str(there), *(["--process", slug] if slug else [])]))


def test_the_command_says_what_came_in_and_twice_changes_nothing(
    at_table: Table, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    there = folder(comments=COMMENTS, matrix=MATRIX)
    assert run(there, at_table.process.slug) == 0
    out = capsys.readouterr()
    assert "3 people, 3 statements, 3 votes" in out.out
    assert "votes: 3 of 3" in out.err
    assert run(there, at_table.process.slug) == 0
    assert "nothing changed" in capsys.readouterr().out


@pytest.mark.parametrize("slug", ["", "ukendt"])
def test_without_a_known_process_the_command_lists_those_there_are(
    at_table: Table, folder: Folder, capsys: pytest.CaptureFixture[str], slug: str
) -> None:
    assert run(folder(comments=COMMENTS, matrix=MATRIX), slug) == 2
    assert f"{at_table.process.slug}  (knowledge)" in capsys.readouterr().err


def test_the_command_says_when_the_stage_is_another(
    at_table: Table, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    at_table.stand(Stage.NEGOTIATION)
    assert run(folder(comments=COMMENTS, matrix=MATRIX), at_table.process.slug) == 2
    assert "stands at negotiation, not at knowledge" in capsys.readouterr().err


# -- real conversations -------------------------------------------------------------------------------------


def real_data() -> Path:
    beside = Path(__file__).resolve().parents[4] / "shared" / "data"
    return Path(os.environ.get("SAMSKAB_TEST_DATA") or beside) / "polis"


REAL = {
    # people, statements, votes after the last one counts, hidden statements
    "american-assembly.bowling-green": (2031, 896, 225_524, 289),
    "brexit-consensus": (204, 50, 5303, 0),
    "london.youth.policing": (27, 39, 638, 3),
    "scoop-hivemind.biodiversity": (536, 316, 29_719, 162),
    "vtaiwan.uberx": (1921, 197, 49_443, 78),
}


@pytest.mark.data
@pytest.mark.parametrize("name", REAL)
def test_a_real_conversation_comes_in_whole(at_table: Table, name: str) -> None:
    there = real_data() / name
    if not there.is_dir():
        pytest.skip(f"no {there}: set SAMSKAB_TEST_DATA to the folder of real conversations")
    imported = read_in(at_table, there).receipt
    people, statements, votes, hidden = REAL[name]
    assert (imported.participants, imported.statements, imported.votes) == (people, statements, votes)
    assert Statement.objects.filter(state="hidden").count() == hidden
    summed = Statement.objects.aggregate(n=Sum("agrees") + Sum("disagrees") + Sum("passes"))["n"]
    assert summed == Vote.objects.count() == votes
