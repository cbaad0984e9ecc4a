"""Has somebody said this already: what a writer may expect, with scikit-learn as the oracle."""

from __future__ import annotations

import pickle
import time
import unicodedata

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from samskab.methods import similarity
from samskab.methods.similarity import grams
from samskab.methods.similarity.grams import count_grams, grams_of, normal_form

from .sayings import (
    ABOUT_OTHER_THINGS,
    ABOUT_OTHER_THINGS_LATER,
    SAID_AGAIN,
    SAID_AGAIN_LATER,
    demo_statements,
)

WORDS = [
    "mørkt",
    "hjem",
    "bussen",
    "kører",
    "ikke",
    "huset",
    "åbent",
    "opvask",
    "kaffe",
    "skole",
    "brev",
    "bold",
]
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
anything = st.text(max_size=30)


def oracle(texts: list[str], query: str) -> np.ndarray:
    """Cosines by scikit-learn. It leaves n-grams nobody used out of the query's length; we do not."""
    vectorizer = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, preprocessor=normal_form
    )
    return np.asarray((vectorizer.fit_transform(texts) @ vectorizer.transform([query]).T).toarray()).ravel()


def scores(index: similarity.Index, query: str, n: int) -> np.ndarray:
    found = np.zeros(n)
    for match in similarity.nearest(index, query, n, least=0.0).matches:
        found[[match.index, *match.twins]] = match.score
    return found


@pytest.mark.parametrize("said_again", [SAID_AGAIN, SAID_AGAIN_LATER], ids=["seen", "later"])
def test_the_same_said_again_is_among_the_first_three(said_again: dict[str, str]) -> None:
    said = demo_statements()
    ids = list(said)
    index = similarity.Index.build(list(said.values()))
    hits = [
        key in [ids[match.index] for match in similarity.nearest(index, again, 3).matches]
        for key, again in said_again.items()
    ]
    assert sum(hits) / len(hits) >= 0.95


@pytest.mark.parametrize("others", [ABOUT_OTHER_THINGS, ABOUT_OTHER_THINGS_LATER], ids=["seen", "later"])
def test_few_hits_are_shown_to_whoever_writes_about_something_else(others: tuple[str, ...]) -> None:
    index = similarity.Index.build(list(demo_statements().values()))
    shown = [bool(similarity.nearest(index, text).matches) for text in others]
    assert sum(shown) / len(shown) <= 0.1


def test_what_nothing_resembles_is_told_so() -> None:
    index = similarity.Index.build(["Giv os bussen tilbage"])
    answer = similarity.nearest(index, "Ny cykelsti")
    assert (answer.matches, answer.reason) == ((), "nothing_alike")


@settings(max_examples=60, deadline=None)
@given(st.lists(sentences, min_size=1, max_size=12), sentences)
def test_scores_are_scikit_learns_up_to_the_length_of_the_query(texts: list[str], query: str) -> None:
    """Up to one factor per query: at most 1, and 1 when every n-gram of it was used by somebody."""
    mine, theirs = scores(similarity.Index.build(texts), query, len(texts)), oracle(texts, query)
    used = {gram for text in texts for gram in grams_of(normal_form(text))}
    factor = mine.max() / theirs.max() if theirs.max() > 1e-9 else 0.0
    assert np.allclose(mine, factor * theirs, atol=1e-8)
    assert factor <= 1 + 1e-8
    if set(grams_of(normal_form(query))) <= used:
        assert factor == pytest.approx(1.0)


@settings(max_examples=60, deadline=None)
@given(st.lists(anything, min_size=1, max_size=8), st.data())
def test_the_same_text_scores_one_and_comes_first(texts: list[str], data: st.DataObject) -> None:
    own = data.draw(st.sampled_from(texts))
    answer = similarity.nearest(similarity.Index.build(texts), own, len(texts))
    if sum(letter.isalnum() for letter in normal_form(own)) < 2:
        assert (answer.matches, answer.reason) == ((), "too_short")
        return
    first = answer.matches[0]
    assert first.identical
    assert first.score == 1.0
    assert {first.index, *first.twins} == {
        i for i, t in enumerate(texts) if normal_form(t) == normal_form(own)
    }


@settings(max_examples=60, deadline=None)
@given(st.lists(sentences, min_size=1, max_size=12), sentences, st.randoms(use_true_random=False))
def test_the_order_of_the_texts_decides_nothing(texts: list[str], query: str, rng: object) -> None:
    order = list(range(len(texts)))
    rng.shuffle(order)  # type: ignore[attr-defined] # a random.Random
    plain = similarity.nearest(similarity.Index.build(texts), query, 2, least=0.0)
    turned = similarity.nearest(similarity.Index.build([texts[i] for i in order]), query, 2, least=0.0)
    said = [(normal_form(texts[m.index]), m.score, m.identical, len(m.twins)) for m in plain.matches]
    again = [(normal_form(texts[order[m.index]]), m.score, m.identical, len(m.twins)) for m in turned.matches]
    assert said == again
    assert plain.tied == turned.tied


