"""Issues as directions: those of one problem point the same way, whatever words they have in common.

The projection was learned from issues that people wrote about the same problems (language.issue_training).
Beside it stands which of these problems an issue comes near to. numpy only.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from math import log, sqrt
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from language.dictionary_pages import hand_back
from language.features import Floats
from language.issue_anchors import Anchors
from language.issue_views import BUCKETS, Views, dense_views, sparse_of, views_of
from language.office_matters import OFFICE_MATTERS
from language.vectors import length_of, word_vectors

Projection = Floats | NDArray[np.float16]

_AT_ONCE = 500
"""Texts whose words are met together."""
WEIGHTS = Path(__file__).parent / "weights" / "issues.npz"
FORUM = 230
"""Issues among which ``least_of_two`` was looked for: some of a city's forum."""
_OF_PROBLEMS = 0.3
"""Of the likeness of two issues, how much says which known problems both come near to."""
_POWER = 3
"""Of how near: the nearest problems count, and the many that are hardly near do not."""


@dataclass(frozen=True, slots=True, eq=False)
class IssueEncoder:
    anchors: Anchors
    idf: Floats
    """(anchors + BUCKETS,)"""
    projection: Projection
    """(dense views + anchors + BUCKETS, learned): in half precision as it is stored, which is half of the
    memory, or as it is being learned."""
    problems: Floats
    """(problems, learned): where those that people told of lie, each of length 1."""
    least: float
    """Two issues as near as this are the same problem rather than not."""
    least_of_two: float
    """From which on two of ``FORUM`` issues are a group by themselves: no third one speaks for it."""
    sure: float
    """From this on they are, where people were asked and have not said so."""
    corpus: str = ""
    """SHA-256 of the issues it was learned from."""
    _dense: Floats = field(init=False)
    """The rows of ``projection`` that every text has something of."""

    def __post_init__(self) -> None:
        dense = self.projection[: len(self.projection) - len(self.idf)]
        object.__setattr__(self, "_dense", dense.astype(np.float32))

    @property
    def dimensions(self) -> int:
        return int(self.projection.shape[1]) + len(self.problems)

    def least_of_two_among(self, count: int) -> float:
        """Where there are fewer issues than ``FORUM``, fewer come near to one another by chance."""
        share = min(1.0, log(max(count, 1)) / log(FORUM))
        return self.least + share * (self.least_of_two - self.least)

    def encoded(self, text: str) -> Floats:
        """(dimensions,) of length 1; zeros of a text that says nothing."""
        return self._projected(*views_of([text], self.anchors))

    def all_encoded(self, texts: Sequence[str]) -> Floats:
        """(texts, dimensions)"""
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for start in range(0, len(texts), _AT_ONCE):
            views = views_of(texts[start : start + _AT_ONCE], self.anchors)
            for i, each in enumerate(views, start=start):
                rows[i] = self._projected(each)
            if start + _AT_ONCE <= len(texts):  # not for each of many small groups
                self.hand_back()
        return rows

    def hand_back(self) -> None:
        """The pages of the files that texts were looked up in: they take more than what is made of them."""
        hand_back()
        if (vectors := word_vectors()) is not None:
            vectors.packed.hand_back()

    def _projected(self, views: Views) -> Floats:
        places, weights = sparse_of(views, self.idf)
        rows = self.projection[len(self._dense) + places].astype(np.float32, copy=False)
        direction = _of_length_1(views.dense @ self._dense + weights @ rows)
        near = np.maximum(self.problems @ direction, np.float32(0)) ** _POWER
        return np.concatenate(
            [
                direction * np.float32(sqrt(1 - _OF_PROBLEMS)),
                _of_length_1(near) * np.float32(sqrt(_OF_PROBLEMS)),
            ]
        )

    def save(self, file: Path) -> None:
        """Half precision; the same weights give the same bytes."""
        np.savez_compressed(
            file,
            anchors=np.array(self.anchors.forms, dtype=np.str_),
            idf=self.idf.astype(np.float16),
            projection=self.projection.astype(np.float16),
            problems=self.problems.astype(np.float16),
            least=np.float32(self.least),
            least_of_two=np.float32(self.least_of_two),
            sure=np.float32(self.sure),
            matters=np.array(matters_digest()),
            corpus=np.array(self.corpus),
        )


def read_encoder(file: Path = WEIGHTS) -> IssueEncoder:
    """Raises OSError without the file, ValueError where it was learned with other views."""
    with np.load(file, allow_pickle=False) as stored:
        projection = stored["projection"]
        is_ours = str(stored["matters"]) == matters_digest()
        anchors = stored["anchors"].tolist()
        if not is_ours or len(projection) != dense_views() + len(anchors) + BUCKETS:
            raise ValueError(
                f"{file.name} は今の特徴量と合いません。`kakehashi language train issues` で学習し直してください。"
            )
        return IssueEncoder(
            anchors=Anchors.of(anchors),
            idf=stored["idf"].astype(np.float32),
            projection=projection,
            problems=stored["problems"].astype(np.float32),
            least=float(stored["least"]),
            least_of_two=float(stored["least_of_two"]),
            sure=float(stored["sure"]),
            corpus=str(stored["corpus"]),
        )


@cache
def issue_encoder() -> IssueEncoder:
    """The one that is shipped, read once (tens of milliseconds)."""
    return read_encoder()


def _of_length_1(row: Floats) -> Floats:
    """Zeros stay zeros."""
    length = length_of(row)
    return row / np.float32(length) if length else row


def matters_digest() -> str:
    """Each matter of an office has its place in a projection: others need another one."""
    return sha256(OFFICE_MATTERS.read_bytes()).hexdigest()
