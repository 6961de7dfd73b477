"""How well issues of one problem are found and grouped, beside two plain ways in the same run, and what it costs.

``python -m benchmarks.issues [FILE]…``: the validation parts of ``language/corpus/issues/``, the shared development
set where it lies beside the repository, and files of ``{"department", "title", "text", "cluster"}`` lines.
"""

import argparse
import random
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from language.evaluation_report import percentiles
from language.features import Floats
from language.issue_corpus import ISSUES, ToldIssue, issue_training_files, read_issues
from language.issue_encoder import issue_encoder
from language.issue_evaluation import IssueEvaluation, confirmed, evaluate_issues, evaluated
from language.issue_groups import issue_groups
from language.issue_index import IssueIndex
from language.issue_linkage import linked
from language.issue_report import ISSUE_GOALS
from language.issue_scores import clustering
from language.issue_text import IssueText
from language.normalise import normalise
from language.vectors import DIMENSIONS, word_vectors
from language.words import words_of

SHARED = Path(__file__).parents[2] / "shared" / "data" / "issues_dev.jsonl"
MANY = 10_000
ASKED = 200
MOST_MILLISECONDS, MOST_SECONDS, MOST_MEGABYTES = 20, 20, 800
_THRESHOLDS = np.arange(0.05, 0.9, 0.05)

Encode = Callable[[Sequence[str]], Floats]
"""Texts to rows of length 1, whose products tell how near two are."""


def sets(files: Sequence[Path]) -> Iterator[tuple[str, tuple[ToldIssue, ...]]]:
    """The shared set in its two parts, which have clusters of the same label."""
    for file in [*sorted(ISSUES.glob("validation_*.jsonl")), *files]:
        yield file.stem, read_issues([file])
    if SHARED.exists():
        shared = read_issues([SHARED])
        for name, begins in (("言葉が重なる", "CS"), ("言葉が重ならない", "BT")):
            yield f"共有の開発用（{name}）", tuple(i for i in shared if i.cluster[0] in begins)


def character_tfidf(texts: Sequence[str]) -> Floats:
    """Two and three characters (scikit-learn)."""
    from sklearn.feature_extraction.text import (  # type: ignore[import-untyped]  # no types
        TfidfVectorizer,
    )

    features = TfidfVectorizer(analyzer="char", ngram_range=(2, 3), sublinear_tf=True)
    rows: Floats = features.fit_transform([normalise(t) for t in texts]).toarray()
    return rows.astype(np.float32)


def plain_vectors(texts: Sequence[str]) -> Floats:
    """The mean of the words' vectors (chiVe, SIF)."""
    rows = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    vectors = word_vectors()
    for row, text in zip(rows, texts, strict=True):
        meaning = None if vectors is None else vectors.sentence(words_of(normalise(text)))
        if meaning is not None:
            row[:] = meaning
    return rows


def quality(name: str, issues: Sequence[ToldIssue]) -> str:
    """A peer groups with the thresholds that are the best for it on this very set; ours with the shipped ones."""
    texts = [issue.said for issue in issues]
    encoder = issue_encoder()
    ways = {"かけはし": evaluate_issues(encoder, issues)}
    for peer, encode in (("文字のTF-IDF", character_tfidf), ("言葉のベクトル", plain_vectors)):
        ways[peer] = _at_its_best(encode(texts), issues)
    lines = [f"{name}（{len(issues)}件）：{'、'.join(ways)}"]
    for goal in ISSUE_GOALS:
        figures = "  ".join(f"{goal.figure(each):.3f}" for each in ways.values())
        wanted = "" if goal.least is None else f"  目標 {goal.least:.2f} 以上"
        verdict = "" if goal.is_reached(ways["かけはし"]) else "（届いていません）"
        lines.append(f"  {figures}  {goal.caption}{wanted}{verdict}")
    return "\n".join(lines)


def _at_its_best(rows: Floats, issues: Sequence[ToldIssue]) -> IssueEvaluation:
    alone = [clustering(issues, linked(rows, least=float(least))).f for least in _THRESHOLDS]
    after = [confirmed(rows, issues, sure=float(sure)).f for sure in _THRESHOLDS]
    return evaluated(
        rows,
        issues,
        least=float(_THRESHOLDS[int(np.argmax(alone))]),
        sure=float(_THRESHOLDS[int(np.argmax(after))]),
    )


def cost() -> str:
    """Of ``MANY`` issues, told anew by numbers and places."""
    issues = many_issues()
    began = time.perf_counter()
    groups = issue_groups(issues)
    grouped = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    index, taken = IssueIndex(issues), []
    for issue in random.Random(2).sample(issues, ASKED):
        began = time.perf_counter()
        index.nearest(issue.said, but=[issue.key])
        taken.append(1000 * (time.perf_counter() - began))
    middle, most = percentiles(taken)
    return (
        f"{MANY:,}件をまとめる {grouped:.1f} s（目標 {MOST_SECONDS} s 以下）、{len(groups):,}のまとまり、"
        f"メモリー {memory:.0f} MB（目標 {MOST_MEGABYTES} MB 以下）\n"
        f"{MANY:,}件から近い5件 p50 {middle:.1f} ms  p95 {most:.1f} ms（目標 {MOST_MILLISECONDS} ms 以下）"
    )


def many_issues() -> list[IssueText[int]]:
    """Each text of the corpus some times, mixed with a half of another: no two the same."""
    told = read_issues(issue_training_files())
    dice = random.Random(1)
    return [
        IssueText(key, one.department, f"{one.text}{other.text[: dice.randint(0, 20)]}{key}件。")
        for key in range(MANY)
        for one, other in [(dice.choice(told), dice.choice(told))]
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="*", type=Path)
    files = parser.parse_args(arguments).files
    print("課題：同じ課題を見つけ、まとめる\n")
    for name, issues in sets(files):
        print(f"{quality(name, issues)}\n", flush=True)
    print(cost())


if __name__ == "__main__":
    main()
