"""Issues of which people said which are the same problem: one JSON object a line,
``{"department", "title", "text", "cluster"}``."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from language.corpus_files import CORPUS, BadCorpus
from language.issue_text import issue_said

ISSUES = CORPUS / "issues"
NEAR_TOPICS = ISSUES / "near_topics.txt"


@dataclass(frozen=True, slots=True)
class ToldIssue:
    department: str
    title: str
    """May be empty."""
    text: str
    cluster: str
    """The same for issues of the same problem, within a file and among the files of a training."""
    hand: str = ""
    """Who wrote it."""

    @property
    def said(self) -> str:
        return issue_said(self.title, self.text)


def issue_training_files() -> tuple[Path, ...]:
    return tuple(sorted(ISSUES.glob("train_*.jsonl")))


def read_issues(files: Iterable[Path]) -> tuple[ToldIssue, ...]:
    """All issues of the files, in order. Raises ``BadCorpus``, or OSError for a missing file."""
    return tuple(
        _issue(line, where=f"{file.name} {number}行目")
        for file in files
        for number, line in enumerate(file.read_text("utf-8").split("\n"), start=1)
        if line.strip()
    )


def clusters_of(issues: Sequence[ToldIssue]) -> dict[str, list[int]]:
    """The positions of each cluster."""
    clusters: dict[str, list[int]] = {}
    for i, issue in enumerate(issues):
        clusters.setdefault(issue.cluster, []).append(i)
    return clusters


def near_topics() -> frozenset[tuple[str, str]]:
    """Pairs of clusters, both ways, of which nobody can say whether they are one problem: an issue of the
    one might stand in the other."""
    lines = NEAR_TOPICS.read_text("utf-8").splitlines()
    topics = [line.split() for line in lines if not line.startswith("#")]
    return frozenset((a, b) for line in topics for a in line for b in line if a != b)


def _issue(line: str, *, where: str) -> ToldIssue:
    try:
        fields = json.loads(line)
        texts = [
            fields["department"],
            fields.get("title") or "",
            fields["text"],
            fields["cluster"],
            fields.get("hand") or "",
        ]
        if not all(isinstance(text, str) for text in texts):
            raise TypeError("文字でない値があります")
        return ToldIssue(*texts)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadCorpus(
            f'{where}: {{"department": "…", "title": "…", "text": "…", "cluster": "…"}} の形で書いてください（{error}）。'
        ) from error
