"""What makes a search of thousands fast changes no ranking: compared with the plain way."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from language.features import Floats
from language.matching import Matching
from language.postings import Postings
from language.search import OF_TEXTS, Document, Index
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
    assert others == [key for key, score in expected if least < score < OF_TEXTS.near]
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
)
def test_まとめて上げても一つずつ上げても同じ(
    documents: list[dict[str, float]], terms: list[tuple[str, float]]
) -> None:
    postings = Postings()
    for each in documents:
        postings.append(each, length=sum(each.values()))
    matching = Matching(postings.now(), None)  # type: ignore[arg-type]  # no near word is asked for
    together: Floats = postings.now().nothing()
    one_by_one: Floats = postings.now().nothing()
    matching._raise_all(together, terms)
    for term, meant in terms:
        matching._raise(one_by_one, term, meant)
    assert np.array_equal(together, one_by_one)
