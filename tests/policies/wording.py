"""The policies' and the seeds' wording, made comparable, and where the seeds lie."""

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import JsonValue

SEEDS = {
    "yamaguchi": "000_",
    "shimonoseki": "001_",
    "kakamigahara": "002_",
    "tokyo-template": "003_",
    "okayama": "004_",
}
"""By policy id, how the file name of its document begins."""

_PROJECT = Path(__file__).parents[2]
_TAG = re.compile(r"<[^>]*>")
# The PDFs carry a radical in place of the character, and a bullet of their own; NFKC maps neither.
_OF_THE_PDF = str.maketrans({"⺠": "民", "⚫": "・"})


def plain(text: str) -> str:
    """NFKC without any blank, so that line breaks and letter widths of a PDF do not matter."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_OF_THE_PDF).split())


def strings(value: JsonValue) -> Iterator[str]:
    """Every text in an export, keys of dicts too (the glossary's terms are keys)."""
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from strings(item)
        case dict():
            for key, item in value.items():
                yield key
                yield from strings(item)
        case _:
            pass


def seed_of(policy_id: str) -> str:
    """The policy's document as plain text; skips the test where the documents are not at hand."""
    place = Path(os.environ.get("KAKEHASHI_SEEDS", _PROJECT.parent / "shared" / "seeds"))
    found = sorted(place.glob(f"{SEEDS[policy_id]}*.txt"))
    if not found:
        pytest.skip(
            "方針の本文がないため、引用の確認を省きました。"
            "本文のテキストを置いたフォルダーを環境変数 KAKEHASHI_SEEDS に指定してください。"
        )
    return plain(_TAG.sub("", found[0].read_text("utf-8")))
