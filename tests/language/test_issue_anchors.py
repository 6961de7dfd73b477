"""The words of an office that a text comes near to, and the topics that are not compared."""

from itertools import pairwise

import numpy as np
import pytest

from language import issue_anchors
from language.issue_anchors import Anchors, anchor_forms
from language.issue_corpus import clusters_of, issue_training_files, near_topics, read_issues
from language.issue_training import learned
from language.vectors import word_vectors
from language.words import words_of

OFFICE = ("高齢者", "除雪", "決裁", "駐車場")


def reached(text: str) -> dict[str, float]:
    anchors = Anchors.of(OFFICE)
    places, how_near = anchors.near(words_of(text))
    return {OFFICE[at]: near for at, near in zip(places.tolist(), how_near.tolist(), strict=True)}


def test_別の言い方が_役所の言葉に近づく() -> None:
    said = reached("お年寄りが雪かきをしている")
    assert set(said) == {"高齢者", "除雪"}
    assert all(0 < near < 1 for near in said.values())
    assert reached("除雪")["除雪"] == pytest.approx(1, abs=1e-3)
    assert reached("議事録") == {}


def test_いちばん近い言葉で決まり_言葉が増えても薄まらない() -> None:
    alone = reached("雪かき")
    beside = reached("雪かきの受付表を毎朝印刷して電話で確かめている")
    assert beside["除雪"] == pytest.approx(alone["除雪"], rel=1e-5)


def test_言葉のベクトルがなくても動く(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(issue_anchors, "word_vectors", lambda: None)
    assert reached("除雪") == {}
    assert anchor_forms(["除雪"]) == ()


def test_役所の話と課題の言葉が_よく使う順に一つずつ入る() -> None:
    forms = anchor_forms(["合言葉はカピバラ"])
    assert {"決裁", "カピバラ"} <= set(forms)
    assert len(forms) == len(set(forms)) > 2_000
    vectors = word_vectors()
    assert vectors is not None
    rows = [vectors.row_of(form) or 0 for form in forms]
    assert all(a < b for a, b in pairwise(rows))


def test_言いきれない題は_どちらも学習文にあり_両向きに読める() -> None:
    clusters = clusters_of(read_issues(issue_training_files()))
    near = near_topics()
    assert {a for a, _ in near} <= set(clusters)
    assert all((b, a) in near and a != b for a, b in near)


def test_一つのファイルは一人が書き_同じ文は二度ない() -> None:
    for file in issue_training_files():
        issues = read_issues([file])
        assert len({issue.hand for issue in issues}) == 1
        assert len({issue.said for issue in issues}) == len(issues)


def test_見ていない言い方も_学んだ題のそばに来る() -> None:
    few = [i for i in read_issues(issue_training_files()) if i.cluster in ("T01a", "W16", "U38")]
    rows = learned(few, rounds=10).all_encoded(
        ["申込用紙をキーボードで写す", "届を見ながら打ち込む", "免許のある者がいない"]
    )
    likeness = rows @ rows.T
    assert likeness[0, 1] > max(likeness[0, 2], likeness[1, 2])
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-4)
