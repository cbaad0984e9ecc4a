"""An opinion map as a document: all that `fit` was given, what it answered, and the same counted again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

import numpy as np

from samskab.methods.outcome import Json

from .calculation import fit
from .result import Carry, Opinion
from .votes import Votes, upsert

FORM = "opinion_map"


def told(opinion: Opinion, statements: Sequence[str]) -> dict[str, Json]:
    """
    Write a fit under the names its statements are known by, numbers unrounded.

    Parameters
    ----------
    opinion : Opinion
        From `fit`.
    statements : sequence of str
        The name of each statement id.

    Returns
    -------
    dict
        Plain JSON; people by the numbers `fit` was given.

    Examples
    --------
    >>> told(fit(upsert([0], [0], [1])), ["light"])["why"]["code"]
    'too_few'
    """
    ids, gate = opinion.group_ids, opinion.gate
    return {
        "method": "opinion",
        "version": opinion.version,
        "seed": opinion.seed,
        "input_sha256": opinion.input_sha256,
        "participants": opinion.n_people,
        "statements": opinion.n_live,
        "votes": opinion.n_votes,
        "distinct_groups": opinion.distinct_groups,
        "why": {
            "code": gate.code,
            "placed": gate.n_placed,
            "votes_needed": gate.fewest_votes,
            "silhouette": {str(k): value for k, value in gate.silhouette.items()},
            "stability": gate.stability,
            "wins": gate.wins,
        },
        "groups": [
            {
                "id": identity,
                "size": size,
                "representative": [
                    {"statement": statements[r.statement], "direction": r.direction, "metric": r.metric}
                    for r in stands
                ],
            }
            for identity, size, stands in zip(ids, opinion.sizes, opinion.representative, strict=True)
        ],
        "assignments": {str(n): group for n, group in enumerate(opinion.group.tolist()) if group >= 0},
        "consensus": [
            {"statement": statements[s.statement], "gac": s.gac, "lowest_group": s.lowest_group}
            for s in opinion.shared
        ],
        "differences": [
            {
                "statement": statements[d.statement],
                "gap": d.gap,
                "most": ids[d.most],
                "share_most": d.share_most,
                "least": ids[d.least],
                "share_least": d.share_least,
            }
            for d in opinion.differences
        ],
        "held_by_few": [
            {"statement": statements[h.statement], "group": ids[h.group], "share": h.share}
            for h in opinion.held_by_few
        ],
    }


def given(
    votes: Votes,
    statements: Sequence[str],
    *,
    previous: Carry | None,
    declared: Mapping[str, Sequence[str | None]],
) -> dict[str, Json]:
    """
    Write everything `fit` is given, so that anyone can give it the same.

    Parameters
    ----------
    votes : Votes
    statements : sequence of str
        The name of each statement id.
    previous : Carry or None
    declared : mapping of str to sequence of (str or None)

    Returns
    -------
    dict
        Plain JSON; `votes` are three columns, sorted: person, statement, vote.

    Examples
    --------
    >>> given(upsert([1, 0], [0, 0], [1, 0]), ["light"], previous=None, declared={})["votes"]
    [[0, 1], [0, 0], [0, 1]]
    """
    person = votes.person_of_row.repeat(votes.votes_by)
    statement = votes.statement_of_column[votes.statement]
    order = np.lexsort((statement, person))
    columns = [person[order].tolist(), statement[order].tolist(), votes.vote[order].tolist()]
    return {
        "statements": list(statements),
        "n_people": votes.n_people,
        "votes": cast("Json", columns),
        "declared": {name: list(groups) for name, groups in declared.items()},
        "previous": None if previous is None else _carried(previous),
    }


def _carried(previous: Carry) -> dict[str, Json]:
    return {
        "basis": previous.basis.tolist(),
        "centres": previous.centres.tolist(),
        "group": previous.group.tolist(),
        "next_id": previous.next_id,
        "k": previous.k,
        "wanted": previous.wanted,
        "wins": previous.wins,
    }


def counted_again(text: str, *, seed: int) -> dict[str, Json]:
    """
    Fit a kept input again.

    Parameters
    ----------
    text : str
        What `given` made, as JSON.
    seed : int
        Of the stored outcome.

    Returns
    -------
    dict
        As `told`.

    Raises
    ------
    KeyError, ValueError
        When the text is not in that form.

    Examples
    --------
    >>> votes = upsert([0], [0], [1])
    >>> kept = json.dumps(given(votes, ["light"], previous=None, declared={}))
    >>> counted_again(kept, seed=0) == told(fit(votes, bridging=False), ["light"])
    True
    """
    kept: dict[str, Any] = json.loads(text)
    person, statement, vote = kept["votes"]
    votes = upsert(person, statement, vote, n_people=kept["n_people"], n_statements=len(kept["statements"]))
    earlier = kept["previous"]
    previous = (
        None
        if earlier is None
        else Carry(
            np.array(earlier["basis"], float).reshape(2, -1),
            np.array(earlier["centres"], float).reshape(-1, 2),
            np.array(earlier["group"], np.int64),
            earlier["next_id"],
            earlier["k"],
            earlier["wanted"],
            earlier["wins"],
        )
    )
    opinion = fit(votes, seed=seed, previous=previous, declared=kept["declared"], bridging=False)
    return told(opinion, kept["statements"])