def test_a_tie_at_the_last_place_goes_by_lot_and_is_told() -> None:
    """Two sentences of the same words are equally near; which one is shown changes with the lot only."""
    texts = ["hund og kat", "kat og hund", "ko"]
    index = similarity.Index.build(texts)
    answers = [similarity.nearest(index, "hund kat", 1, seed=seed) for seed in range(20)]
    assert {answer.matches[0].index for answer in answers} == {0, 1}
    assert {answer.tied for answer in answers} == {2}
    assert similarity.nearest(index, "hund kat", 2).tied == 0


def test_the_same_text_comes_before_others_of_the_same_words() -> None:
    index = similarity.Index.build(["kat og hund", "hund og kat", "og kat hund"])
    for seed in range(10):
        answer = similarity.nearest(index, "Hund og kat", 2, seed=seed)
        assert (answer.matches[0].index, answer.matches[0].identical) == (1, True)
        assert (answer.matches[1].score, answer.matches[1].identical) == (1.0, False)


@pytest.mark.parametrize("nothing", ["", " ", "\n\t", "i", "  å ", "?!", "a\u0301", "👍"])
def test_an_empty_or_one_letter_text_gives_no_hit_either_way(nothing: str) -> None:
    texts = ["i dag regner det", "å", nothing, "👍 ja tak"]
    index = similarity.Index.build(texts)
    assert similarity.nearest(index, nothing).matches == ()
    assert similarity.nearest(index, nothing).reason == "too_short"
    found = {m.index for m in similarity.nearest(index, "i å dag 👍", 9, least=0.0).matches}
    assert found <= {0, 3}


def test_texts_that_can_never_be_found_are_counted() -> None:
    index = similarity.Index.build(["i", "", "kaffe"])
    assert (index.n_texts, index.n_too_short) == (3, 2)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=20).map(normal_form), max_size=6))
def test_every_run_is_counted_once_for_each_time_it_stands_there(forms: list[str]) -> None:
    vocabulary, counts = count_grams(forms)
    dense = counts.toarray()
    for row, form in enumerate(forms):
        runs = list(grams_of(form))
        assert dense[row].sum() == len(runs)
        for run in set(runs):
            assert dense[row, vocabulary.find([run])[0]] == runs.count(run)
    assert len(vocabulary) == len({run for form in forms for run in grams_of(form)})


