"""What the parties bring: questions with options, worded grades, points moved, limits on packages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

BEST = 4
"""Grades: 4 best for us, 3 good, 2 good enough, 1 can live with, 0 cannot live with (needs a reason)."""

Choice = tuple[str, str]


class BadSheetsError(ValueError):
    """Sheets that cannot be used; `code` says why and `params` where."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(code + "".join(f" {name}={value}" for name, value in params.items()))


@dataclass(frozen=True)
class Party:
    """
    One party at the table.

    Attributes
    ----------
    id : str
        Name; decides nothing.
    side : str
        Declared at the start: citizens, association, municipality, company ...
    floor : int
        Least satisfaction (sum of weight x grade) it declared it can accept; 0 for none.
    """

    id: str
    side: str
    floor: int = 0


@dataclass(frozen=True)
class Option:
    """
    One way to settle a question.

    Attributes
    ----------
    id : str
        Unique within its question.
    grades : mapping of str to int
        Party id to 0..4. A party that is missing has not been heard, which is neither a 0 nor a 4.
    reasons : mapping of str to str
        Party id to the harm named with its 0; printed with the dissent.
    overruled : mapping of str to int
        Party id to the number of its members whose 0 the party's median overruled; printed as dissent.
    """

    id: str
    grades: Mapping[str, int]
    reasons: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    overruled: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Question:
    """
    One issue; exactly one of its options becomes part of the package.

    Attributes
    ----------
    id : str
        Name.
    options : tuple of Option
        At least one.
    status_quo : str
        Id of the option that changes nothing; empty when none is named.
    """

    id: str
    options: tuple[Option, ...]
    status_quo: str = ""


@dataclass(frozen=True)
class Limit:
    """
    A limit on whole packages: the amounts of the chosen options together are at most `most`.

    Attributes
    ----------
    amounts : mapping of (str, str) to int
        (question id, option id) to its amount; absent means 0; negative is allowed.
    most : int
        Upper limit, same unit.
    """

    amounts: Mapping[Choice, int]
    most: int


@dataclass(frozen=True)
class Negotiation:
    """
    Everything a package is sought in.

    Attributes
    ----------
    parties : tuple of Party
        At least one.
    questions : tuple of Question
        At least one.
    weights : mapping of str to mapping of str to int
        Party id to question id to points >= 1. Empty: one point each. Every party has the same total.
    limits : tuple of Limit
        Budgets, exclusions, implications.

    Raises
    ------
    BadSheetsError
        Codes ``no_parties``, ``no_questions``, ``no_options``, ``id_twice``, ``unknown_party``,
        ``unknown_option``, ``grade_out_of_range``, ``weight_not_positive``, ``totals_differ``.

    Examples
    --------
    >>> yes, no = Option("yes", {"a": 4, "b": 1}), Option("no", {"a": 0, "b": 4})
    >>> Negotiation((Party("a", "citizens"), Party("b", "town")), (Question("path", (yes, no)),)).heard
    True
    """

    parties: tuple[Party, ...]
    questions: tuple[Question, ...]
    weights: Mapping[str, Mapping[str, int]] = field(default_factory=lambda: MappingProxyType({}))
    limits: tuple[Limit, ...] = ()

    def __post_init__(self) -> None:
        if not self.parties:
            raise BadSheetsError("no_parties")
        if not self.questions:
            raise BadSheetsError("no_questions")
        _refuse_twice("party", (party.id for party in self.parties))
        _refuse_twice("question", (question.id for question in self.questions))
        known = {party.id for party in self.parties}
        for question in self.questions:
            _check_question(question, known)
        self._check_weights(known)
        self._check_limits()

    def _check_weights(self, known: set[str]) -> None:
        if not self.weights:
            return
        questions = {question.id for question in self.questions}
        for party in known:
            given = self.weights.get(party, {})
            if set(given) != questions or min(given.values(), default=0) < 1:
                raise BadSheetsError("weight_not_positive", party=party)
        if len({sum(given.values()) for given in self.weights.values()}) > 1:
            raise BadSheetsError("totals_differ")
        if set(self.weights) != known:
            raise BadSheetsError("unknown_party", party=min(set(self.weights) - known))

    def _check_limits(self) -> None:
        known = {(question.id, option.id) for question in self.questions for option in question.options}
        for limit in self.limits:
            for choice in limit.amounts:
                if choice not in known:
                    raise BadSheetsError("unknown_option", question=choice[0], option=choice[1])

    @property
    def heard(self) -> bool:
        """No package may be called agreed while a grade is missing."""
        return not self.not_heard()

    def not_heard(self) -> tuple[tuple[str, str], ...]:
        """List (question id, party id) wherever a party has not graded every option."""
        return tuple(
            (question.id, party.id)
            for question in self.questions
            for party in self.parties
            if any(party.id not in option.grades for option in question.options)
        )


def _refuse_twice(kind: str, ids: Iterable[str]) -> None:
    for name, count in Counter(ids).items():
        if count > 1:
            raise BadSheetsError("id_twice", **{kind: name})


def _check_question(question: Question, known: set[str]) -> None:
    if not question.options:
        raise BadSheetsError("no_options", question=question.id)
    _refuse_twice(f"option of {question.id}", (option.id for option in question.options))
    if question.status_quo and question.status_quo not in {option.id for option in question.options}:
        raise BadSheetsError("unknown_option", question=question.id, option=question.status_quo)
    for option in question.options:
        for party, grade in option.grades.items():
            if party not in known:
                raise BadSheetsError("unknown_party", question=question.id, option=option.id, party=party)
            if isinstance(grade, bool) or not isinstance(grade, int) or not 0 <= grade <= BEST:
                raise BadSheetsError(
                    "grade_out_of_range", question=question.id, option=option.id, party=party
                )


def party_grade(members: Sequence[int]) -> tuple[int, int]:
    """
    Give a party's grade from its members' grades.

    Parameters
    ----------
    members : sequence of int
        One grade 0..4 per member, at least one.

    Returns
    -------
    grade : int
        The lower median: at least half of the members grade it so or higher.
    n_overruled : int
        Members whose 0 the median overruled; to be printed as dissent.

    Raises
    ------
    BadSheetsError
        Code ``too_few`` without members.

    Examples
    --------
    >>> party_grade([0, 2, 3, 4])
    (2, 1)
    """
    if not members:
        raise BadSheetsError("too_few")
    grade = sorted(members)[(len(members) - 1) // 2]
    return grade, sum(1 for member in members if member == 0) if grade else 0


def never_together(*choices: Choice) -> Limit:
    """
    Forbid packages that hold all of these choices at once.

    Parameters
    ----------
    *choices : (str, str)
        (question id, option id), at least two.

    Returns
    -------
    Limit
        At most all but one of them.

    Examples
    --------
    >>> never_together(("path", "yes"), ("road", "yes")).most
    1
    """
    return Limit(MappingProxyType(dict.fromkeys(choices, 1)), len(choices) - 1)


def only_if(choice: Choice, needed: Choice) -> Limit:
    """
    Allow one choice only together with another.

    Parameters
    ----------
    choice, needed : (str, str)
        (question id, option id).

    Returns
    -------
    Limit
        ``choice - needed <= 0``.

    Examples
    --------
    >>> dict(only_if(("path", "yes"), ("light", "yes")).amounts)
    {('path', 'yes'): 1, ('light', 'yes'): -1}
    """
    return Limit(MappingProxyType({choice: 1, needed: -1}), 0)
