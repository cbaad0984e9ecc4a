"""The whole rule: Equal Shares, the completion that uses the rest, and every step explained."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np
from threadpoolctl import threadpool_limits

from samskab.methods.outcome import input_sha256
from samskab.methods.sharing.election import BadElectionError, Election, Money, draw_lot
from samskab.methods.sharing.fixed import Run, Tie, Utility, run_fixed
from samskab.methods.sharing.greedy import Comparison, Greedy, compare, most_votes_first
from samskab.methods.sharing.ledger import Ledger
from samskab.methods.sharing.roll import Roll, make_roll

METHOD = "sharing"
VERSION = 1

Completion = Literal[
    "none", "utilitarian", "add1", "add1-exhaustive", "add1-utilitarian", "add1-exhaustive-utilitarian"
]
Stopped = Literal["fixed", "exhaustive", "next_over_budget", "all_funded", "no_voters", "no_projects"]
Progress = Callable[[int, Fraction], None]


@dataclass(frozen=True)
class Rule:
    """
    Everything that must be published before the vote.

    Attributes
    ----------
    utility : {"cost", "cardinality"}
        What a funded project is worth to a supporter: its price, or 1; times points on cumulative ballots.
    completion : str
        ``none``: leftovers are kept. ``add1``: raise everyone's endowment by `step` and count again from
        the start, until the next outcome would cost more than the budget. ``add1-exhaustive``: the same,
        but stop as soon as no unfunded project with a vote fits in what is left. ``utilitarian``: fund
        what fits, most votes first; alone or after the others.
    step : int or Fraction
        Currency units per voter, above 0.
    compare : bool
        Use the greedy outcome when more voters prefer it; voters without a project count with 0.
    """

    utility: Utility = "cost"
    completion: Completion = "add1-exhaustive"
    step: Money = 1
    compare: bool = False


@dataclass(frozen=True)
class Purchase:
    """
    One round: what was bought and who paid.

    Attributes
    ----------
    round : int
        From 1.
    project : str
        Its id.
    cost : int or Fraction
        Currency units.
    effective_votes : float
        The figure that won the round, rounded; exactly `worth` / `payment`.
    worth : int or Fraction
        The project's utility per point.
    payment : Fraction
        Currency units per point from each supporter who holds that much.
    n_pay_in_full, n_pay_all : int
        Supporters who pay `payment` times their points, and who give the less that they still hold.
    from_those_who_pay_all : Fraction
        What the latter pay together; `payment` times `full_points` is the rest of the cost.
    full_points : int
        Points of those who pay in full (their number, with approval ballots).
    """

    round: int
    project: str
    cost: Money
    effective_votes: float
    worth: Money
    payment: Fraction
    n_pay_in_full: int
    n_pay_all: int
    from_those_who_pay_all: Fraction
    full_points: int


@dataclass(frozen=True)
class Sharing:
    """
    A counted participatory budget, with enough to count it again by hand.

    Attributes
    ----------
    method, version : str, int
        Which rule text.
    rule : Rule
        Its parameters.
    seed : int or str
        What the lot was drawn from.
    lot : tuple of str
        The drawn order that breaks last ties; first wins.
    input_sha256 : str
        Fingerprint of election, rule and lot.
    selected : tuple of str
        Funded, in the order bought, then the completion's.
    cost, budget, left_over : int or Fraction
        Currency units.
    start_endowment, endowment : Fraction
        Budget / voters, and what it was raised to.
    area_holdings : tuple of (str, Fraction)
        Endowment of one voter per area; differs only when area weights were agreed.
    n_runs : int
        Endowments counted, the rejected last one included.
    stopped : str
        Why raising ended.
    rounds : tuple of Purchase
        The final run.
    completed : tuple of str
        Added by the utilitarian completion.
    ties : tuple of Tie
        Exact ties of the final run.
    n_runs_by_lot : int
        Endowments at which the lot had to decide something.
    greedy : Greedy
        The other outcome, for comparison.
    comparison : Comparison
        Voters' preference between the two.
    greedy_used : bool
        The comparison step replaced the outcome.
    n_voters, n_empty, n_distinct : int
        Ballots, those without any project, and how many different ones.
    without_votes : tuple of str
        Projects nobody supports; they cannot be funded.
    """

    method: str
    version: int
    rule: Rule
    seed: int | str
    lot: tuple[str, ...]
    input_sha256: str
    selected: tuple[str, ...]
    cost: Money
    budget: Money
    left_over: Money
    start_endowment: Fraction
    endowment: Fraction
    area_holdings: tuple[tuple[str, Fraction], ...]
    n_runs: int
    stopped: Stopped
    rounds: tuple[Purchase, ...]
    completed: tuple[str, ...]
    ties: tuple[Tie, ...]
    n_runs_by_lot: int
    greedy: Greedy
    comparison: Comparison
    greedy_used: bool
    n_voters: int
    n_empty: int
    n_distinct: int
    without_votes: tuple[str, ...]


def equal_shares(
    election: Election,
    rule: Rule | None = None,
    *,
    seed: int | str = 0,
    lot: tuple[str, ...] | None = None,
    progress: Progress | None = None,
) -> Sharing:
    """
    Share a budget so that every group of voters gets its part.

    Parameters
    ----------
    election : Election
        Unchanged.
    rule : Rule, optional
        Default: cost utility, add1 with stop when exhaustive, step 1.
    seed : int or str
        Published beforehand; the lot is drawn from it by `draw_lot`.
    lot : tuple of str, optional
        A lot drawn in public instead: every project id once, first wins ties.
    progress : callable, optional
        Told (runs so far, endowment) after each run.

    Returns
    -------
    Sharing
        The outcome; `stopped` is ``no_voters`` or ``no_projects`` when there is nothing to count.

    Raises
    ------
    BadElectionError
        Codes ``step_not_positive`` and ``lot_incomplete``; those of `Election` come when it is made.

    Notes
    -----
    Decisions closer than one part in 10^9 are made in exact fractions; ties by lowest price, most votes,
    the lot. Cost: runs x (supporters of the projects that could still win, per round). Source: Peters,
    Pierczynski, Skowron 2021; equalshares.net.

    Examples
    --------
    Three of four voters cannot take it all: the fourth's 25 buys the bench.

    >>> from samskab.methods.sharing.election import Project, approval
    >>> projects = (Project("road", 70), Project("path", 30), Project("bench", 25))
    >>> ballots = (approval("road", "path", n_voters=3), approval("bench"))
    >>> result = equal_shares(Election(projects, ballots, 100), Rule(completion="none"))
    >>> result.selected, [round.effective_votes for round in result.rounds]
    (('path', 'bench'), [3.0, 1.0])
    >>> result.greedy.selected
    ('path', 'road')
    """
    order = lot if lot is not None else draw_lot([project.id for project in election.projects], seed)
    if sorted(order) != sorted(project.id for project in election.projects):
        raise BadElectionError("lot_incomplete")
    return count_roll(make_roll(election, order), rule, seed=seed, progress=progress)


def count_roll(
    roll: Roll, rule: Rule | None = None, *, seed: int | str = 0, progress: Progress | None = None
) -> Sharing:
    """
    Count ballots that are gathered already: for comparing several rules on one election.

    Parameters
    ----------
    roll : Roll
        From `make_roll`; unchanged.
    rule : Rule, optional
    seed : int or str
    progress : callable, optional
        As in `equal_shares`; the lot is the order of the roll.

    Returns
    -------
    Sharing
        What `equal_shares` gives.

    Raises
    ------
    BadElectionError
        Code ``step_not_positive``.

    Examples
    --------
    Two voters with 5 each; both like the path.

    >>> from samskab.methods.sharing import Election, Project, approval
    >>> from samskab.methods.sharing.roll import make_roll
    >>> votes = (approval("path", n_voters=2),)
    >>> roll = make_roll(Election((Project("path", 8), Project("road", 9)), votes, 10), ("path", "road"))
    >>> count_roll(roll).selected
    ('path',)
    """
    rule = rule or Rule()
    if rule.step <= 0:
        raise BadElectionError("step_not_positive", step=rule.step)
    with threadpool_limits(1):
        raised = _raise_endowment(roll, rule, progress)
    bought = tuple(raised.run.bought)
    added = most_votes_first(roll, bought) if rule.completion.endswith("utilitarian") else ()
    greedy = most_votes_first(roll)
    comparison = compare(roll, bought + added, greedy, rule.utility)
    greedy_used = rule.compare and comparison.prefer_greedy > comparison.prefer_shares
    chosen = greedy if greedy_used else bought + added
    spent = roll.cost_of(chosen)
    endowment = raised.run.endowment
    return Sharing(
        method=METHOD,
        version=VERSION,
        rule=rule,
        seed=seed,
        lot=roll.ids,
        input_sha256=_fingerprint(roll, rule),
        selected=_names(roll, chosen),
        cost=spent,
        budget=roll.budget,
        left_over=roll.budget - spent,
        start_endowment=raised.start,
        endowment=endowment,
        area_holdings=tuple(zip(roll.areas, (endowment * share for share in roll.holding), strict=True)),
        n_runs=raised.n_runs,
        stopped=raised.stopped,
        rounds=_explain(roll, raised.run, rule.utility),
        completed=_names(roll, added),
        ties=tuple(raised.run.ties),
        n_runs_by_lot=raised.n_runs_by_lot,
        greedy=Greedy(_names(roll, greedy), roll.cost_of(greedy)),
        comparison=comparison,
        greedy_used=greedy_used,
        n_voters=roll.n_all,
        n_empty=roll.n_empty,
        n_distinct=len(roll.n_voters),
        without_votes=tuple(sorted(roll.ids[row] for row, votes in enumerate(roll.votes) if not votes)),
    )


def _names(roll: Roll, rows: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(roll.ids[row] for row in rows)


def _fingerprint(roll: Roll, rule: Rule) -> str:
    """Hash the roll, which no row order can change; the lot is in it as the order of the projects."""
    projects = list(zip(roll.ids, map(Fraction, roll.cost), roll.project_areas, strict=True))
    marks = [(who.index.astype(np.int64), who.points) for who in roll.supporters]
    homes = (roll.areas, roll.holding, roll.area.astype(np.int64))
    terms = (rule.utility, rule.completion, Fraction(rule.step), rule.compare)
    return input_sha256(METHOD, VERSION, terms, Fraction(roll.budget), projects, roll.n_voters, marks, homes)


@dataclass(frozen=True)
class _Raised:
    run: Run
    start: Fraction
    n_runs: int
    stopped: Stopped
    n_runs_by_lot: int


def _raise_endowment(roll: Roll, rule: Rule, progress: Progress | None) -> _Raised:
    """Count at budget / voters; with add1 count again with more, until the rule says stop."""
    if not roll.n_all or not roll.ids:
        start = Fraction(roll.budget) / roll.n_all if roll.n_all else Fraction(0)
        return _Raised(Run(start), start, 0, "no_projects" if roll.n_all else "no_voters", 0)
    start = Fraction(roll.budget) / roll.n_all
    run = run_fixed(roll, start, rule.utility)
    n_runs, n_by_lot = 1, _lot_decided(run)
    stopped: Stopped | None = None if rule.completion.startswith("add1") else "fixed"
    while stopped is None:
        stopped = _full_stop(roll, run, stop_when_exhaustive="exhaustive" in rule.completion)
        if stopped is not None:
            break
        further = run_fixed(roll, run.endowment + rule.step, rule.utility, stop_over_budget=True)
        n_runs += 1
        n_by_lot += _lot_decided(further)
        if progress is not None:
            progress(n_runs, further.endowment)
        if further.over_budget:
            stopped = "next_over_budget"
        else:
            run = further
    return _Raised(run, start, n_runs, stopped, n_by_lot)


def _lot_decided(run: Run) -> int:
    return int(any(tie.decided_by == "lot" for tie in run.ties))


def _full_stop(roll: Roll, run: Run, *, stop_when_exhaustive: bool) -> Stopped | None:
    left = roll.budget - roll.cost_of(tuple(run.bought))
    rest = [row for row, votes in enumerate(roll.votes) if votes and row not in run.bought]
    if not rest:
        return "all_funded"
    if stop_when_exhaustive and all(roll.cost[row] > left for row in rest):
        return "exhaustive"
    return None


def _explain(roll: Roll, run: Run, utility: Utility) -> tuple[Purchase, ...]:
    """Work out every payment of the final run exactly."""
    books = Ledger(roll, run.endowment)
    rounds = []
    for number, (row, held) in enumerate(zip(run.bought, run.held, strict=True), start=1):
        price = books.book(row, held)
        who = roll.supporters[row]
        n_all = int(roll.n_voters[who.index[price.pays_all]].sum())
        full = ~price.pays_all
        worth = roll.cost[row] if utility == "cost" else 1
        rounds.append(
            Purchase(
                round=number,
                project=roll.ids[row],
                cost=roll.cost[row],
                effective_votes=float(worth / price.per_point),
                worth=worth,
                payment=price.per_point,
                n_pay_in_full=int(roll.n_voters[who.index[full]].sum()),
                n_pay_all=n_all,
                from_those_who_pay_all=price.from_those,
                full_points=int(roll.n_voters[who.index[full]] @ who.points[full]),
            )
        )
    return tuple(rounds)
