"""Votes as they came, made into one table with the last vote of every person on every statement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypedDict

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from samskab.methods.outcome import input_sha256

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.int8]

CHUNK = 1 << 19  # votes handled at once: temporary arrays stay a few megabytes at any size
_HIGHEST_ID = 2**31 - 2
_PACKED_LIMIT = 2**29
_VOTE_WEIGHT = np.array([7.0, 3.0, 1.0])  # disagree, pass, agree: only used to tell profiles apart


class VotesRefusedError(ValueError):
    """Votes that cannot be read as votes; `code` says why and `parameters` where."""

    def __init__(self, code: str, **parameters: object) -> None:
        """Keep the code and its parameters: the caller has the words."""
        super().__init__(f"{code} {parameters}")
        self.code = code
        self.parameters = parameters


@dataclass(frozen=True, eq=False)
class Votes:
    """The last vote of each person on each live statement, by person.

    Rows and columns stand in *canonical order*: sorted by what was voted, not by name. Two tables that differ
    only in the order of rows or in the names of people and statements are therefore the same table, bit for
    bit, and so is everything computed from them.

    Attributes
    ----------
    start : int64[n + 1]
        Row i's votes are ``statement[start[i]:start[i + 1]]``.
    statement : int32[v]
        Canonical column of each vote, ascending within a row.
    vote : int8[v]
        1 agree, 0 pass, -1 disagree.
    person_of_row : int32[n]
        The caller's person id of each row; every person has a row, also one without votes.
    statement_of_column : int32[m]
        The caller's statement id of each column; only live statements have a column.
    agree, disagree, seen : int64[m]
        Plain counts per column; ``seen`` includes passes.
    n_statements : int
        How many statements the caller has, the moderated included.
    n_given, n_revotes, n_moderated : int
        Rows given; rows replaced by a later vote; last votes left out because their statement is not live.
    sha256 : str
        Hash of the counted table in the caller's ids (see `upsert`).
    """

    start: Longs
    statement: Ints
    vote: Bytes
    person_of_row: Ints
    statement_of_column: Ints
    agree: Longs
    disagree: Longs
    seen: Longs
    n_statements: int
    n_given: int
    n_revotes: int
    n_moderated: int
    sha256: str

    @property
    def n_people(self) -> int:
        """Rows of the table."""
        return len(self.start) - 1

    @property
    def n_live(self) -> int:
        """Columns of the table."""
        return len(self.statement_of_column)

    @property
    def n_votes(self) -> int:
        """Counted votes, passes included."""
        return len(self.vote)

    @property
    def votes_by(self) -> Longs:
        """Votes per row."""
        return np.diff(self.start)


def upsert(
    person: npt.ArrayLike,
    statement: npt.ArrayLike,
    vote: npt.ArrayLike,
    *,
    n_people: int | None = None,
    n_statements: int | None = None,
    live: npt.ArrayLike | None = None,
) -> Votes:
    """Keep the last vote of every person on every statement, in canonical order.

    Parameters
    ----------
    person, statement : int[v]
        Dense ids made by the caller, one entry per vote in the order they were cast. Inputs are not changed.
    vote : int[v]
        1 agree, 0 pass, -1 disagree. (Inside Polis' database agree is -1; its exports already flip the sign.)
    n_people, n_statements : int, optional
        How many there are; default: the highest id + 1.
    live : bool[n_statements], optional
        False for statements moderated out: they get no column at all, rather than a column of zeros.

    Returns
    -------
    Votes

    Raises
    ------
    VotesRefusedError
        ``lengths_differ``, ``unknown_vote`` (with the row), ``not_whole``, ``negative_id``, ``id_too_large``.

    Notes
    -----
    The hash is `outcome.input_sha256` of n_people, n_statements, the live mask (bool), then person (int32),
    statement (int32) and vote (int8) of the last votes on live statements, sorted by person, then statement.
    Cost: O(v), four counting sorts at most; no comparison sort of votes.

    Examples
    --------
    Ann agrees, then changes her mind; Bo passes.

    >>> table = upsert([0, 1, 0], [0, 0, 0], [1, 0, -1])
    >>> table.n_votes, table.n_revotes, table.disagree.tolist(), table.seen.tolist()
    (2, 1, [1], [2])
    """
    people, statements, votes = _checked(person, statement, vote)
    n = _size(people, n_people, "person")
    m = _size(statements, n_statements, "statement")
    living = np.ones(m, bool) if live is None else np.asarray(live, bool)
    if len(living) != m:
        raise VotesRefusedError("lengths_differ", live=len(living), statements=m)
    n_given = len(votes)
    people, statements, votes = _last_votes(people, statements, votes, n, m)
    n_last = len(votes)
    if not living.all():
        keep = living[statements]
        people, statements, votes = people[keep], statements[keep], votes[keep]
    digest = input_sha256(n, m, living, people, statements, votes)
    columns = np.flatnonzero(living).astype(np.int32)
    column_of = np.full(m, -1, np.int32)
    column_of[columns] = np.arange(len(columns), dtype=np.int32)
    ordered = _canonical((people, column_of[statements], votes), n, columns)
    return Votes(
        **ordered,
        n_statements=m,
        n_given=n_given,
        n_revotes=n_given - n_last,
        n_moderated=n_last - len(votes),
        sha256=digest,
    )


def _checked(
    person: npt.ArrayLike, statement: npt.ArrayLike, vote: npt.ArrayLike
) -> tuple[Ints, Ints, Bytes]:
    people, statements, votes = np.asarray(person), np.asarray(statement), np.asarray(vote)
    if not len(people) == len(statements) == len(votes):
        raise VotesRefusedError(
            "lengths_differ", person=len(people), statement=len(statements), vote=len(votes)
        )
    if not len(votes):
        return np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.int8)
    if votes.min() < -1 or votes.max() > 1 or (votes.dtype.kind == "f" and (votes % 1).any()):
        row = int(np.flatnonzero(~np.isin(votes, (-1, 0, 1)))[0])
        raise VotesRefusedError("unknown_vote", row=row, vote=float(votes[row]))
    return _whole(people, "person"), _whole(statements, "statement"), votes.astype(np.int8, copy=False)


def _whole(ids: npt.NDArray[np.generic], name: str) -> Ints:
    """Ids as int32; anything that would change by becoming one is refused."""
    if ids.dtype.kind not in "iu":
        raise VotesRefusedError("not_whole", of=name, kind=str(ids.dtype))
    low, high = int(ids.min()), int(ids.max())
    if low < 0:
        raise VotesRefusedError("negative_id", of=name, id=low)
    if high > _HIGHEST_ID:
        raise VotesRefusedError("id_too_large", of=name, id=high, limit=_HIGHEST_ID)
    return ids.astype(np.int32, copy=False)


def _size(ids: Ints, given: int | None, name: str) -> int:
    if not len(ids):
        return given or 0
    high = int(ids.max())
    if given is not None and high >= given:
        raise VotesRefusedError("id_too_large", of=name, id=high, limit=given)
    return high + 1 if given is None else given


def _last_votes(people: Ints, statements: Ints, votes: Bytes, n: int, m: int) -> tuple[Ints, Ints, Bytes]:
    """Sort by person and statement and keep the last of equal pairs; free when already strictly sorted."""
    if _strictly_sorted(people, statements):
        return people, statements, votes
    table = _by_row(people, statements, votes, (n, m))
    last = np.ones(len(votes), bool)
    last[:-1] = table.indices[1:] != table.indices[:-1]
    edges = table.indptr[1:-1]
    last[edges[(edges > 0) & (edges < len(votes))] - 1] = True
    person = np.repeat(np.arange(n, dtype=np.int32), np.diff(table.indptr))
    return person[last], table.indices[last].astype(np.int32, copy=False), table.data[last]


def _strictly_sorted(people: Ints, statements: Ints) -> bool:
    for lo in range(0, len(people) - 1, CHUNK):
        p, s = people[lo : lo + CHUNK + 1], statements[lo : lo + CHUNK + 1]
        if not ((p[1:] > p[:-1]) | ((p[1:] == p[:-1]) & (s[1:] > s[:-1]))).all():
            return False
    return True


def _by_row(rows: Ints, columns: Ints, votes: Bytes, shape: tuple[int, int]) -> sp.csr_matrix:
    """Votes by row, then column, then as given: two stable counting sorts that never sum equal cells.

    Turning a table with one entry per column sorts entries by row and keeps their order. First by column,
    with row and vote packed into one number; then by row.
    """
    n, m = shape
    wide = np.int32 if n < _PACKED_LIMIT and len(votes) <= _HIGHEST_ID else np.int64
    ends = np.arange(len(votes) + 1, dtype=wide)
    packed: npt.NDArray[Any] = rows.astype(wide)
    packed <<= 2
    packed |= votes + np.int8(1)
    by_column = sp.csc_matrix((packed, columns, ends), shape=(m, len(votes))).tocsr()
    packed, starts = by_column.data, by_column.indptr
    turned = sp.csc_matrix(((packed & 3).astype(np.int8) - np.int8(1), packed >> 2, starts), shape=shape)
    return turned.tocsr()


def _mixed(*counts: Floats | Longs) -> npt.NDArray[np.uint64]:
    """A 64-bit mix of whole numbers: equal numbers give equal mixes on every machine."""
    mix = np.zeros(len(counts[0]), np.uint64)
    for count in counts:
        mix ^= count.astype(np.int64).view(np.uint64)
        mix *= np.uint64(0x9E3779B97F4A7C15)
        mix ^= mix >> np.uint64(29)
        mix *= np.uint64(0xBF58476D1CE4E5B9)
        mix ^= mix >> np.uint64(32)
    return mix


def chunks(total: int, cells: int = 0) -> Iterator[slice]:
    """Slices of votes, short enough for memory and long beside the cells they fill."""
    step = max(CHUNK, 4 * cells)
    for lo in range(0, total, step):
        yield slice(lo, min(total, lo + step))


def _tally(ids: Ints, votes: Bytes, size: int) -> tuple[Longs, Longs, Longs]:
    """Agree, disagree and seen per id."""
    cells = np.zeros(3 * size, np.int64)
    for part in chunks(len(votes), size):
        cells += np.bincount(ids[part] * np.int64(3) + (votes[part] + 1), minlength=3 * size)
    table = cells.reshape(size, 3)
    return table[:, 2].copy(), table[:, 0].copy(), table.sum(1)


class _Ordered(TypedDict):
    """The arrays of `Votes`."""

    start: Longs
    statement: Ints
    vote: Bytes
    person_of_row: Ints
    statement_of_column: Ints
    agree: Longs
    disagree: Longs
    seen: Longs


def _canonical(table: tuple[Ints, Ints, Bytes], n: int, statement_of_column: Ints) -> _Ordered:
    """Order rows and columns by content.

    Keys are sums of whole numbers below 2^53, exact in float64 and so the same in every order of adding:
    first a statement's counts and who voted on it, then a person's counts and which statements. People who
    share a key voted alike (or, once in billions, collide): whichever comes first, the table reads the same.
    """
    people, columns, votes = table
    m = len(statement_of_column)
    agree, disagree, seen = _tally(columns, votes, m)
    by_agree, by_disagree, by_seen = _tally(people, votes, n)
    bits = 50 - max(1, int(max(m, 1)).bit_length())
    person_mark = (_mixed(by_seen, by_agree, by_disagree) >> np.uint64(64 - 20)).astype(np.float64)
    voters = np.zeros(m)
    for part in chunks(len(votes)):
        voters += np.bincount(columns[part], person_mark[people[part]] * _VOTE_WEIGHT[votes[part] + 1], m)
    statement_mark = (_mixed(seen, agree, disagree, voters) >> np.uint64(64 - min(bits, 36))).astype(
        np.float64
    )
    profile = np.zeros(n)
    for part in chunks(len(votes), n):
        marks = statement_mark[columns[part]] * _VOTE_WEIGHT[votes[part] + 1]
        _add_at_people(profile, people[part], marks)
    column_order = np.lexsort((voters, disagree, agree, seen))
    row_order = np.lexsort((profile, by_disagree, by_agree, by_seen))
    row_of = _inverse(row_order)
    turned = _by_row(row_of[people], _inverse(column_order)[columns], votes, (n, m))
    return _Ordered(
        start=turned.indptr.astype(np.int64),
        statement=turned.indices.astype(np.int32, copy=False),
        vote=turned.data,
        person_of_row=row_order.astype(np.int32),
        statement_of_column=statement_of_column[column_order],
        agree=agree[column_order],
        disagree=disagree[column_order],
        seen=seen[column_order],
    )


def _add_at_people(total: Floats, people: Ints, marks: Floats) -> None:
    """Add marks to their people; those of one chunk mostly lie close together: count only that span."""
    low = int(people.min())
    part = np.bincount(people - low, marks)
    total[low : low + len(part)] += part


def _inverse(order: npt.NDArray[np.intp]) -> Ints:
    inverse = np.empty(len(order), np.int32)
    inverse[order] = np.arange(len(order), dtype=np.int32)
    return inverse
