"""Files as people have them: two forms, moderation, and errors that name file and line."""

import hashlib

import numpy as np
import pytest

from samskab.methods.opinion import reading
from samskab.methods.opinion.reading import UnreadableError, read_ballots


def cells(ballots):
    return [
        (ballots.people[p], ballots.statements[s], v)
        for p, s, v in zip(
            ballots.person.tolist(), ballots.statement.tolist(), ballots.vote.tolist(), strict=True
        )
    ]


def written(tmp_path, text, name="votes.csv"):
    file = tmp_path / name
    file.write_bytes(text.encode())
    return file


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "end"])
def test_a_plain_list_is_read_in_order(tmp_path, ending, last):
    text = ending.join(["participant,statement,vote", "7,100,1", "12,100,-1", "7,3,0"])
    ballots = read_ballots(written(tmp_path, text + (ending if last else "")))
    assert cells(ballots) == [("7", "100", 1), ("12", "100", -1), ("7", "3", 0)]
    assert ballots.live.all()


def test_both_ways_of_reading_a_list_agree(tmp_path, monkeypatch):
    rng = np.random.default_rng(0)
    columns = rng.integers(0, 40, 500), rng.integers(-1, 2, 500), rng.integers(0, 10**8, 500)
    rows = [",".join(map(str, row)) for row in zip(*(part.tolist() for part in columns), strict=True)]
    file = written(tmp_path, "statement,vote,participant\n" + "\n".join(rows))
    monkeypatch.setattr(reading, "_BLOCK", 700)
    fast = read_ballots(file)
    monkeypatch.setattr(reading, "_read_numbers", lambda *_: None)
    assert cells(fast) == cells(read_ballots(file))


@pytest.mark.parametrize("row", ["a,1,1", "007,1,1", "1,s 1,1", '"1",1,1', "1,1,+1"])
def test_names_that_are_not_numbers_are_kept_as_they_stand(tmp_path, row):
    file = written(tmp_path, f"participant,statement,vote\n7,1,1\n{row}\n")
    if row.endswith("+1"):
        with pytest.raises(UnreadableError):
            read_ballots(file)
    else:
        assert cells(read_ballots(file))[1][:2] == tuple(part.strip('"') for part in row.split(",")[:2])


def test_a_byte_order_mark_and_blank_lines_do_no_harm(tmp_path):
    file = written(tmp_path, "\ufeffparticipant,statement,vote\nÅse,1,1\n\nBo,1,-1\n")
    assert cells(read_ballots(file)) == [("Åse", "1", 1), ("Bo", "1", -1)]


@pytest.mark.parametrize("text", ["", "participant,statement,vote\n"])
def test_a_list_without_votes_is_an_empty_conversation(tmp_path, text):
    ballots = read_ballots(written(tmp_path, text))
    assert cells(ballots) == []
    assert ballots.people == []


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("participant,statement,vote\n1,1,1\n1,2,5\n", 3, "unknown_vote"),
        ("participant,statement,vote\na,1,yes\n", 2, "unknown_vote"),
        ("participant,statement,vote\na,1\n", 2, "short_row"),
        ("participant,vote\n1,1\n", 1, "missing_column"),
        ("timestamp,participant,statement,vote\nnoon,a,1,1\n", 2, "unknown_timestamp"),
    ],
)
def test_an_error_names_the_file_and_the_line(tmp_path, text, line, code):
    file = written(tmp_path, text)
    with pytest.raises(UnreadableError) as error:
        read_ballots(file)
    assert (error.value.code, error.value.line) == (code, line)
    assert f"{file}:{line}" in str(error.value)


def test_what_is_not_there_or_not_text_is_said(tmp_path):
    with pytest.raises(UnreadableError, match="not_found"):
        read_ballots(tmp_path / "nothing.csv")
    with pytest.raises(UnreadableError, match="no_votes_file"):
        read_ballots(tmp_path)
    file = tmp_path / "latin.csv"
    file.write_bytes("participant,statement,vote\nÅse,1,1\n".encode("latin-1"))
    with pytest.raises(UnreadableError, match="not_text"):
        read_ballots(file)


def test_a_folder_in_the_long_form_counts_the_latest_vote_by_its_time(tmp_path):
    written(tmp_path, "timestamp,datetime,comment-id,voter-id,vote\n20,b,0,5,-1\n10,a,0,5,1\n30,c,1,5,0\n")
    written(tmp_path, 'comment-id,moderated,comment-body\n0,1,yes\n1,-1,"no, never"\n', "comments.csv")
    ballots = read_ballots(tmp_path)
    assert cells(ballots) == [("5", "0", 1), ("5", "0", -1), ("5", "1", 0)]
    assert ballots.live.tolist() == [True, False]


def test_a_folder_in_the_wide_form_reads_what_is_filled_in(tmp_path):
    head = "participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,0,3"
    text = f"{head}\n4,,1,0,1,1,0,1,\n9,,,0,2,0,1,-1,0\n"
    written(tmp_path, text, "participants-votes.csv")
    assert cells(read_ballots(tmp_path)) == [("4", "0", 1), ("9", "0", -1), ("9", "3", 0)]


def test_hashes_can_be_made_with_sha256sum(tmp_path):
    file = written(tmp_path, "participant,statement,vote\n1,1,1\n")
    one = hashlib.sha256(file.read_bytes()).hexdigest()
    assert read_ballots(file).sha256 == one
    comments = written(tmp_path, "comment-id,moderated\n1,1\n", "comments.csv")
    two = hashlib.sha256(comments.read_bytes()).hexdigest()
    listing = f"{two}  comments.csv\n{one}  votes.csv\n"
    assert read_ballots(tmp_path).sha256 == hashlib.sha256(listing.encode()).hexdigest()