def test_many_alphabets_at_once_are_counted_as_one_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table that numbers the runs of one alphabet quickly gives what sorting gives."""
    forms = ["trygg skolevei", "安全的上学路线 路线", "kaffe, kaffe"]
    by_table = count_grams(forms)
    monkeypatch.setattr(grams, "_TABLE", 0)
    by_sorting = count_grams(forms)
    assert all(map(np.array_equal, by_table[0].keys, by_sorting[0].keys))
    assert np.array_equal(by_table[0].characters, by_sorting[0].characters)
    assert (by_table[1] != by_sorting[1]).nnz == 0


@pytest.mark.parametrize("texts", [[], ["", "x"]])
def test_nothing_to_look_in_is_an_answer(texts: list[str]) -> None:
    answer = similarity.nearest(similarity.Index.build(texts), "kaffe og kage")
    assert (answer.matches, answer.reason) == ((), "no_texts")


def test_case_blanks_and_composed_letters_do_not_matter() -> None:
    index = similarity.Index.build(["Ål  på\nBORNHOLM"])
    answer = similarity.nearest(index, unicodedata.normalize("NFD", "ål på bornholm"))
    assert answer.matches == (similarity.Match(index=0, score=1.0, identical=True, twins=()),)


def test_texts_of_every_script_and_broken_characters_are_taken() -> None:
    texts = ["شارع آمن للأطفال", "安全的上学路线", "Trygg skolevei 🚲", "\ud800 ødelagt"]
    index = similarity.Index.build(texts)
    assert [similarity.nearest(index, text).matches[0].index for text in texts] == [0, 1, 2, 3]


def test_only_what_the_writer_may_see_is_looked_at() -> None:
    texts = ["bussen kører ikke", "bussen kører", "bussen kører ikke"]
    index = similarity.Index.build(texts)
    answer = similarity.nearest(index, "bussen kører ikke", among=[False, True, True])
    assert [(match.index, match.twins) for match in answer.matches] == [(2, ()), (1, ())]
    assert answer.n_compared == 2
    none = similarity.nearest(index, "bussen kører ikke", among=[False] * 3)
    assert (none.matches, none.reason) == ((), "no_texts")


def test_a_mask_of_another_length_and_a_limit_below_one_are_refused() -> None:
    index = similarity.Index.build(["bussen"])
    with pytest.raises(similarity.SimilarityError) as refused:
        similarity.nearest(index, "bussen", among=[True, False])
    assert (refused.value.code, refused.value.params) == ("lengths_differ", {"texts": 1, "among": 2})
    with pytest.raises(similarity.SimilarityError, match="limit_below_one"):
        similarity.nearest(index, "bussen", 0)


def test_a_result_says_how_it_was_made_and_the_hash_follows_the_input() -> None:
    index = similarity.Index.build(["bussen kører ikke"])
    one, same = (similarity.nearest(index, "bussen") for _ in range(2))
    other = similarity.nearest(index, "busser")
    assert (one.method, one.version, one.model) == ("similarity.nearest", 1, "char_wb 3-5 tf-idf")
    assert one == same
    assert one.input_sha256 != other.input_sha256


def test_an_index_can_be_kept_in_a_cache_and_leaves_the_texts_unchanged() -> None:
    texts = ["Bussen kører IKKE", "Der mangler kaffe"]
    before = list(texts)
    index = similarity.Index.build(texts)
    again = pickle.loads(pickle.dumps(index))  # noqa: S301 - our own bytes
    assert texts == before
    assert similarity.nearest(again, "kaffe") == similarity.nearest(index, "kaffe")


def vowels(texts: list[str]) -> np.ndarray:
    """A stand-in for a municipality's own model: how often each vowel stands in the text."""
    return np.array([[text.count(letter) for letter in "aeiouyæøå"] for text in texts], dtype=float)


def test_a_model_of_ones_own_can_be_plugged_in_and_is_named() -> None:
    texts = ["aaa eee", "ooo bbb", "eee aaa"]
    index = similarity.Index.build(texts, embedder=vowels, model="vowels 1")
    answer = similarity.nearest(index, "eaeaea", 3)
    assert answer.model == "vowels 1"
    assert {match.index for match in answer.matches} == {0, 2}
    assert {match.score for match in answer.matches} == {1.0}


@pytest.mark.parametrize(
    ("embedder", "code"),
    [
        (lambda texts: np.zeros(len(texts)), "embedding_shape"),
        (lambda texts: np.zeros((len(texts) + 1, 3)), "embedding_shape"),
        (lambda texts: np.full((len(texts), 3), np.nan), "embedding_not_finite"),
    ],
)
def test_a_model_that_gives_no_vectors_is_refused(embedder: similarity.Embedder, code: str) -> None:
    with pytest.raises(similarity.SimilarityError, match=code):
        similarity.Index.build(["bussen", "kaffen"], embedder=embedder, model="broken")


def test_a_model_without_a_name_is_refused() -> None:
    with pytest.raises(similarity.SimilarityError, match="model_without_a_name"):
        similarity.Index.build(["bussen"], embedder=vowels)


def test_near_duplicates_are_the_pairs_above_the_bar() -> None:
    said = list(demo_statements().values())
    index = similarity.Index.build([*said, said[3] + " Tak.", said[7]])
    pairs = similarity.alike_pairs(index, least=0.8)
    assert [(a, b) for a, b, _ in pairs] == [(3, len(said)), (7, len(said) + 1)]
    assert pairs[1][2] == 1.0
    full = np.array([scores(index, text, index.n_texts) for text in said])
    assert np.triu(full[:, : len(said)], 1).max() < 0.8


def test_five_thousand_statements_are_indexed_in_a_second_and_asked_in_five_milliseconds() -> None:
    """Processor time; the figures of a whole run stand in docs/reference/bench.md."""
    rng = np.random.default_rng(1)
    vocabulary = sorted({word for text in demo_statements().values() for word in text.split()})
    texts = [" ".join(rng.choice(vocabulary, rng.integers(6, 28))) for _ in range(5000)]
    start = time.process_time()
    index = similarity.Index.build(texts)
    built = time.process_time() - start
    start = time.process_time()
    for again in SAID_AGAIN.values():
        similarity.nearest(index, again)
    asked = (time.process_time() - start) / len(SAID_AGAIN)
    assert built < 2.0  # the bar is 1.0 on a quiet core; twice that is a regression on any
    assert asked < 0.010
