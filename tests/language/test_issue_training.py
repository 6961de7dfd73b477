"""Learning which issues are one problem: the shipped weights belong to the shipped issues."""

import json
from pathlib import Path

import numpy as np
import pytest

from language.corpus_files import BadCorpus, digest
from language.features import Floats
from language.issue_corpus import ToldIssue, issue_training_files, read_issues
from language.issue_encoder import WEIGHTS, issue_encoder, read_encoder
from language.issue_evaluation import evaluate_issues, evaluated
from language.issue_report import describe_issues
from language.issue_scores import clustering, hit_rate
from language.issue_training import train_issues

RETRAIN = (
    "課題の学習文が変わりました。`kakehashi language train issues` で重みを作り直してください。"
)
FEW = 20
"""Issues of a hand: enough to learn something in a second."""
FEW_HANDS = 2
"""So many that one is unseen by what the other teaches."""


def test_重みは今の学習文から作られていて小さい() -> None:
    assert issue_encoder().corpus == digest(issue_training_files()), RETRAIN
    assert WEIGHTS.stat().st_size <= 7_500_000


def few(folder: Path) -> list[Path]:
    files = []
    for file in issue_training_files()[:FEW_HANDS]:
        files.append(folder / file.name)
        lines = file.read_text("utf-8").splitlines()[:FEW]
        files[-1].write_text("\n".join(lines), "utf-8")
    return files


def test_同じ学習文からは同じバイト列ができ_学んだ課題を見分ける(tmp_path: Path) -> None:
    files = few(tmp_path)
    weights = [tmp_path / "first.npz", tmp_path / "second.npz"]
    reports = [train_issues(files, weights=file, rounds=5) for file in weights]
    assert weights[0].read_bytes() == weights[1].read_bytes()
    assert reports[0].issues == FEW * len(files)
    encoder = read_encoder(weights[0])
    assert encoder.corpus == digest(files)
    assert evaluate_issues(encoder, read_issues(files)).hit_rate > 0.95
    assert 0 < reports[0].held_out.hit_rate <= 1


def test_書き手が一人では学習しない(tmp_path: Path) -> None:
    weights = tmp_path / "weights.npz"
    with pytest.raises(ValueError, match="2つ以上"):
        train_issues(few(tmp_path)[:1], weights=weights, rounds=1)
    assert not weights.exists()


@pytest.mark.parametrize(
    "line", ['{"text": "紙"}', "紙", "[]", '{"department": 1, "text": "紙", "cluster": "a"}']
)
def test_読めない行は行番号と直し方を言う(line: str, tmp_path: Path) -> None:
    file = tmp_path / "train_x.jsonl"
    good = {"department": "市民課", "text": "紙", "cluster": "a"}
    file.write_text(json.dumps(good) + "\n" + line, "utf-8")
    with pytest.raises(BadCorpus, match=r"train_x\.jsonl 2行目.*cluster"):
        read_issues([file])


def test_ほかの特徴量の重みは_学習し直すように言う(tmp_path: Path) -> None:
    file = tmp_path / "issues.npz"
    with np.load(WEIGHTS) as stored:
        np.savez_compressed(file, **{**stored, "matters": np.array("ほかの")})
    with pytest.raises(ValueError, match="学習し直してください"):
        read_encoder(file)


# -- the measures --------------------------------------------------------------------------------


def told(*clusters: str) -> list[ToldIssue]:
    return [ToldIssue(f"{i}課", "", "紙", cluster) for i, cluster in enumerate(clusters)]


def test_B3は_手で数えたものと同じになる() -> None:
    issues = told("a", "a", "a", "b", "b")
    found = clustering(issues, [(0, 1), (2, 3), (4,)])
    assert found.precision == pytest.approx((1 + 1 + 0.5 + 0.5 + 1) / 5)
    assert found.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 / 2 + 1 / 2) / 5)
    assert found.across_precision == pytest.approx(1 / 2)
    assert found.across_recall == pytest.approx(1 / 4)
    assert found.groups_precision == pytest.approx(1 / 2)
    assert found.groups_recall == pytest.approx(1 / 2)


def test_ちょうど半分だけ重なるまとまりは_同じまとまりに数えない() -> None:
    found = clustering(told("a", "a", "b", "b"), [(0,), (1, 2, 3)])
    assert (found.groups_precision, found.groups_recall) == (1.0, 0.5)
    half = clustering(told("a", "a", "b", "c"), [(0, 1, 2, 3)])
    assert (half.groups_precision, half.groups_recall) == (0.0, 0.0)


def test_一つの課だけの課題は_部局をまたぐまとまりに数えない() -> None:
    one = [ToldIssue("市民課", "", "紙", cluster) for cluster in "aabb"]
    found = clustering(one, [(0, 1), (2, 3)])
    assert (found.groups_precision, found.groups_recall) == (0.0, 0.0)


def test_近い五件に同じ課題があれば当たり_一件だけの課題は数えない() -> None:
    issues = told("a", "a", "b", "b", "c", "d", "e", "f", "g")
    likeness: Floats = np.zeros((9, 9), dtype=np.float32)
    likeness[0, 1] = likeness[1, 0] = 1.0
    likeness[2, 4:] = likeness[3, 4:] = 0.5
    assert hit_rate(issues, likeness) == pytest.approx(0.5)


def test_同じと言われるほど正しくまとまる() -> None:
    issues = told(*"aabbccdd")
    rows: Floats = np.eye(8, 16, dtype=np.float32)
    found = evaluated(rows, issues, least=0.5, sure=0.5)
    assert found.alone.recall == pytest.approx(0.5)
    assert found.confirmed.f > found.alone.f


def test_評価は目標と並べて示す() -> None:
    rows: Floats = np.eye(2, 4, dtype=np.float32)
    said = describe_issues(evaluated(rows, told("a", "a"), least=0.5, sure=0.5))
    assert "課題 2件" in said
    assert "目標 0.85 以上" in said
    assert "0.667  自動のまとまり B³ F  目標 0.65 以上" in said
    assert "（届いていません）" in said
