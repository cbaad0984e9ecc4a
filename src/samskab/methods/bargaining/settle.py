"""What can all of us live with? A package, its proof, other rules beside it, and where we are stuck."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

import numpy as np

from samskab.methods.bargaining.beside import Fallback, Nash, best_total, fallback, nash, pareto
from samskab.methods.bargaining.domain import Columns, Domain, make_domain
from samskab.methods.bargaining.leximin import Leximin, Step, leximin
from samskab.methods.bargaining.power import Say, say_under_rules
from samskab.methods.bargaining.program import Clock
from samskab.methods.bargaining.sheets import BEST, BadSheetsError, Choice, Negotiation
from samskab.methods.bargaining.sticking import (
    Consent,
    Objection,
    StickingPoints,
    consent_by_side,
    fewest_objections,
    objections_of,
    sticking_points,
    with_fewest_objections,
)
from samskab.methods.outcome import input_sha256

METHOD = "bargaining"
VERSION = 1
SHORTLIST = 12
_NO_STICKING = StickingPoints(0, 0, (), (), (), proven=False, all_sets=False)

Code = Literal[
    "agreed_all", "agreed_with_dissent", "impasse", "not_heard", "infeasible_constraints", "not_found"
]
Package = dict[str, str]


@dataclass(frozen=True)
class NashOutcome:
    """The Nash package by name; see `Nash`."""

    package: Package | None
    product: int
    optimal: bool
    code: str


@dataclass(frozen=True)
class FallbackOutcome:
    """Fallback bargaining over the shortlist; `depth` 0 means impasse."""

    depth: int
    packages: tuple[Package, ...]
    impasse: bool
    shortlist: tuple[Package, ...]


@dataclass(frozen=True)
class Settlement:
    """
    A proposal with its proof, or the honest news that there is none.

    Attributes
    ----------
    method, version, seed, input_sha256 : str, int, int or str, str
        For the recount; `seed` only matters when several packages are equally kind.
    code : str
        ``agreed_all``: no party has a 0 in the package. ``agreed_with_dissent``: the same, but members'
        zeros were overruled inside a party. ``impasse``: every package meets a 0 (or a floor), `package`
        is a proposal. ``not_heard``: grades are missing. ``infeasible_constraints``: the limits forbid
        every package. ``not_found``: time ended before any package was found.
    package : dict of str to str, or None
        Question to option.
    packages : tuple of dict
        All equally kind ones, at most 20.
    by_lot : bool
        The lot chose `package` among `packages`.
    satisfaction : dict of str to int
        Party to its sum of weight x grade; the most possible is `top`.
    top : int
        Four times the party's points.
    leximin : tuple of int
        Satisfactions of different sheets, sorted ascending.
    optimal, all_ties, pareto : bool
        Proven: nothing is kinder; `packages` is complete; no package gives someone more and nobody less.
    certificate : tuple of Step
        The proof in steps.
    best_worst : float or None
        Proven upper bound on the worst-off satisfaction.
    gap : str
        Empty when optimal; otherwise what stayed open when time ended.
    merged : tuple of tuple of str
        Parties whose sheets are identical and count once.
    consent : tuple of Consent
        Question by question, side by side.
    dissent : tuple of Objection
        Standing objections against `package`: never hidden.
    overruled : tuple of (str, str, str, int)
        Question, chosen option, party, and how many of its members' zeros its median overruled.
    below_floor : tuple of str
        Parties below the least they declared acceptable.
    sticking_points : StickingPoints
        The fewest objections in the way.
    nash : NashOutcome
        Greatest product of gains over the status quo.
    fallback : FallbackOutcome
        Over a shortlist: the kindest, the Nash, the greatest-sum package and each party's own best.
    agree : bool
        Leximin, Nash and fallback name the same package: strong evidence.
    same_with_equal_weights : bool or None
        Whether `package` stays among the kindest if nobody had moved points; None without moved points.
    pivotality : dict of str to tuple of Say
        Who has the say under which rule.
    not_heard : tuple of (str, str)
        (question, party) still to be asked.
    rounds, ties : int
        Steps of the proof; 1 when the lot chose the package, else 0.
    """

    method: str
    version: int
    seed: int | str
    input_sha256: str
    code: Code
    package: Package | None
    packages: tuple[Package, ...]
    by_lot: bool
    satisfaction: dict[str, int]
    top: int
    leximin: tuple[int, ...]
    optimal: bool
    all_ties: bool
    pareto: bool
    certificate: tuple[Step, ...]
    best_worst: float | None
    gap: str
    merged: tuple[tuple[str, ...], ...]
    consent: tuple[Consent, ...]
    dissent: tuple[Objection, ...]
    overruled: tuple[tuple[str, str, str, int], ...]
    below_floor: tuple[str, ...]
    sticking_points: StickingPoints
    nash: NashOutcome
    fallback: FallbackOutcome
    agree: bool
    same_with_equal_weights: bool | None
    pivotality: dict[str, tuple[Say, ...]]
    not_heard: tuple[Choice, ...]
    rounds: int
    ties: int


def settle(negotiation: Negotiation, *, seed: int | str = 0, seconds: float | None = None) -> Settlement:
    """
    Seek the package kindest to the worst-off among those all can live with, and show what else there is.

    Parameters
    ----------
    negotiation : Negotiation
        Unchanged.
    seed : int or str
        Published beforehand; chooses among equally kind packages by SHA-256 of ``"<seed>/<package>"``.
    seconds : float, optional
        Wall time for the search; the result then says what is proven and what is not. With a limit the
        result may differ from machine to machine; without one it never does.

    Returns
    -------
    Settlement
        See there; never an exception for a stuck negotiation.

    Raises
    ------
    BadSheetsError
        Only by `Negotiation` itself.

    Notes
    -----
    When every package meets a 0, the number of standing objections is made smallest first. Cost: see
    `leximin`. Under a time limit the proof comes first; Nash and the Pareto check get what is left.

    Examples
    --------
    >>> from samskab.methods.bargaining.sheets import Option, Party, Question
    >>> path = Question("path", (Option("wide", {"a": 4, "b": 1}), Option("narrow", {"a": 2, "b": 3})))
    >>> found = settle(Negotiation((Party("a", "citizens"), Party("b", "town")), (path,)))
    >>> found.package, found.leximin, found.optimal, found.code
    ({'path': 'narrow'}, (2, 3), True, 'agreed_all')
    """
    if not negotiation.heard:
        return _without_package(negotiation, seed, "not_heard")
    clock = Clock(seconds)
    whole = make_domain(negotiation)
    acceptable, fewest, proven = _acceptable(whole, clock)
    if acceptable is None:
        return _without_package(negotiation, seed, "infeasible_constraints" if proven else "not_found")
    found = leximin(acceptable, clock=clock)
    floors_fail = found.optimal and not found.packages and bool((whole.floor > 0).any())
    if floors_fail:  # proven that they cannot all be met: show who falls below
        acceptable = with_fewest_objections(whole, fewest)
        found = leximin(acceptable, clock=clock)
    if not found.packages:
        return _without_package(negotiation, seed, "not_found")
    settled = _beside(negotiation, whole, acceptable, found, seed=seed, clock=clock)
    return replace(
        settled,
        optimal=found.optimal and proven,
        all_ties=found.all_ties and proven,
        pareto=settled.pareto or (found.optimal and proven),
        sticking_points=sticking_points(whole, fewest, proven=proven, clock=clock),
    )


def _beside(
    negotiation: Negotiation,
    whole: Domain,
    acceptable: Domain,
    found: Leximin,
    *,
    seed: int | str,
    clock: Clock,
) -> Settlement:
    """Name the package, and put the other rules and the dissent beside it."""
    chosen = min(found.packages, key=lambda package: _lot(acceptable, package, seed))
    gains = nash(acceptable, _disagreement(negotiation, whole), clock=clock, start=chosen)
    meeting, shortlist = _fallback(acceptable, found.packages, gains, clock)
    check = pareto(acceptable, chosen, clock=clock)
    named = acceptable.named(chosen)
    below = _below_floor(whole, chosen)
    overruled = _overruled(negotiation, named)
    dissent = _with_reasons(negotiation, objections_of(whole, chosen))
    agree = (
        gains.package is not None and named in meeting.packages and acceptable.named(gains.package) == named
    )
    return replace(
        _without_package(negotiation, seed, _code(stuck=bool(dissent or below), overruled=bool(overruled))),
        package=named,
        packages=tuple(acceptable.named(package) for package in found.packages),
        by_lot=len(found.packages) > 1,
        satisfaction=_by_party(whole, chosen),
        leximin=found.levels,
        pareto=check.holds,
        certificate=found.certificate,
        rounds=len(found.certificate),
        ties=int(len(found.packages) > 1),
        best_worst=found.best_worst if np.isfinite(found.best_worst) else None,
        gap=found.gap,
        merged=tuple(names for names in whole.groups if len(names) > 1),
        dissent=dissent,
        overruled=overruled,
        below_floor=below,
        nash=NashOutcome(
            None if gains.package is None else acceptable.named(gains.package),
            gains.product,
            gains.optimal,
            gains.code,
        ),
        fallback=FallbackOutcome(meeting.depth, meeting.packages, meeting.impasse, shortlist),
        agree=agree,
        same_with_equal_weights=_with_equal_weights(negotiation, named, clock),
    )


def _without_package(negotiation: Negotiation, seed: int | str, code: Code) -> Settlement:
    weights = negotiation.weights
    total = sum(next(iter(weights.values())).values()) if weights else len(negotiation.questions)
    return Settlement(
        method=METHOD,
        version=VERSION,
        seed=seed,
        input_sha256=_fingerprint(negotiation, seed),
        code=code,
        package=None,
        packages=(),
        by_lot=False,
        satisfaction={},
        top=BEST * total,
        leximin=(),
        optimal=False,
        all_ties=False,
        pareto=False,
        certificate=(),
        best_worst=None,
        gap=code,
        merged=(),
        consent=consent_by_side(negotiation),
        dissent=(),
        overruled=(),
        below_floor=(),
        sticking_points=_NO_STICKING,
        nash=NashOutcome(None, 0, optimal=False, code="none"),
        fallback=FallbackOutcome(0, (), impasse=True, shortlist=()),
        agree=False,
        same_with_equal_weights=None,
        rounds=0,
        ties=0,
        pivotality=say_under_rules({party.id: party.side for party in negotiation.parties}),
        not_heard=negotiation.not_heard(),
    )


def _fingerprint(negotiation: Negotiation, seed: int | str) -> str:
    """The order of parties, questions and options decides nothing, so it leaves no trace here either."""
    parties = {(party.id, party.side, party.floor) for party in negotiation.parties}
    questions = {
        question.id: (question.status_quo, {option.id: option for option in question.options})
        for question in negotiation.questions
    }
    limits = sorted(input_sha256(limit) for limit in negotiation.limits)
    return input_sha256(METHOD, VERSION, parties, questions, negotiation.weights, limits, seed)


def _acceptable(whole: Domain, clock: Clock) -> tuple[Domain | None, int, bool]:
    """Give the packages with fewest objections (floors kept), that number, and whether it is proven."""
    fewest = fewest_objections(whole, clock)
    if fewest.n_objections is None:
        return None, 0, fewest.proven
    domain = with_fewest_objections(whole, fewest.n_objections)
    for group in np.flatnonzero(whole.floor):
        domain = domain.within(-whole.utility[group], -int(whole.floor[group]))
    return domain, fewest.n_objections, fewest.proven


def _lot(domain: Domain, package: Columns, seed: int | str) -> bytes:
    text = ";".join(f"{question}={option}" for question, option in sorted(domain.named(package).items()))
    return hashlib.sha256(f"{seed}/{text}".encode()).digest()


def _by_party(domain: Domain, package: Columns) -> dict[str, int]:
    pairs = zip(domain.groups, domain.satisfaction(package), strict=True)
    return dict(sorted((name, have) for names, have in pairs for name in names))


def _below_floor(domain: Domain, package: Columns) -> tuple[str, ...]:
    triples = zip(domain.groups, domain.satisfaction(package), domain.floor.tolist(), strict=True)
    return tuple(sorted(name for names, have, least in triples if have < least for name in names))


def _code(*, stuck: bool, overruled: bool) -> Code:
    if stuck:
        return "impasse"
    return "agreed_with_dissent" if overruled else "agreed_all"


def _overruled(negotiation: Negotiation, package: Package) -> tuple[tuple[str, str, str, int], ...]:
    """List members' zeros that their party's median overruled on a chosen option."""
    return tuple(
        sorted(
            (question.id, option.id, party, count)
            for question in negotiation.questions
            for option in question.options
            for party, count in option.overruled.items()
            if package[question.id] == option.id and count
        )
    )


def _with_reasons(negotiation: Negotiation, objections: tuple[Objection, ...]) -> tuple[Objection, ...]:
    """Print each objection with the harm its parties named."""
    reasons = {(q.id, o.id): o.reasons for q in negotiation.questions for o in q.options}
    return tuple(
        replace(
            one,
            reasons=tuple(
                (party, reasons[one.question, one.option][party])
                for party in one.parties
                if party in reasons[one.question, one.option]
            ),
        )
        for one in objections
    )


def _disagreement(negotiation: Negotiation, domain: Domain) -> list[int]:
    """Satisfaction with the status quo where every question names one, else 0."""
    status_quo = {question.id: question.status_quo for question in negotiation.questions}
    if not all(status_quo.values()):
        return [0] * len(domain.groups)
    columns = [
        column for column, (question, option) in enumerate(domain.choices) if status_quo[question] == option
    ]
    return list(domain.satisfaction(tuple(columns)))


def _fallback(
    domain: Domain, kindest: tuple[Columns, ...], gains: Nash, clock: Clock
) -> tuple[_Meeting, tuple[Package, ...]]:
    """Rank a shortlist by every party's own satisfaction and go down the lists together."""
    ones = np.ones(len(domain.groups), dtype=np.int64)
    found = [*kindest[:3], gains.package, best_total(domain, ones, clock=clock)]
    heavy = int(domain.utility.sum()) + 1
    for group in range(len(domain.groups)):
        weight = ones.copy()
        weight[group] = heavy
        found.append(best_total(domain, weight, clock=clock))
    packages = list(dict.fromkeys(package for package in found if package is not None))[:SHORTLIST]
    names = {str(number): package for number, package in enumerate(sorted(packages))}
    rankings = {}
    for group, members in enumerate(domain.groups):
        have = {name: domain.satisfaction(package)[group] for name, package in names.items()}
        tiers = sorted(set(have.values()), reverse=True)
        rankings[members[0]] = [[name for name in names if have[name] == tier] for tier in tiers]
    met: Fallback = fallback(rankings)
    meeting = _Meeting(met.depth, tuple(domain.named(names[name]) for name in met.packages), met.impasse)
    return meeting, tuple(domain.named(package) for package in names.values())


