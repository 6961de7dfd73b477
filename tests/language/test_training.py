"""Learning: the same sentences give the same bytes, and bad ones are named."""

import json
from pathlib import Path

import numpy as np
import pytest

from language.calibration import fit_lean, fit_temperature, fit_threshold
from language.corpus_files import BadCorpus, Sentence, digest, read_sentences, training_files
from language.evaluate import evaluate, judged
from language.fitting import fitted
from language.folds import folds
from language.intents import Intent
from language.model import TrainedUnderstander, Weights, calibrated, read_weights
from language.normalise import normalise
from language.train import train
from language.understanding import Understanding


@pytest.fixture(scope="module")
def sentences() -> list[Sentence]:
    """Five an intent: enough to learn something in seconds."""
    everything = read_sentences(training_files())
    return [s for intent in Intent for s in [s for s in everything if s.intent is intent][:5]]


def test_同じ学習文からは同じバイト列ができる(sentences: list[Sentence], tmp_path: Path) -> None:
    texts = [normalise(s.text) for s in sentences]
    labels = np.array([list(Intent).index(s.intent) for s in sentences])
    files = [tmp_path / "first.npz", tmp_path / "second.npz"]
    for file in files:
        thresholds = np.ones(len(Intent), dtype=np.float32)
        Weights(fitted(texts, labels), 1.0, thresholds, "").save(file)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_学習した重みは学習文を覚えている(sentences: list[Sentence], tmp_path: Path) -> None:
    corpus = tmp_path / "train_small.jsonl"
    lines = [json.dumps({"text": s.text, "intent": s.intent}) for s in sentences]
    corpus.write_text("\n".join(lines), "utf-8")
    report = train([corpus], weights=tmp_path / "weights.npz")
    weights = read_weights(report.weights)
    assert evaluate(TrainedUnderstander(weights), sentences).accuracy > 0.95
    assert weights.corpus == digest([corpus])
    assert report.held_out.sentences == len(sentences)
    assert report.held_out.accuracy > 2 / len(Intent)


@pytest.mark.parametrize(
    "line", ['{"text": "次は？"}', '{"text": "次は？", "intent": "dance"}', "次は？", "[]"]
)
def test_読めない行は行番号と直し方を言う(line: str, tmp_path: Path) -> None:
    file = tmp_path / "train_x.jsonl"
    file.write_text('{"text": "次は？", "intent": "next_training"}\n' + line, "utf-8")
    with pytest.raises(BadCorpus, match=r"train_x\.jsonl 2行目.*intent"):
        read_sentences([file])


def test_例文の足りない意図があれば学習しない(tmp_path: Path) -> None:
    file = tmp_path / "train_x.jsonl"
    file.write_text('{"text": "次は？", "intent": "next_training"}', "utf-8")
    with pytest.raises(ValueError, match="5文以上"):
        train([file], weights=tmp_path / "weights.npz")
    assert not (tmp_path / "weights.npz").exists()


def test_しきい値は約束した正解率を守る最小の確率() -> None:
    probabilities = np.array([[0.9, 0.1], [0.8, 0.2], [0.3, 0.7], [0.6, 0.4]], dtype=np.float32)
    labels = np.array([0, 0, 1, 1])
    assert fit_threshold(probabilities, labels, precision=0.95) == pytest.approx(0.7)
    assert fit_threshold(probabilities, 1 - labels, precision=0.95) == 1.0


def test_対象外へは_約束した割合が見つかるだけ傾ける() -> None:
    scores = np.array([[0, 1], [2, 1], [4, 1], [9, 1], [0, 5]], dtype=np.float32)
    labels = np.array([1, 1, 1, 1, 0])
    for recall, lean in ((0.25, 0), (0.3, 1), (0.5, 1), (0.7, 3), (1.0, 8)):
        found = fit_lean(scores, labels, towards=1, recall=recall)
        assert found == pytest.approx(lean, abs=1e-5)
        chosen = (scores[labels == 1] + [0, found]).argmax(axis=1)
        assert chosen.mean() >= recall


def test_手が足りれば_ひとりの文は分けない() -> None:
    labels, hands = np.tile(np.arange(len(Intent)), 6), np.repeat(np.arange(6), len(Intent))
    for seen, unseen in folds(labels, hands):
        assert set(hands[seen]).isdisjoint(hands[unseen])
    one_hand = list(folds(labels, np.zeros_like(hands)))
    assert sorted(i for _, unseen in one_hand for i in unseen) == list(range(len(labels)))


def test_温度は外れを自信なく言わせる() -> None:
    scores = np.array([[4.0, 0.0]] * 4, dtype=np.float32)
    labels = np.array([0, 0, 0, 1])
    temperature = fit_temperature(scores, labels)
    assert calibrated(scores, temperature)[0, 0] == pytest.approx(0.75, abs=0.02)


def _understood(intent: Intent, *others: Intent, is_sure: bool) -> Understanding:
    ranked = ((intent, 0.6), *((other, 0.1) for other in others))
    return Understanding(intent=intent, confidence=0.6, ranked=ranked, is_sure=is_sure)


def test_評価は即答と候補と対象外を分けて数える() -> None:
    evaluation = judged(
        [
            (Intent.HELP, _understood(Intent.HELP, is_sure=True)),
            (Intent.HELP, _understood(Intent.NONE, Intent.HELP, is_sure=False)),
            (Intent.NONE, _understood(Intent.NONE, is_sure=False)),
            (Intent.NONE, _understood(Intent.HELP, Intent.KPI, is_sure=True)),
        ]
    )
    assert evaluation.accuracy == 0.5
    assert evaluation.top_3 == 0.75
    assert (evaluation.acted_precision, evaluation.acted_coverage) == (0.5, 0.5)
    assert (evaluation.sentences, evaluation.outside) == (4, 2)
    assert (evaluation.out_of_scope_recall, evaluation.in_scope_rejected) == (0.5, 0.5)
    assert evaluation.macro_f1 == pytest.approx(0.5)
    assert (Intent.HELP, Intent.NONE, 1) in evaluation.confusions
