"""What makes a search of thousands fast changes no ranking: compared with the plain way."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language import shares
from language.features import Floats
from language.postings import Postings
from language.search import OF_TEXTS, Document, Index
from language.shares import Remembered, share_of
from language.words import words_of

_PIECES = [
    "転記",
    "申告書",
    "RPA",
    "会議",
    "日程",
    "調整",
    "議事録",
    "自動化",
    "紙",
    "電話",
    "税",
    "窓口",
    "の",
    "を",
    "住民票",
]
_TEXTS = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=6).map("".join)
_CHANGES = st.lists(st.tuples(st.integers(0, 9), st.none() | _TEXTS), max_size=25)


def plainly(index: Index[int], query: str) -> list[tuple[int, float]]:
    scores = index._scores(query)
    best = np.argsort(-scores, kind="stable").tolist()
    return [(index._keys[i], float(scores[i])) for i in best if scores[i] > 0]


@settings(max_examples=25)
@given(_CHANGES, _TEXTS, st.sampled_from([0.0, 0.1, OF_TEXTS.near]))
def test_順位は全部を並べたときと同じで変わるたびに覚え直す(
    changes: list[tuple[int, str | None]], query: str, least: float
) -> None:
    index: Index[int] = Index()
    for key, text in changes:
        if text is None:
            index.remove(key)
        else:
            index.put(Document(key, title=text, body=text[::-1]))
        index.search(query)  # what it remembers of this must not outlive the next change
    expected = plainly(index, query)
    assert [(hit.key, hit.score) for hit in index.search(query, limit=99)] == expected
    near, others = index.ranked(query, least=least)
    assert near == [key for key, score in expected if score >= OF_TEXTS.near and score > least]
    assert list(others) == [key for key, score in expected if least < score < OF_TEXTS.near]
    anew: Index[int] = Index()
    for place, key in enumerate(index._keys):
        if index._place_of.get(key) == place:
            last = next(text for number, text in reversed(changes) if number == key)
            assert last is not None
            anew.put(Document(key, title=last, body=last[::-1]))
    assert {hit.key for hit in anew.search(query, limit=99)} == {key for key, _ in expected}


@settings(max_examples=25)
@given(_TEXTS)
def test_近い言葉は全部を並べたときと同じ(text: str) -> None:
    index: Index[int] = Index(Document(n, title=piece) for n, piece in enumerate(_PIECES))
    near = index._near
    for word in words_of(text):
        means = near._by_vectors(word) * np.float32(near._reach.counts)
        nearest = np.argsort(-means, kind="stable")[: near._reach.most]
        expected = [(near._terms[i], float(means[i])) for i in nearest if means[i] > 0]
        assert near.near(word) == near.near(word) == expected


@settings(max_examples=50)
@given(
    st.lists(st.dictionaries(st.sampled_from("abcd"), st.floats(1, 9), min_size=1), min_size=1),
    st.lists(st.tuples(st.sampled_from("abcdz"), st.floats(0, 1, width=32)), max_size=8),
    st.sets(st.integers(0, 3)),
)
def test_まとめて上げても一つずつ計ったものと同じ(
    documents: list[dict[str, float]], terms: list[tuple[str, float]], removed: set[int]
) -> None:
    postings = Postings()
    for each in documents:
        postings.append(each, length=sum(each.values()))
    for place in sorted(removed):
        if place < len(documents):
            postings.remove(place)
    now = postings.now()
    together: Floats = now.nothing()
    now.raise_to(together, terms)
    for place, each in enumerate(documents):
        there = [
            meant * each[term] / (each[term] + now.against[place])
            for term, meant in terms
            if term in each
        ]
        expected = 0.0 if place in removed else max(there, default=0.0)
        assert together[place] == pytest.approx(expected, rel=1e-5)


@settings(max_examples=50)
@given(st.lists(st.floats(0, 1, width=32)), st.floats(0, 1, width=32))
def test_よくあるものもまれなものも同じに足し同じに上げる(there: list[float], times: float) -> None:
    found = np.array(there, dtype=np.float32)
    share = share_of(found.copy())
    if share is None:
        assert not found.any()
        return
    assert (share.places is None) == (4 * np.count_nonzero(found) > len(found))
    added, raised = np.full_like(found, 0.25), np.full_like(found, 0.25)
    share.add_to(added, times)
    share.raise_in(raised, times)
    assert np.array_equal(added, np.float32(0.25) + np.float32(times) * found)
    assert np.array_equal(raised, np.maximum(np.float32(0.25), np.float32(times) * found))


def test_覚えるのは決めた量までで先に聞かれたものから忘れる(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shares, "_MOST_NUMBERS", 20)
    remembered, asked = Remembered(), list[str]()

    def ask(what: str) -> None:
        def found() -> Floats:
            asked.append(what)
            return np.ones(8, dtype=np.float32)

        remembered.asked(what, found)

    for what in "ababcbacb":
        ask(what)
    assert "".join(asked) == "abcab"