@dataclass(frozen=True)
class _Meeting:
    depth: int
    packages: tuple[Package, ...]
    impasse: bool


def _with_equal_weights(negotiation: Negotiation, package: Package, clock: Clock) -> bool | None:
    if not negotiation.weights:
        return None
    plain = make_domain(replace(negotiation, weights=MappingProxyType({})))
    acceptable, _, proven = _acceptable(plain, clock)
    if acceptable is None:
        return None
    found = leximin(acceptable, clock=clock)
    if not (found.optimal and proven):
        return None
    columns = tuple(column for column, choice in enumerate(plain.choices) if package[choice[0]] == choice[1])
    return acceptable.holds(columns) and tuple(sorted(acceptable.satisfaction(columns))) == found.levels


def why_not(negotiation: Negotiation, proposed: Package, other: Package) -> tuple[tuple[str, int, int], ...]:
    """
    Answer "why not this package?".

    Parameters
    ----------
    negotiation : Negotiation
        Unchanged.
    proposed, other : dict of str to str
        Question to option: what was proposed, and what somebody would rather have.

    Returns
    -------
    tuple of (str, int, int)
        Party, satisfaction with `proposed`, satisfaction with `other`; only parties that would be worse
        off, those with least left first.

    Raises
    ------
    BadSheetsError
        Code ``unknown_option`` when a package names none or an unknown option for a question.

    Examples
    --------
    >>> from samskab.methods.bargaining.sheets import Option, Party, Question
    >>> path = Question("path", (Option("wide", {"a": 4, "b": 1}), Option("narrow", {"a": 2, "b": 3})))
    >>> two = Negotiation((Party("a", "citizens"), Party("b", "town")), (path,))
    >>> why_not(two, {"path": "narrow"}, {"path": "wide"})
    (('b', 3, 1),)
    """
    domain = make_domain(negotiation)
    pairs = []
    for package in (proposed, other):
        columns = tuple(
            column
            for column, (question, option) in enumerate(domain.choices)
            if package.get(question) == option
        )
        if len(columns) != domain.n_questions:
            raise BadSheetsError("unknown_option")
        pairs.append(_by_party(domain, columns))
    worse = [(name, before, pairs[1][name]) for name, before in pairs[0].items() if pairs[1][name] < before]
    return tuple(sorted(worse, key=lambda row: (row[2], row[0])))
