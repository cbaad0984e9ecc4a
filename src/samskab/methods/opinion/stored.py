"""An opinion as a file: it carries what it was counted from, or points to it, so it can be counted again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import cast

from samskab.methods.outcome import Json, Reader

from .calculation import fit
from .kept import FORM, counted_again, told
from .reading import Ballots, read_ballots
from .result import Opinion
from .votes import upsert

FILES = "votes"


def count(ballots: Ballots, *, seed: int) -> Opinion:
    """
    Fit the votes of an exported conversation.

    Parameters
    ----------
    ballots : Ballots
    seed : int

    Returns
    -------
    Opinion
        Without the group-free score.

    Raises
    ------
    VotesRefusedError
        See `upsert`.
    """
    votes = upsert(
        ballots.person,
        ballots.statement,
        ballots.vote,
        n_people=len(ballots.people),
        n_statements=len(ballots.statements),
        live=ballots.live,
    )
    return fit(votes, seed=seed, bridging=False)


def document(opinion: Opinion, ballots: Ballots) -> dict[str, Json]:
    """
    Write an opinion under the names the file uses; numbers unrounded.

    Parameters
    ----------
    opinion : Opinion
    ballots : Ballots
        What it was counted from.

    Returns
    -------
    dict
        Plain JSON.
    """
    found = told(opinion, ballots.statements)
    why = cast("dict[str, Json]", found["why"])
    found["why"] = why | {
        "not_placed": opinion.n_people - opinion.gate.n_placed,
        "without_counted_votes": opinion.n_people - opinion.n_voters,
        "moderated_statements": opinion.n_statements - opinion.n_live,
        "moderated_votes": opinion.n_moderated,
        "revotes": opinion.n_revotes,
    }
    found["groups"] = [group for group in cast("list[dict[str, Json]]", found["groups"]) if group["size"]]
    found["assignments"] = {
        name: group for name, group in zip(ballots.people, opinion.group.tolist(), strict=True) if group >= 0
    }
    return found | {"rounds": opinion.rounds, "ties": opinion.ties}


def store(opinion: Opinion, ballots: Ballots, *, file: str) -> dict[str, Json]:
    """
    Write an opinion that can be recounted.

    Parameters
    ----------
    opinion : Opinion
    ballots : Ballots
    file : str
        The file or folder it was read from. The votes are not carried.

    Returns
    -------
    dict
        As `document`, and ``input``.
    """
    return document(opinion, ballots) | {"input": {"form": FILES, "file": file, "sha256": ballots.sha256}}


def rerun(stored: Mapping[str, Json], read: Reader) -> dict[str, Json]:
    """
    Count a stored opinion again from its input.

    Parameters
    ----------
    stored : mapping
        An outcome with its ``input``.
    read : Reader
        Takes ``stored["input"]``, gives its text or where its file or folder lies.

    Returns
    -------
    dict
        The fields of the new count.

    Raises
    ------
    KeyError, ValueError, OSError
        When the stored outcome lacks its input, or the input is of another form or not the same.
    """
    source, seed = cast("dict[str, Json]", stored["input"]), cast("int", stored["seed"])
    if source.get("form") == FORM:
        return counted_again(read(source), seed=seed)
    if source.get("form") != FILES:
        message = f"unknown form {source.get('form')!r}"
        raise ValueError(message)
    place: Path = read.path(source)
    ballots = read_ballots(place)
    if ballots.sha256 != source["sha256"]:
        message = f"{place} is not the input this outcome was counted from (SHA-256 differs)"
        raise ValueError(message)
    return document(count(ballots, seed=seed), ballots)
