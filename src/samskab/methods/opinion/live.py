"""One vote at a time: counts, the voter's place and group, and what the statement means now."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from samskab.methods.intervals import wilson

from .calculation import fit
from .gate import FEWEST_VOTES
from .plane import RIDGE
from .result import Carry, Opinion
from .routing import priorities
from .statistics import FEWEST_SEEN, GroupCounts, GroupTests, run_tests
from .votes import Bytes, Floats, Longs, Votes, VotesRefusedError, upsert

REFIT_VOTES = 20
REFIT_SHARE = 0.01


@dataclass(frozen=True)
class Effect:
    """What one vote changed.

    Attributes
    ----------
    statement, person : int
    group : int
        Row of the counts the voter now belongs to; -1 = not placed.
    moved_from : int
        The row they belonged to before.
    gac : float
        Geometric group-aware consensus of the statement, now.
    lowest_group : float or None
        Its lowest lower bound over groups; None until every group has heard it.
    refit_due : bool
        Whether the next fit should not wait.
    """

    statement: int
    person: int
    group: int
    moved_from: int
    gac: float
    lowest_group: float | None
    refit_due: bool


class LiveOpinion:
    """A fitted conversation that takes votes. One writer per conversation; readers may read between votes.

    The axes and group centres stay as fitted until `refit`: other people's places move slightly when a
    statement's mean moves, and that waits. Counts never wait and are always exact.

    Parameters
    ----------
    votes : Votes
        What was fitted.
    opinion : Opinion
        Its fit.

    Examples
    --------
    >>> from samskab.methods.opinion import upsert, fit
    >>> person, statement = (a.ravel() for a in np.indices((40, 10)))
    >>> votes = upsert(person, statement, np.where((person < 20) == (statement < 5), 1, -1))
    >>> live = LiveOpinion(votes, fit(votes))
    >>> effect = live.cast(person=0, statement=0, vote=-1)
    >>> effect.moved_from == effect.group, int(live.counts.disagree[:, 0].sum())
    (True, 21)
    """

    def __init__(self, votes: Votes, opinion: Opinion) -> None:
        """Copy what changes; the fit itself stays as it is."""
        self._votes, self._opinion = votes, opinion
        self._row_of = np.argsort(votes.person_of_row)
        self._changed: dict[int, tuple[Longs, Bytes]] = {}
        self._order: list[tuple[int, int, int]] = []
        counts = opinion.counts
        self.counts = GroupCounts(counts.agree.copy(), counts.disagree.copy(), counts.seen.copy())
        columns, total = votes.statement_of_column, opinion.n_statements
        self._balance, self._seen = np.zeros(total), np.zeros(total)
        self._balance[columns], self._seen[columns] = votes.agree - votes.disagree, votes.seen
        self._live = np.zeros(total, bool)
        self._live[columns] = True
        place = {identity: g for g, identity in enumerate(opinion.group_ids)}
        self._group = [place.get(g, -1) for g in opinion.group.tolist()]
        self._position: dict[int, tuple[float, float]] = {}
        self._centres = [tuple(c) for c in opinion.centres.tolist()]
        self._fewest = max(1, min(FEWEST_VOTES, votes.n_live))

    def cast(self, *, person: int, statement: int, vote: int) -> Effect:
        """Take one vote; a new vote on the same statement replaces the old one.

        Parameters
        ----------
        person : int
            The next free id is a new person; no ids may be skipped.
        statement : int
            Must be live in the fit; a new statement needs a `refit` first.
        vote : int
            1, 0 or -1.

        Returns
        -------
        Effect

        Raises
        ------
        VotesRefusedError
            ``unknown_vote``, ``unknown_statement`` or ``id_too_large``. Nothing has changed then.

        Notes
        -----
        Cost: O(votes of this person) + O(groups).
        """
        self._require(person, statement, vote)
        if person == len(self._group):
            self._group.append(-1)
        old = self._replace(person, statement, vote)
        self._order.append((person, statement, vote))
        self._balance[statement] += vote - (old or 0)
        self._seen[statement] += old is None
        group = self._group[person]
        if group >= 0:
            if old is not None:
                self._count(group, statement, old, -1)
            self._count(group, statement, vote, 1)
        moved_from, group = group, self._settle(person, group)
        gac, lowest = self._column(statement)
        return Effect(statement, person, group, moved_from, gac, lowest, self.refit_due)

    def _require(self, person: int, statement: int, vote: int) -> None:
        if vote not in (-1, 0, 1):
            raise VotesRefusedError("unknown_vote", vote=vote)
        if not (0 <= statement < len(self._live) and self._live[statement]):
            raise VotesRefusedError("unknown_statement", statement=statement)
        if not 0 <= person <= len(self._group):
            raise VotesRefusedError("id_too_large", of="person", id=person, limit=len(self._group) + 1)

    def _replace(self, person: int, statement: int, vote: int) -> int | None:
        """Note the vote among this person's own and return the one it replaces."""
        if person not in self._changed:
            self._changed[person] = self._votes_of(person)
        ids, cast = self._changed[person]
        at = np.flatnonzero(ids == statement)
        if len(at):
            old = int(cast[at[0]])
            cast[at[0]] = vote
            return old
        self._changed[person] = np.append(ids, statement), np.append(cast, np.int8(vote))
        return None

    def _votes_of(self, person: int) -> tuple[Longs, Bytes]:
        if person >= len(self._row_of):
            return np.zeros(0, np.int64), np.zeros(0, np.int8)
        row = self._row_of[person]
        mine = slice(self._votes.start[row], self._votes.start[row + 1])
        ids = self._votes.statement_of_column[self._votes.statement[mine]].astype(np.int64)
        return ids, self._votes.vote[mine].copy()

    def _count(self, group: int, statement: int, vote: int, step: int) -> None:
        self.counts.seen[group, statement] += step
        if vote == 1:
            self.counts.agree[group, statement] += step
        elif vote == -1:
            self.counts.disagree[group, statement] += step

    def _settle(self, person: int, group: int) -> int:
        """Place the voter by all their votes and move them, and their votes, to the nearest group."""
        ids, cast = self._changed[person]
        x, y = self._position[person] = self._place(ids, cast)
        if len(self._centres) == 1:
            target = 0
        elif len(ids) < self._fewest and group < 0:
            target = -1
        else:
            apart = [(x - cx) ** 2 + (y - cy) ** 2 for cx, cy in self._centres]
            target = apart.index(min(apart))
        if target != group:
            for row, step in ((group, -1), (target, 1)):
                if row >= 0:
                    self.counts.seen[row, ids] += step
                    self.counts.agree[row, ids] += step * (cast == 1)
                    self.counts.disagree[row, ids] += step * (cast == -1)
            self._group[person] = target
        return target

    def _place(self, ids: Longs, cast: Bytes) -> tuple[float, float]:
        a, b = self._opinion.basis[:, ids]
        d = cast - self._balance[ids] / self._seen[ids]
        saa, sbb, sab = float(a @ a) + RIDGE, float(b @ b) + RIDGE, float(a @ b)
        ra, rb = float(a @ d), float(b @ d)
        det = saa * sbb - sab * sab
        return (ra * sbb - rb * sab) / det, (rb * saa - ra * sab) / det

    def _column(self, statement: int) -> tuple[float, float | None]:
        agree, seen = self.counts.agree[:, statement].tolist(), self.counts.seen[:, statement].tolist()
        gac = math.prod((a + 1) / (s + 2) for a, s in zip(agree, seen, strict=True)) ** (1 / len(seen))
        if min(seen) < FEWEST_SEEN:
            return gac, None
        lower, _ = wilson(np.array(agree), np.array(seen))
        return gac, float(lower.min())

    @property
    def refit_due(self) -> bool:
        """After 20 votes or one new vote in a hundred, whichever is more; the caller adds its own clock."""
        return len(self._order) >= max(REFIT_VOTES, REFIT_SHARE * self._votes.n_votes)

    def group_of(self, person: int) -> int:
        """Lasting identity of a person's group.

        Parameters
        ----------
        person : int

        Returns
        -------
        int
            -1 = not placed.
        """
        row = self._group[person]
        return self._opinion.group_ids[row] if row >= 0 else -1

    def position_of(self, person: int) -> tuple[float, float]:
        """Where a person stands now.

        Parameters
        ----------
        person : int

        Returns
        -------
        (float, float)
        """
        spot = self._position.get(person)
        return spot if spot is not None else (
            float(self._opinion.position[person, 0]), float(self._opinion.position[person, 1])
        )  # fmt: skip

    def tests(self) -> GroupTests:
        """All statistics as the counts stand now.

        Returns
        -------
        GroupTests
        """
        return run_tests(self.counts)

    def priorities(self) -> Floats:
        """Routing weights as the counts stand now, not as they stood at the last fit.

        Returns
        -------
        float64[n_statements]
        """
        c = self.counts
        return priorities(
            c.agree.sum(0), c.disagree.sum(0), c.seen.sum(0), self._opinion.extremity, live=self._live
        )

    def votes(self, *, live: np.ndarray | None = None, n_statements: int | None = None) -> Votes:
        """All votes, the new ones after the old.

        Parameters
        ----------
        live : bool[n_statements], optional
            A new live mask, for instance after moderation; votes on statements that were not live at the last
            fit are not known here.
        n_statements : int, optional
            More statements than before.

        Returns
        -------
        Votes
        """
        old = self._votes
        person = np.repeat(old.person_of_row, old.votes_by)
        new = np.array(self._order, np.int32).reshape(-1, 3)
        total = n_statements or len(self._live)
        mask = np.concatenate([self._live, np.ones(total - len(self._live), bool)]) if live is None else live
        return upsert(
            np.concatenate([person, new[:, 0]]),
            np.concatenate([old.statement_of_column[old.statement], new[:, 1]]),
            np.concatenate([old.vote, new[:, 2].astype(np.int8)]),
            n_people=len(self._group),
            n_statements=total,
            live=mask,
        )

    def refit(self, **options: object) -> LiveOpinion:
        """Fit all votes anew, starting warm, with groups keeping their identity.

        Parameters
        ----------
        **options
            As for `fit`; ``seed`` stays as it was unless given.

        Returns
        -------
        LiveOpinion
            A new one; this one may go on serving readers.
        """
        votes = self.votes()
        carry: Carry = self._opinion.carry
        given = {"seed": self._opinion.seed, **options}
        return LiveOpinion(votes, fit(votes, previous=carry, **given))  # type: ignore[arg-type]  # options of fit

    @property
    def opinion(self) -> Opinion:
        """The fit this one started from."""
        return self._opinion
