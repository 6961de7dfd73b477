"""Issues as directions: those of one problem point the same way, whatever words they have in common.

The projection was learned from issues that people wrote about the same problems (language.issue_training);
numpy only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np

from language.features import Floats
from language.issue_views import BUCKETS, Views, dense_views, views_of, written
from language.office_matters import OFFICE_MATTERS

WEIGHTS = Path(__file__).parent / "weights" / "issues.npz"


@dataclass(frozen=True, slots=True, eq=False)
class IssueEncoder:
    idf: Floats
    """(BUCKETS,)"""
    projection: Floats
    """(dense views + BUCKETS, dimensions)"""
    least: float
    """Two issues as near as this are the same problem rather than not."""
    sure: float
    """From this on they are, where people were asked and have not said so."""
    corpus: str = ""
    """SHA-256 of the issues it was learned from."""

    def encoded(self, text: str) -> Floats:
        """(dimensions,) of length 1; zeros of a text that says nothing."""
        return self.projected(views_of(text))

    def all_encoded(self, texts: Sequence[str]) -> Floats:
        """(texts, dimensions)"""
        rows = np.zeros((len(texts), self.projection.shape[1]), dtype=np.float32)
        for i, text in enumerate(texts):
            rows[i] = self.encoded(text)
        return rows

    def projected(self, views: Views) -> Floats:
        dense = len(self.projection) - BUCKETS
        direction: Floats = views.dense @ self.projection[:dense]
        direction = direction + written(views, self.idf) @ self.projection[dense + views.buckets]
        length = float(np.linalg.norm(direction))
        return direction / np.float32(length) if length else direction

    def save(self, file: Path) -> None:
        """Half precision; the same weights give the same bytes."""
        np.savez_compressed(
            file,
            idf=self.idf.astype(np.float16),
            projection=self.projection.astype(np.float16),
            least=np.float32(self.least),
            sure=np.float32(self.sure),
            matters=np.array(matters_digest()),
            corpus=np.array(self.corpus),
        )


def read_encoder(file: Path = WEIGHTS) -> IssueEncoder:
    """Raises OSError without the file, ValueError where it was learned with other views."""
    with np.load(file, allow_pickle=False) as stored:
        projection = stored["projection"].astype(np.float32)
        is_ours = str(stored["matters"]) == matters_digest()
        if not is_ours or len(projection) != dense_views() + BUCKETS:
            raise ValueError(
                f"{file.name} は今の特徴量と合いません。`kakehashi language train issues` で学習し直してください。"
            )
        return IssueEncoder(
            idf=stored["idf"].astype(np.float32),
            projection=projection,
            least=float(stored["least"]),
            sure=float(stored["sure"]),
            corpus=str(stored["corpus"]),
        )


@cache
def issue_encoder() -> IssueEncoder:
    """The one that is shipped, read once (tens of milliseconds)."""
    return read_encoder()


def matters_digest() -> str:
    """Each matter of an office has its place in a projection: others need another one."""
    return sha256(OFFICE_MATTERS.read_bytes()).hexdigest()
