"""How much of a discussion its summary says, beside two plain ways in the same run, and what it costs.

``python -m benchmarks.threads [FILE]…``: the parts of ``language/corpus/threads/`` and files of the same shape.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import log, sqrt
from pathlib import Path

from language.search_terms import terms_of
from language.thread_corpus import ToldThread, read_threads, thread_files
from language.thread_evaluation import Summarise, evaluate_threads
from language.thread_markup import plain_message
from language.thread_message import ThreadMessage, ThreadSentence, ThreadSummary
from language.thread_report import THREAD_GOALS
from language.thread_summary import thread_summary

LONG = 200
MOST_SECONDS = 1.0
_LEAD = 3
_SENTENCES = 6
"""Of a peer that ranks: about as many as ours has of a thread."""


def lead(messages: Sequence[ThreadMessage]) -> ThreadSummary:
    """The first three messages, as they are."""
    said = [plain_message(message.text) for message in messages[:_LEAD]]
    return _all_of([ThreadSentence(text, (place,)) for place, text in enumerate(said) if text])


def central(messages: Sequence[ThreadMessage]) -> ThreadSummary:
    """The messages nearest to the centroid of all (TF-IDF of words and two characters)."""
    counted = [terms_of(message.text)[0] for message in messages]
    having = Counter(term for terms in counted for term in terms)
    rows = [_row(terms, having, len(messages)) for terms in counted]
    middle: Counter[str] = Counter()
    for row in rows:
        middle.update(row)
    score = [sum(weight * middle[term] for term, weight in row.items()) for row in rows]
    best = sorted(sorted(range(len(messages)), key=lambda place: -score[place])[:_SENTENCES])
    return _all_of([ThreadSentence(plain_message(messages[p].text), (p,)) for p in best])


def _row(terms: Counter[str], having: Counter[str], messages: int) -> dict[str, float]:
    row = {term: (1 + log(n)) * log((1 + messages) / having[term]) for term, n in terms.items()}
    length = sqrt(sum(weight * weight for weight in row.values())) or 1.0
    return {term: weight / length for term, weight in row.items()}


def _all_of(sentences: Sequence[ThreadSentence]) -> ThreadSummary:
    """A peer does not tell facts from decisions and questions: each sentence counts as all three."""
    return ThreadSummary(tuple(sentences), tuple(sentences), tuple(sentences))


WAYS: dict[str, Summarise] = {
    "かけはし": thread_summary,
    "初めの3通": lead,
    "中心に近い6通（TF-IDF）": central,
}


def quality(name: str, threads: Sequence[ToldThread]) -> str:
    ways = {way: evaluate_threads(threads, summarise) for way, summarise in WAYS.items()}
    ours = ways["かけはし"]
    lines = [f"{name}（{ours.threads}スレッド、{ours.messages}通）：{'、'.join(WAYS)}"]
    for goal in THREAD_GOALS:
        figures = "  ".join(f"{goal.shown(each):>5}" for each in ways.values())
        verdict = "" if goal.is_reached(ours) else "（届いていません）"
        lines.append(f"  {figures}  {goal.caption}{goal.words}{verdict}")
    return "\n".join(lines)


def cost(threads: Sequence[ToldThread]) -> str:
    """CPU of one long thread, mixed from many."""
    messages = long_thread(threads, LONG)
    thread_summary(messages)
    taken = []
    for seed in range(5):
        mixed = long_thread(threads, LONG, seed=seed)
        began = time.process_time()
        thread_summary(mixed)
        taken.append(time.process_time() - began)
    return (
        f"{LONG}通のまとめ CPU {max(taken):.2f} s（いちばん長い回。目標 {MOST_SECONDS:.0f} s 以下）"
    )


def long_thread(
    threads: Sequence[ToldThread], length: int, *, seed: int = 1
) -> tuple[ThreadMessage, ...]:
    """Whole threads one after the other, in an order of ``seed``."""
    dice = random.Random(seed)
    order = dice.sample(range(len(threads)), len(threads))
    messages = [replace(m, said_at="") for n in order for m in threads[n].messages]
    return tuple(messages[:length])


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="*", type=Path)
    print("話し合いのまとめ\n")
    developed, unseen = (read_threads(thread_files(part)) for part in ("train", "validation"))
    print(f"{quality('規則を作るときに見た組', developed)}\n", flush=True)
    if unseen:
        print(f"{quality('検証の組', unseen)}\n", flush=True)
    for file in parser.parse_args(arguments).files:
        print(f"{quality(file.stem, read_threads([file]))}\n", flush=True)
    print(cost(developed))


if __name__ == "__main__":
    main()
