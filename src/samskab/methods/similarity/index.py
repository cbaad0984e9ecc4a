"""Has somebody said something like this? A suggestion to whoever writes; it never blocks and never merges."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from threadpoolctl import threadpool_limits

from samskab.methods.outcome import input_sha256
from samskab.methods.similarity.grams import (
    Floats,
    Ints,
    SimilarityError,
    Vocabulary,
    count_grams,
    grams_of,
    normal_form,
    too_short,
)

METHOD = "similarity.nearest"
VERSION = 1
OWN_MODEL = "char_wb 3-5 tf-idf"
LEAST = 0.18
DIGITS = 9
STRIP = 256
Embedder = Callable[[list[str]], npt.NDArray[np.floating]]
"""A municipality's own model: n normal forms in, an (n, d) array out. None is shipped."""


@dataclass(frozen=True)
class Match:
    """One earlier text.

    Attributes
    ----------
    index : int
        Its number in the list the index was built from.
    score : float
        Cosine, 0 to 1, rounded to 9 decimals.
    identical : bool
        Whether it is the same text but for case and blanks.
    twins : tuple of int
        Other texts that are the same as this one but for case and blanks; they are not matches of their own.
    """

    index: int
    score: float
    identical: bool
    twins: tuple[int, ...]


@dataclass(frozen=True)
class Nearest:
    """The answer to one question.

    Attributes
    ----------
    method, version, seed, input_sha256
        Equal in two runs means equal results.
    model : str
        What the texts were compared by: our own n-grams, or the name of a plugged-in model.
    matches : tuple of Match
        Best first.
    reason : str
        Why there are none: `no_texts`, `too_short` (the question), `nothing_alike`; else empty.
    n_texts, n_compared, n_too_short : int
        Texts in the index; those the question was compared with; those that say too little ever to be found.
    tied : int
        How many equally near texts the lot chose among for the last place; 0 when it decided nothing.
    rounds, ties : int
        0: one comparison; 1 when the lot chose, else 0.
    """

    method: str
    version: int
    seed: int
    input_sha256: str
    model: str
    matches: tuple[Match, ...]
    reason: str
    n_texts: int
    n_compared: int
    n_too_short: int
    tied: int
    rounds: int
    ties: int


@dataclass(frozen=True, eq=False)
class Index:
    """Earlier texts, made ready for `nearest`; it can be pickled and kept in a cache.

    Attributes
    ----------
    n_texts, n_too_short : int
    forms : tuple of d str
        The different normal forms, sorted; texts with fewer than two letters are not among them.
    rows : tuple of d tuples of int
        Which texts have each form.
    form_of : (n,) int array
        Which form each text has, -1 for texts that are too short.
    model : str
    input_sha256 : str
        Of the texts and the model's name.
    vocabulary : Vocabulary
    idf : (v,) float array
        Weight of each run of characters: 1 + ln((1 + n) / (1 + texts that use it)).
    postings : (v, d) sparse matrix
        Weight of each run in each form; columns have length 1.
    embedding : (d, e) float array or None
        Rows of length 1, when a model is plugged in; the three above are then empty.
    embedder : callable or None
    """

    n_texts: int
    n_too_short: int
    forms: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]
    model: str
    input_sha256: str
    form_of: Ints = field(repr=False)
    vocabulary: Vocabulary = field(repr=False)
    idf: Floats = field(repr=False)
    postings: sp.csr_matrix = field(repr=False)
    embedding: Floats | None = field(default=None, repr=False)
    embedder: Embedder | None = field(default=None, repr=False)

    @classmethod
    def build(cls, texts: Sequence[str], *, embedder: Embedder | None = None, model: str = "") -> Index:
        """Make texts ready to be asked about.

        Parameters
        ----------
        texts : sequence of n str
            Any length, empty allowed. Only texts that everybody who may ask is allowed to see: what weighs
            much or little is told by all of them.
        embedder : callable, optional
            See `Embedder`; called once here and once per question.
        model : str
            The plugged-in model's name, which every answer then carries.

        Returns
        -------
        Index

        Raises
        ------
        SimilarityError
            `embedding_shape`, `embedding_not_finite`, `model_without_a_name`.

        Notes
        -----
        Runs of 3 to 5 characters inside words, 1 + ln(count), inverse document frequency, length 1: Salton
        and Buckley 1988, doi:10.1016/0306-4573(88)90021-0, as scikit-learn's TfidfVectorizer counts them.
        Cost: sorting all runs; see docs/reference/bench.md. The texts are unchanged.

        Examples
        --------
        >>> Index.build(["Ingen bus", "ingen  BUS", "?"]).rows
        ((0, 1),)
        """
        if embedder is not None and not model:
            raise SimilarityError("model_without_a_name")
        having: dict[str, list[int]] = {}
        for number, text in enumerate(texts):
            form = normal_form(text)
            if not too_short(form):
                having.setdefault(form, []).append(number)
        forms = tuple(sorted(having))
        rows = tuple(tuple(having[form]) for form in forms)
        form_of = np.full(len(texts), -1, dtype=np.int64)
        for place, kept in enumerate(rows):
            form_of[list(kept)] = place
        name = OWN_MODEL if embedder is None else model
        vocabulary, counts = count_grams(forms if embedder is None else ())
        idf, postings = _weighted(counts, rows) if embedder is None else (np.zeros(0), counts)
        return cls(
            n_texts=len(texts),
            n_too_short=int((form_of < 0).sum()),
            forms=forms,
            rows=rows,
            form_of=form_of,
            model=name,
            input_sha256=input_sha256(name, list(texts)),
            vocabulary=vocabulary,
            idf=idf,
            postings=postings,
            embedding=None if embedder is None else _embedded(embedder, list(forms)),
            embedder=embedder,
        )

    def scores(self, form: str) -> Floats:
        """Cosine of a normal form with every form of the index, rounded to 9 decimals.

        Parameters
        ----------
        form : str
            A normal form.

        Returns
        -------
        (d,) float array

        Notes
        -----
        Runs that no text uses count in the length of the question, as runs of no text: a question of mostly
        new words is not near to anything because of one old word. Cost: the postings of its runs.

        Examples
        --------
        >>> Index.build(["ingen bus", "kaffe"]).scores("ingen bus").tolist()
        [1.0, 0.0]
        """
        if self.embedding is not None and self.embedder is not None:
            with threadpool_limits(1):
                found = self.embedding @ _embedded(self.embedder, [form])[0] if self.forms else np.zeros(0)
            return np.asarray(np.round(found, DIGITS) + 0.0)
        used = Counter(grams_of(form))
        number = self.vocabulary.find(list(used))
        known = number >= 0
        weight = 1.0 + np.log(np.array(list(used.values()), dtype=float))
        weight *= np.where(known, self.idf[np.maximum(number, 0)] if len(self.idf) else 0.0, self._unused())
        # In the vocabulary's order, so that the same sum comes out whatever stood first in the question.
        weight /= max(float(np.sqrt(np.sort(weight * weight).sum())), 1e-12)
        order = np.argsort(number[known])
        columns, mine = number[known][order], weight[known][order]
        asked = sp.csr_matrix((mine, columns, [0, len(mine)]), shape=(1, len(self.idf)))
        return np.asarray(np.round((asked @ self.postings).toarray().ravel(), DIGITS))

    def _unused(self) -> float:
        """The inverse document frequency of a run that no text uses."""
        return 1.0 + float(np.log(1.0 + self.n_texts - self.n_too_short))


