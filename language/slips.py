"""How sentences look when they are typed in a hurry: in kana alone, or with a slip of the finger.

Training sentences are learned in these forms as well, so that わたしのじゅこうじょうきょう needs no
dictionary when it is read. For training and measuring; deterministic for a given chance.
"""

from collections.abc import Iterator
from random import Random

from language.words import words_of

SHARE = 0.3
"""Of the sentences; more gains nothing on sentences by other hands."""
_SHORTEST = 4
"""Characters that a slip leaves recognisable."""


def in_kana(normalised: str) -> str:
    """As it is read: 次の研修は? → つぎのけんしゅうは?"""
    return "".join(word.reading for word in words_of(normalised))


def mistyped(normalised: str, chance: Random) -> str:
    """Two characters exchanged, one left out, or one typed twice; short texts stay as they are."""
    if len(normalised) < _SHORTEST:
        return normalised
    at = chance.randrange(len(normalised) - 1)
    before, one, other, after = (
        normalised[:at],
        normalised[at],
        normalised[at + 1],
        normalised[at + 2 :],
    )
    slips = (other + one, other, one + one + other)
    return before + chance.choice(slips) + after


def with_slips(texts: list[str], *, seed: int) -> Iterator[tuple[int, str]]:
    """(position, text): each text once as it is, and some of them in these forms too."""
    chance = Random(seed)  # noqa: S311 - nothing secret is drawn
    for position, text in enumerate(texts):
        yield position, text
        if chance.random() < SHARE:
            yield position, in_kana(text)
        if chance.random() < SHARE:
            yield position, mistyped(text, chance)
