"""Discussions with what a summary of them has to say, and must not: one JSON object a line
(``language/corpus/threads/README.md``)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from language.corpus_files import CORPUS, BadCorpus
from language.thread_message import ThreadMessage

THREADS = CORPUS / "threads"

Words = tuple[tuple[str, ...], ...]
"""All of them stand in one sentence; of each the one or the other."""


@dataclass(frozen=True, slots=True)
class ToldThread:
    title: str
    """May be empty."""
    messages: tuple[ThreadMessage, ...]
    facts: tuple[Words, ...]
    decisions: tuple[Words, ...]
    open_questions: tuple[Words, ...]
    superseded: tuple[Words, ...]
    answered: tuple[Words, ...]
    chatter: frozenset[int]
    """Places of the messages that say nothing of the matter."""


def thread_files(part: str) -> tuple[Path, ...]:
    """``part``: train or validation."""
    return tuple(sorted(THREADS.glob(f"{part}_*.jsonl")))


def read_threads(files: Iterable[Path]) -> tuple[ToldThread, ...]:
    """All threads of the files, in order. Raises ``BadCorpus``, or OSError for a missing file."""
    return tuple(
        _thread(line, where=f"{file.name} {number}行目")
        for file in files
        for number, line in enumerate(file.read_text("utf-8").split("\n"), start=1)
        if line.strip()
    )


def message_of(fields: Mapping[str, object]) -> ThreadMessage:
    """Of ``{"speaker", "department", "text", "ts"}``; only the text has to be there. Raises TypeError."""
    texts = [fields.get(name) or "" for name in ("speaker", "department")]
    text, said_at = fields.get("text"), fields.get("ts")
    if said_at is None:
        said_at = ""
    if isinstance(said_at, bool) or not isinstance(said_at, str | int | float):
        raise TypeError("ts が文字でも数でもありません")
    if not isinstance(text, str) or not all(isinstance(each, str) for each in texts):
        raise TypeError("文字でない値があります")
    return ThreadMessage(text, str(texts[0]), str(texts[1]), str(said_at))


def _thread(line: str, *, where: str) -> ToldThread:
    try:
        fields = json.loads(line)
        messages = tuple(message_of(each) for each in fields["messages"])
        chatter = frozenset(fields.get("chatter", ()))
        if not all(isinstance(place, int) and 0 <= place < len(messages) for place in chatter):
            raise TypeError("chatter は発言の番号で書きます")
        return ToldThread(
            title=str(fields.get("title", "")),
            messages=messages,
            facts=_all_words(fields.get("facts", ())),
            decisions=_all_words(fields.get("decisions", ())),
            open_questions=_all_words(fields.get("open_questions", ())),
            superseded=_all_words(fields.get("superseded", ())),
            answered=_all_words(fields.get("answered", ())),
            chatter=chatter,
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadCorpus(
            f'{where}: {{"messages": […], "facts": [["…"]], "decisions": […], …}} の形で書いてください（{error}）。'
        ) from error


def _all_words(told: Iterable[Iterable[str]]) -> tuple[Words, ...]:
    return tuple(tuple(tuple(word.split("|")) for word in words) for words in told)