def nearest(
    index: Index,
    text: str,
    limit: int = 3,
    *,
    least: float = LEAST,
    among: Sequence[bool] | npt.NDArray[np.bool_] | None = None,
    seed: int = 0,
) -> Nearest:
    """Find the earlier texts most like this one.

    Parameters
    ----------
    index : Index
    text : str
        Any length; what is being written.
    limit : int
        At most so many matches, 1 or more.
    least : float
        Matches below this cosine are not shown; see Notes.
    among : sequence of n bool, optional
        Which texts the writer may see and get as an answer; all when left out.
    seed : int
        Draws the lot among equally near texts at the last place.

    Returns
    -------
    Nearest

    Raises
    ------
    SimilarityError
        `limit_below_one`, `lengths_differ`.

    Notes
    -----
    The same text comes first, then by score. The lot is drawn over the sorted different texts, so the order
    of rows decides nothing. `least` was set where, among the demo's 55 statements, paraphrases are still
    found and most questions about something else get no answer; among many more texts nearly every question
    has a match above it (docs/explanation/similarity.md). Cost: the postings of the question's runs. The
    input is unchanged.

    Examples
    --------
    >>> index = Index.build(["Bussen kører ikke om aftenen", "Der mangler kaffe"])
    >>> [match.index for match in nearest(index, "Ingen bus om aftenen").matches]
    [0]
    """
    if limit < 1:
        raise SimilarityError("limit_below_one", limit=limit)
    allowed = np.ones(index.n_texts, dtype=bool) if among is None else np.array(among, dtype=bool)
    if allowed.shape != (index.n_texts,):
        raise SimilarityError("lengths_differ", texts=index.n_texts, among=len(allowed))
    form = normal_form(text)
    compared = allowed & (index.form_of >= 0)
    matches: tuple[Match, ...] = ()
    tied = 0
    reason = "too_short" if too_short(form) else "" if compared.any() else "no_texts"
    if not reason:
        matches, tied = _matches(index, form, limit, allowed=allowed, least=least, seed=seed)
        reason = "" if matches else "nothing_alike"
    return Nearest(
        method=METHOD,
        version=VERSION,
        seed=seed,
        input_sha256=input_sha256(index.input_sha256, text, limit, least, allowed),
        model=index.model,
        matches=matches,
        reason=reason,
        n_texts=index.n_texts,
        n_compared=int(compared.sum()),
        n_too_short=index.n_too_short,
        tied=tied,
        rounds=0,
        ties=int(tied > 0),
    )


