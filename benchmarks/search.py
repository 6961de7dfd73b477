"""How well and how fast cases are found, beside two plain ways in the same run.

``python -m benchmarks.search [CASES QUERIES]…``: pairs of files as in CONTRACT.md and
``{"query", "relevant"}``, besides the development sets.
"""

import argparse
import json
import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.resident import resident_mb
from language.case_search import case_document, case_index
from language.normalise import normalise
from language.search import Document, Index

DATA = Path(__file__).parent / "data"
SHARED = Path(__file__).parents[2] / "shared" / "data"
OWN = {
    "自作の開発用": "search",
    "言い換えの多い開発用": "harder",
    "あとから書いた開発用": "other",
    "最後に見る組": "final",
}
"""Which is for what: benchmarks/data/README.md."""
LOOKED_AT = 10
HOW_MANY = (500, 10_000)
_K1, _B = 1.2, 0.75

Search = Callable[[str], Sequence[str]]
"""A query to ids, best first."""


@dataclass(frozen=True, slots=True)
class Judged:
    name: str
    documents: tuple[Document[str], ...]
    queries: tuple[tuple[str, frozenset[str]], ...]
    """Each with the ids that a colleague would be glad to see."""


def sets(pairs: Sequence[tuple[Path, Path]] = ()) -> Iterator[Judged]:
    """The pairs that were asked for, the shared set where it lies beside the repository, our own."""
    for cases, queries in pairs:
        yield _read(queries.name, cases, queries)
    shared = (SHARED / "cases_dev.jsonl", SHARED / "case_queries_dev.jsonl")
    if all(file.exists() for file in shared):
        yield _read("共有の開発用", *shared)
    for name, begins in OWN.items():
        yield _read(name, DATA / f"{begins}_cases.jsonl", DATA / f"{begins}_queries.jsonl")


def mean_reciprocal_rank(search: Search, queries: Sequence[tuple[str, frozenset[str]]]) -> float:
    """MRR@10: 1 where the first answer is always a right one."""
    return sum(_reciprocal_rank(search(query), right) for query, right in queries) / len(queries)


def ours(documents: Sequence[Document[str]]) -> Search:
    index = case_index(documents)
    return lambda query: [hit.key for hit in index.search(query, limit=LOOKED_AT)]


def character_tfidf(documents: Sequence[Document[str]]) -> Search:
    """Cosine of TF-IDF over one to three characters (scikit-learn)."""
    from sklearn.feature_extraction.text import (  # type: ignore[import-untyped]  # no types
        TfidfVectorizer,
    )

    learned = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True)
    matrix = learned.fit_transform([_text(document) for document in documents])
    keys = [document.key for document in documents]

    def search(query: str) -> list[str]:
        scores = (matrix @ learned.transform([normalise(query)]).T).toarray()[:, 0]
        return _best(keys, scores.tolist())

    return search


def plain_bm25(documents: Sequence[Document[str]]) -> Search:
    """BM25 over two characters."""
    texts = [Counter(_pairs(_text(document))) for document in documents]
    keys = [document.key for document in documents]
    mean = sum(text.total() for text in texts) / len(texts)
    having = Counter(pair for text in texts for pair in text)

    def of(pair: str, text: Mapping[str, int], length: int) -> float:
        telling = log(1 + (len(texts) - having[pair] + 0.5) / (having[pair] + 0.5))
        return telling * text[pair] / (text[pair] + _K1 * (1 - _B + _B * length / mean))

    def search(query: str) -> list[str]:
        asked = set(_pairs(normalise(query)))
        scores = [sum(of(p, t, t.total()) for p in asked if p in t) for t in texts]
        return _best(keys, scores)

    return search


WAYS: Mapping[str, Callable[[Sequence[Document[str]]], Search]] = {
    "かけはし": ours,
    "文字のTF-IDF": character_tfidf,
    "BM25（2文字）": plain_bm25,
}


def quality(judged: Sequence[Judged]) -> str:
    lines = [f"事例の検索 MRR@{LOOKED_AT}  目標 ≥ 0.90（ほかの人が作った組で）"]
    for each in judged:
        found = (
            f"{name} {mean_reciprocal_rank(way(each.documents), each.queries):.3f}"
            for name, way in WAYS.items()
        )
        size = f"{len(each.documents)}事例・{len(each.queries)}問"
        lines.append(f"  {each.name}（{size}）  {'  '.join(found)}")
    return "\n".join(lines)


def speed(judged: Sequence[Judged], *, many: int) -> str:
    """Of one core, on made-up cases: sentences of the real ones put together anew."""
    documents = _many(judged, many)
    before, began = resident_mb(os.getpid()), time.process_time()
    index = case_index(documents)
    built = time.process_time() - began
    taken = sorted(_milliseconds(index, q) for each in judged for q, _ in each.queries)
    began = time.process_time()
    index.put(documents[0])
    changed = 1000 * (time.process_time() - began)
    p50, p95 = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
    return (
        f"{many:,}事例（使った計算時間）  目標 1問 p95 ≤ 20 ms\n"
        f"  1問 p50 {p50:.1f} ms  p95 {p95:.1f} ms  最長 {taken[-1]:.1f} ms\n"
        f"  作る {built:.1f} s  1件を直す {changed:.1f} ms  メモリー +{resident_mb(os.getpid()) - before:.0f} MB"
    )


def _milliseconds(index: Index[str], query: str) -> float:
    began = time.process_time()
    index.search(query)
    return 1000 * (time.process_time() - began)


def _many(judged: Sequence[Judged], many: int) -> list[Document[str]]:
    chance = random.Random(20260401)
    known = [document for each in judged for document in each.documents]
    sentences = [s for d in known for s in d.body.replace("\n", "。").split("。") if s]
    return [
        Document(
            str(number),
            title=chance.choice(known).title,
            body="。".join(chance.sample(sentences, 5)),
            keywords=chance.choice(known).keywords,
        )
        for number in range(many)
    ]


def _read(name: str, cases: Path, queries: Path) -> Judged:
    return Judged(
        name,
        tuple(_document(case) for case in _lines(cases)),
        tuple((line["query"], frozenset(line["relevant"])) for line in _lines(queries)),
    )


def _lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]


def _document(case: Mapping[str, Any]) -> Document[str]:
    return case_document(
        case["id"],
        department=case["department"],
        title=case["title"],
        before=case["before"],
        after=case["after"],
        effect=case["effect"],
        tools=case["tools"],
    )


def _text(document: Document[str]) -> str:
    return normalise(f"{document.title} {document.keywords} {document.body}")


def _pairs(text: str) -> list[str]:
    return [text[i : i + 2] for i in range(len(text) - 1)]


def _best(keys: Sequence[str], scores: Sequence[float]) -> list[str]:
    order = np.argsort(-np.array(scores), kind="stable")[:LOOKED_AT].tolist()
    return [keys[i] for i in order if scores[i] > 0]


def _reciprocal_rank(found: Sequence[str], right: frozenset[str]) -> float:
    return next((1 / place for place, key in enumerate(found, 1) if key in right), 0.0)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="CASES QUERIES")
    files = parser.parse_args(arguments).files
    if len(files) % 2:
        parser.error("事例と質問のファイルを、2つずつ書いてください。")
    judged = tuple(sets(list(zip(files[::2], files[1::2], strict=True))))
    print(quality(judged), flush=True)
    for many in HOW_MANY:
        print(f"\n{speed(judged, many=many)}", flush=True)


if __name__ == "__main__":
    main()
