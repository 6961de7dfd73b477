"""An issue as a direction: what it says, and which known problems it comes near to."""

from dataclasses import replace

import numpy as np
import pytest

from language.features import Floats
from language.issue_corpus import clusters_of, issue_training_files, read_issues
from language.issue_encoder import FORUM, IssueEncoder, issue_encoder

TYPED, CAR = "届いた申請書を見ながら打ち直している", "公用車が空いているか席から分からない"


def with_problems(*directions: Floats) -> IssueEncoder:
    encoder = issue_encoder()
    learned = encoder.projection.shape[1]
    rows = np.array(directions, dtype=np.float32).reshape(len(directions), learned)
    return replace(encoder, problems=rows)


def said(text: str) -> Floats:
    """As it is without any known problem, of length 1."""
    row = with_problems().encoded(text)
    unit: Floats = row / np.float32(np.linalg.norm(row))
    return unit


def likeness(encoder: IssueEncoder) -> float:
    return float(encoder.encoded(TYPED) @ encoder.encoded(CAR))


def test_知っている同じ課題に近い二つは_そのぶん似ている() -> None:
    typed, car = said(TYPED), said(CAR)
    between = (typed + car) / np.float32(np.linalg.norm(typed + car))
    plain = float(typed @ car)
    assert likeness(with_problems(between)) == pytest.approx(0.7 * plain + 0.3, abs=1e-5)
    apart = with_problems(typed - plain * car, car - plain * typed)
    assert likeness(apart) == pytest.approx(0.7 * plain, abs=1e-5)


def test_重みは半分の精度のまま持ち_どの向きも変わらない() -> None:
    encoder = issue_encoder()
    whole = replace(encoder, projection=encoder.projection.astype(np.float32))
    assert encoder.projection.nbytes * 2 == whole.projection.nbytes
    texts = [TYPED, CAR, "", "😀", "x" * 3_000]
    assert np.array_equal(encoder.all_encoded(texts), whole.all_encoded(texts))


def test_長さは一で_言葉のない文はどこも向かない() -> None:
    encoder = issue_encoder()
    assert float(np.linalg.norm(encoder.encoded(TYPED))) == pytest.approx(1, abs=1e-5)
    assert encoder.encoded(TYPED).shape == (encoder.dimensions,)
    assert not encoder.encoded("").any()


def test_知っている課題は_学習文で二件から書かれたもの() -> None:
    problems = issue_encoder().problems
    sizes = [len(places) for places in clusters_of(read_issues(issue_training_files())).values()]
    assert len(problems) == sum(size > 1 for size in sizes)
    assert np.allclose(np.linalg.norm(problems, axis=1), 1, atol=1e-3)


def test_課題が少ないうちは_二つだけのまとまりに求める近さも小さい() -> None:
    encoder = replace(issue_encoder(), least=0.3, least_of_two=0.6)
    asked = [encoder.least_of_two_among(count) for count in (0, 1, 3, 30, FORUM, 10_000)]
    assert asked[:2] == [0.3, 0.3]
    assert asked[2:4] == pytest.approx([0.361, 0.488], abs=0.001)
    assert asked[4:] == [0.6, 0.6]
