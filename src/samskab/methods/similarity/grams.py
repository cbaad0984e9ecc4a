"""Short texts as counted runs of three to five characters inside words: names, endings and compounds show."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Points = npt.NDArray[np.uint32]
SHORTEST, LONGEST = 3, 5
FEWEST_LETTERS = 2
_BLANK = 32
_TABLE = 1 << 24


class SimilarityError(ValueError):
    """Input that cannot be compared; `code` and `params` let the caller say it in its own words."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


def normal_form(text: str) -> str:
    """What of a text is compared: lower case, composed letters (NFC), one blank between words.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> normal_form("  Ingen BUS\\nom aftenen ")
    'ingen bus om aftenen'
    """
    lower = unicodedata.normalize("NFC", text).lower()
    return " ".join(unicodedata.normalize("NFC", lower).split())


def too_short(form: str) -> bool:
    """Whether a normal form has fewer than two letters or digits, and so says nothing to compare.

    Examples
    --------
    >>> too_short("i"), too_short("ø!"), too_short("på")
    (True, True, False)
    """
    letters = filter(str.isalnum, form)
    return sum(1 for _ in islice(letters, FEWEST_LETTERS)) < FEWEST_LETTERS


def grams_of(form: str) -> Iterator[str]:
    """Every run of 3, 4 and 5 characters inside each word with a blank at both ends, repeats included.

    Parameters
    ----------
    form : str
        A normal form.

    Yields
    ------
    str

    Notes
    -----
    The same runs as scikit-learn's ``char_wb`` with ``ngram_range=(3, 5)``.

    Examples
    --------
    >>> list(grams_of("bus i"))
    [' bu', 'bus', 'us ', ' bus', 'bus ', ' bus ', ' i ']
    """
    for word in form.split():
        padded = f" {word} "
        for length in range(SHORTEST, LONGEST + 1):
            for start in range(len(padded) - length + 1):
                yield padded[start : start + length]


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All runs used in a set of texts, numbered: first those of 3 characters, then of 4, then of 5.

    Attributes
    ----------
    characters : (a,) uint32 array
        Code points in use, sorted.
    keys : tuple of three int64 arrays, each sorted
        For 3 characters their places in `characters` as digits of base a; for 4 and 5 the number of the run
        without its last character within the shorter length, times a, plus the place of the last character.
        So no two runs share a key, however many alphabets are mixed.
    """

    characters: Points
    keys: tuple[Ints, ...]

    def __len__(self) -> int:
        """How many different runs there are."""
        return sum(map(len, self.keys))

    def find(self, grams: Sequence[str]) -> Ints:
        """Number of each run, -1 for one that no text uses.

        Parameters
        ----------
        grams : sequence of str
            Runs of 3 to 5 characters.

        Returns
        -------
        (g,) int array

        Examples
        --------
        >>> vocabulary, _ = count_grams(["bus", "bil"])
        >>> vocabulary.find([" bu", " bus", "tog"]).tolist()
        [1, 7, -1]
        """
        out = np.full(len(grams), -1, dtype=np.int64)
        lengths = np.array([len(gram) for gram in grams], dtype=np.int64)
        for length in range(SHORTEST, LONGEST + 1):
            at = np.flatnonzero(lengths == length)
            if len(at):
                letters = _points("".join(grams[i] for i in at.tolist())).reshape(-1, length)
                out[at] = self._numbers(letters)
        return out

    def _numbers(self, letters: Points) -> Ints:
        places = _place(self.characters, letters)
        base = len(self.characters)
        key = (places[:, 0] * base + places[:, 1]) * base + places[:, 2]
        known = (places >= 0).all(axis=1)
        number, before = np.zeros(len(letters), dtype=np.int64), 0
        for step, keys in enumerate(self.keys[: letters.shape[1] - SHORTEST + 1]):
            if step:
                before += len(self.keys[step - 1])
                key = number * base + places[:, SHORTEST + step - 1]
            number = _place(keys, key)
            known &= number >= 0
        return np.where(known, number + before, -1)


def count_grams(forms: Sequence[str]) -> tuple[Vocabulary, sp.csr_matrix]:
    """Number the runs of all texts and count them.

    Parameters
    ----------
    forms : sequence of n str
        Normal forms.

    Returns
    -------
    Vocabulary
    (n, v) sparse matrix
        How often each text uses each run; columns in the vocabulary's numbers, sorted within rows. The
        numbering follows the alphabet, so it does not depend on the order of the texts.

    Notes
    -----
    Counted over all texts at once, without a Python step per run: time O(c) for c characters of one alphabet,
    O(c log c) for many.

    Examples
    --------
    >>> vocabulary, counts = count_grams(["bus bus", "bil"])
    >>> len(vocabulary), counts.sum(axis=1).ravel().tolist()
    (12, [[12.0, 6.0]])
    """
    padded = [f" {form} " for form in forms]
    points = _points("".join(padded))
    characters, code = _numbered(points.astype(np.int64))
    row = np.repeat(np.arange(len(forms)), [len(text) for text in padded])
    blank, base = points == _BLANK, len(characters)
    # A run may begin or end with a blank but never has one inside, so none spans two words or two texts.
    start = np.flatnonzero(~blank[1:-1]) if len(points) else np.zeros(0, dtype=np.int64)
    key = (code[start] * base + code[start + 1]) * base + code[start + 2]
    keys, rows, columns, before = [], [], [], 0
    for length in range(SHORTEST, LONGEST + 1):
        used, number = _numbered(key)
        keys.append(used)
        rows.append(row[start])
        columns.append(number + before)
        before += len(used)
        longer = ~blank[start + length - 1]
        start = start[longer]
        key = number[longer] * base + code[start + length]
    place = (np.concatenate(rows), np.concatenate(columns))
    counts = sp.csr_matrix((np.ones(len(place[0])), place), shape=(len(forms), before))
    counts.sum_duplicates()
    return Vocabulary(characters=characters.astype(np.uint32), keys=tuple(keys)), counts


def _points(text: str) -> Points:
    """Code points; half a surrogate pair is taken as it is, since people paste such things."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint32)


def _numbered(key: Ints) -> tuple[Ints, Ints]:
    """The different keys, sorted, and each key's place among them; by a table where it fits in 16 MB."""
    size = int(key.max(initial=-1)) + 1
    if size > _TABLE:
        used, number = np.unique(key, return_inverse=True)
        return used, number.astype(np.int64)
    there = np.zeros(size, dtype=bool)
    there[key] = True
    return np.flatnonzero(there), (np.cumsum(there) - 1)[key]


def _place(ordered: npt.NDArray[np.integer], wanted: npt.NDArray[np.integer]) -> Ints:
    """Where each wanted value stands in a sorted array, -1 where it does not."""
    if not len(ordered):
        return np.full(wanted.shape, -1, dtype=np.int64)
    at = np.minimum(np.searchsorted(ordered, wanted), len(ordered) - 1)
    return np.where(ordered[at] == wanted, at, -1).astype(np.int64)
