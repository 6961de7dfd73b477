"""The shipped weights belong to the shipped sentences."""

from language.corpus_files import digest, read_sentences, training_files
from language.intents import Intent
from language.model import WEIGHTS, read_weights
from tests.effort import effort

RETRAIN = "学習文が変わりました。`kakehashi language train` で重みを作り直してください。"


def test_重みは今の学習文から作られている() -> None:
    assert read_weights().corpus == digest(training_files()), RETRAIN


def test_重みは小さくすぐ読める() -> None:
    assert WEIGHTS.stat().st_size <= 4_000_000
    assert effort(read_weights) < 0.1


def test_どの意図にも十分な数の学習文がある() -> None:
    sentences = read_sentences(training_files())
    short = {i: n for i in Intent if (n := sum(s.intent is i for s in sentences)) < 50}
    assert short == {}, f"例文を足してください: {short}"


def test_同じ文に二つの意図が付いていない() -> None:
    meant: dict[str, Intent] = {}
    for sentence in read_sentences(training_files()):
        assert meant.setdefault(sentence.text, sentence.intent) is sentence.intent, sentence.text
