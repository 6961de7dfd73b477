"""The project's own sentences, one JSON object a line: ``{"text", "intent"}``."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from language.intents import Intent

CORPUS = Path(__file__).parent / "corpus"


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    intent: Intent


class BadCorpus(ValueError):
    """A line that is no sentence; the message names the file, the line and what to write."""


def training_files() -> tuple[Path, ...]:
    """Every ``train_*.jsonl``; what is only for measuring has another name."""
    return tuple(sorted(CORPUS.glob("train_*.jsonl")))


def read_sentences(files: Iterable[Path]) -> tuple[Sentence, ...]:
    """All sentences of the files, in order. Raises ``BadCorpus``, or OSError for a missing file."""
    return tuple(
        _sentence(line, where=f"{file.name} {number}行目")
        for file in files
        for number, line in enumerate(file.read_text("utf-8").split("\n"), start=1)
        if line.strip()
    )


def digest(files: Sequence[Path]) -> str:
    """SHA-256 of the files' contents in the order of their names: tells whether weights are stale."""
    hashed = hashlib.sha256()
    for file in sorted(files, key=lambda file: file.name):
        hashed.update(hashlib.sha256(file.read_bytes()).digest())
    return hashed.hexdigest()


def _sentence(line: str, *, where: str) -> Sentence:
    try:
        fields = json.loads(line)
        return Sentence(text=str(fields["text"]), intent=Intent(fields["intent"]))
    except (ValueError, KeyError, TypeError) as error:
        raise BadCorpus(
            f'{where}: {{"text": "…", "intent": "…"}} の形で書いてください（{error}）。'
        ) from error
