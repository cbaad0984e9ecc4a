"""What one calculation hands out, and what it hands to the next."""

from __future__ import annotations

from dataclasses import dataclass, field

from .bridging import BridgingScore
from .consensus import Difference, HeldByFew, Shared
from .gate import Gate
from .published import Majority
from .statistics import GroupCounts, GroupTests, Representative
from .votes import Floats, Longs


@dataclass(frozen=True, eq=False)
class Carry:
    """What a fit hands to the next, in the caller's ids, so that maps and group names do not jump.

    Attributes
    ----------
    basis : float64[2, n_statements]
        0 for statements without a column.
    centres : float64[k, 2]
    group : int64[n_people]
        Group identity of each person, -1 = none; of the last fit that had groups.
    next_id : int
        First group identity never used.
    k, wanted, wins : int
        From the gate.
    """

    basis: Floats
    centres: Floats
    group: Longs
    next_id: int
    k: int
    wanted: int
    wins: int


@dataclass(frozen=True, eq=False)
class DeclaredGroups:
    """Groups people have said they belong to: party kind, area, or basis (experience, profession, office).

    Attributes
    ----------
    name : str
        What kind of groups.
    group_names : tuple of str
        Declared groups with enough members.
    counts : GroupCounts
        By column of the result, one row per group name.
    size : tuple of int
        Members with a vote.
    left_out : int
        Groups with too few members to be shown or compared; their votes count everywhere else.
    """

    name: str
    group_names: tuple[str, ...]
    counts: GroupCounts
    size: tuple[int, ...]
    left_out: int


@dataclass(frozen=True, eq=False)
class Opinion:
    """Which views exist, what holds together across them, what separates them, and is there more than one.

    Statement numbers in the lists, and the columns of every array over statements, are the caller's ids;
    statements that are not live have NaN or 0. Group numbers in ``shared``, ``differences`` and
    ``held_by_few`` are rows of the counts; ``group_ids`` gives each row its lasting identity.

    Attributes
    ----------
    method, version, seed, input_sha256
        Enough to recount; the hash is described in `upsert`.
    n_people, n_voters, n_statements, n_live, n_votes, n_revotes, n_moderated : int
        Nothing is dropped silently: people known, people with a vote, statements, live ones, last votes
        counted, votes replaced by a later one, last votes on statements moderated out.
    mean : float64[n_statements]
    basis : float64[2, n_statements]
    position : float64[n_people, 2]
        NaN for people without votes.
    group : int64[n_people]
        Lasting group identity; -1 = not placed (too few votes).
    group_ids : tuple of int
    sizes : tuple of int
    centres : float64[k, 2]
    gate : Gate
    plane_rounds, plane_warm
        How the axes were found.
    counts, tests
        int64 or float64 [k, n_statements].
    representative : tuple per group of tuple of Representative
    majority : Majority
    shared, differences, held_by_few
        See `what_we_share`, `where_we_differ`, `much_to_few`.
    declared : tuple of DeclaredGroups
    extremity : float64[n_statements]
    bridging : BridgingScore or None
        Over the caller's statements.
    rounds, ties : int
        Rounds of the k-means that found the groups; 0: statements that are equal at the last place of a list
        all stand, so no lot is drawn.
    carry : Carry
        For the next fit.
    """

    method: str
    version: int
    seed: int
    input_sha256: str
    n_people: int
    n_voters: int
    n_statements: int
    n_live: int
    n_votes: int
    n_revotes: int
    n_moderated: int
    mean: Floats
    basis: Floats
    position: Floats
    group: Longs
    group_ids: tuple[int, ...]
    sizes: tuple[int, ...]
    centres: Floats
    gate: Gate
    plane_rounds: int
    plane_warm: bool
    counts: GroupCounts
    tests: GroupTests
    representative: tuple[tuple[Representative, ...], ...]
    majority: Majority
    shared: tuple[Shared, ...]
    differences: tuple[Difference, ...]
    held_by_few: tuple[HeldByFew, ...]
    declared: tuple[DeclaredGroups, ...]
    extremity: Floats
    bridging: BridgingScore | None
    rounds: int
    ties: int
    carry: Carry = field(repr=False)

    @property
    def distinct_groups(self) -> bool:
        """Whether there is more than one group."""
        return len(self.group_ids) > 1
