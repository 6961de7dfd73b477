"""Words of a normalised text as the message itself writes them."""

import re
import unicodedata

_CLUSTER = re.compile(r".[\u3099\u309a\uff9e\uff9f]*", re.DOTALL)
"""A character with the half-width marks of its voice: ﾀﾞ."""
_PASSED_OVER = re.compile(r"[\s\u2010-\u2015\u2212\u2500ー〜~-]")
"""What ``normalise`` takes out, doubles or writes otherwise."""


def as_written(words: str, text: str) -> str:
    """The part of ``text`` that ``words``, of the same text normalised, came from; else they themselves."""
    wanted = _PASSED_OVER.sub("", words)
    characters: list[str] = []
    places: list[tuple[int, int]] = []
    for cluster in _CLUSTER.finditer(text):
        for character in _PASSED_OVER.sub("", unicodedata.normalize("NFKC", cluster[0]).lower()):
            characters.append(character)
            places.append(cluster.span())
    at = "".join(characters).rfind(wanted) if wanted else -1
    if at < 0:
        return words
    start, end = places[at][0], places[at + len(wanted) - 1][1]
    if words[-1] == "ー":
        while end < len(text) and _PASSED_OVER.match(text[end]) and not text[end].isspace():
            end += 1
    return text[start:end]