def alike_pairs(index: Index, least: float = 0.8) -> tuple[tuple[int, int, float], ...]:
    """Pairs of texts so alike that people need not sort both as cards; people decide whether to join them.

    Parameters
    ----------
    index : Index
    least : float
        The lowest cosine, above 0.

    Returns
    -------
    tuple of (int, int, float)
        Two text numbers, smaller first, and their cosine; sorted. Texts equal but for case and blanks have 1.

    Raises
    ------
    SimilarityError
        `least_not_above_zero`.

    Notes
    -----
    Cost: d * d / 256 strips of dense scores, so for hundreds of texts rather than tens of thousands.

    Examples
    --------
    >>> alike_pairs(Index.build(["Ingen bus", "kaffe", "ingen bus"]))
    ((0, 2, 1.0),)
    """
    if least <= 0:
        raise SimilarityError("least_not_above_zero", least=least)
    vectors = sp.csr_matrix(index.postings.T if index.embedding is None else index.embedding)
    found = [(a, b, 1.0) for kept in index.rows for place, a in enumerate(kept) for b in kept[place + 1 :]]
    for start in range(0, len(index.forms), STRIP):
        score = np.round((vectors[start : start + STRIP] @ vectors.T).toarray(), DIGITS)
        one, two = np.nonzero(np.triu(score >= least, start + 1))
        found += [
            (min(a, b), max(a, b), float(score[i, j]))
            for i, j in zip(one.tolist(), two.tolist(), strict=True)
            for a in index.rows[start + i]
            for b in index.rows[j]
        ]
    return tuple(sorted(found))


def _weighted(counts: sp.csr_matrix, rows: Sequence[Sequence[int]]) -> tuple[Floats, sp.csr_matrix]:
    """Inverse document frequencies, and the weights by run; a text said twice counts twice in the former."""
    times = np.array([len(kept) for kept in rows], dtype=float)
    row = np.repeat(np.arange(len(times)), np.diff(counts.indptr))
    used_by = np.bincount(counts.indices, weights=times[row], minlength=counts.shape[1])
    idf = 1.0 + np.log((1.0 + times.sum()) / (1.0 + used_by))
    weight = (1.0 + np.log(counts.data)) * idf[counts.indices]
    length = np.sqrt(np.bincount(row, weights=weight * weight, minlength=len(times)))
    weight /= length[row]
    by_form = sp.csr_matrix((weight, counts.indices, counts.indptr), shape=counts.shape)
    return idf, sp.csr_matrix(by_form.T)


def _embedded(embedder: Embedder, forms: list[str]) -> Floats:
    """Rows of length 1, or of zeros where the model has nothing to say."""
    given = np.asarray(embedder(list(forms)), dtype=float)
    if given.ndim != 2 or len(given) != len(forms):  # noqa: PLR2004 - a table
        raise SimilarityError("embedding_shape", shape=given.shape, texts=len(forms))
    if not np.isfinite(given).all():
        raise SimilarityError("embedding_not_finite")
    length = np.linalg.norm(given, axis=1, keepdims=True)
    return np.asarray(np.divide(given, length, out=np.zeros_like(given), where=length > 0))


def _matches(
    index: Index, form: str, limit: int, *, allowed: npt.NDArray[np.bool_], least: float, seed: int
) -> tuple[tuple[Match, ...], int]:
    scores = index.scores(form)
    own = bisect_left(index.forms, form)
    own = own if own < len(index.forms) and index.forms[own] == form else -1
    able = np.bincount(index.form_of[allowed & (index.form_of >= 0)], minlength=len(scores)) > 0
    chosen, tied = _first(scores, able & (scores >= max(least, 10.0**-DIGITS)), own, limit, seed)
    matches = []
    for i in chosen.tolist():
        rows = tuple(number for number in index.rows[i] if allowed[number])
        matches.append(Match(index=rows[0], score=float(scores[i]), identical=i == own, twins=rows[1:]))
    return tuple(matches), tied


def _first(
    scores: Floats, eligible: npt.NDArray[np.bool_], own: int, limit: int, seed: int
) -> tuple[Ints, int]:
    """The best `limit` forms, and how many the lot chose among for the last place."""
    rank = scores + (np.arange(len(scores)) == own)  # the same text before others of the same words
    able = np.flatnonzero(eligible)
    if len(able) <= limit:
        return able[np.argsort(-rank[able], kind="stable")], 0
    last = np.partition(rank[able], len(able) - limit)[len(able) - limit]
    sure, even = able[rank[able] > last], able[rank[able] == last]
    tied = 0
    if len(sure) + len(even) > limit:
        tied = len(even)
        even = even[np.argsort(np.random.default_rng(seed).permutation(len(scores))[even])]
    chosen = np.concatenate([sure, even[: limit - len(sure)]])
    return chosen[np.argsort(-rank[chosen], kind="stable")], tied
