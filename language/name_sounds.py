"""The sounds of a name, with what it costs to leave out each: people cut words short, and leave some
words out altogether."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from itertools import groupby

from language.course_words import LEVELS, VAGUE, may_be_left_out
from language.heard_names import COMMON, common_sounds, heard
from language.sounds import PLAIN, reading_of, sounds
from language.words import Word, words_of

_BEGINS, _SECOND, _LATER = 1.0, 0.5, 0.3
"""Of a word its first sound, its second, those after it."""
_LIGHT = 0.2
"""Of these, where the word may be left out."""
_LEVEL = 2.0
"""All of 基礎, or of 実践: the same, so that a tie stays one."""
_KEPT = 5_000
"""Names whose sounds are remembered: a catalogue is read anew for each answer that needs it, and
is mostly as it was."""

Span = tuple[int, int]


class _Kind(Enum):
    TELLING = auto()
    VAGUE = auto()
    """業務: tells a name apart only where nothing else does."""
    LEVEL = auto()
    LIGHT = auto()


@dataclass(frozen=True, slots=True)
class NameSounds:
    name: str
    written: str
    """As ``View`` writes it."""
    sounds: str
    costs: tuple[float, ...]
    """What it costs to leave out each."""
    telling: tuple[Span, ...]
    """From where to where its words stand that tell it apart, in their order."""
    levels: tuple[Span, ...]
    begins: frozenset[str]
    """How the words begin, as they are written, that tell little: 活 of GIS活用研修."""

    @property
    def size(self) -> float:
        """How many sounds; those that are left out lightly are less than one."""
        return sum(1.0 if cost >= _LATER else _LATER for cost in self.costs)


def pairs_of(text: str) -> frozenset[str]:
    """Two neighbouring sounds each, か and が as one."""
    plain = text.translate(PLAIN)
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


@lru_cache(maxsize=_KEPT)
def name_sounds(name: str) -> NameSounds:
    message = heard(name)
    parts = list(_parts(message.text))
    kinds = [_kind(part) for part in parts]
    said = _without_common(sounds([reading_of(part) for part in parts]))
    words = [(number, len(list(of))) for number, of in groupby(number for _, number in said)]
    costs: list[float] = []
    spans: dict[_Kind, list[Span]] = {kind: [] for kind in _Kind}
    for number, length in words:
        spans[kinds[number]].append((len(costs), len(costs) + length))
        costs += _costs(kinds[number], length)
    return NameSounds(
        name,
        message.written.text,
        "".join(character for character, _ in said),
        tuple(costs),
        tuple(spans[_Kind.TELLING] or spans[_Kind.VAGUE]),
        tuple(spans[_Kind.LEVEL]),
        frozenset(
            part.surface[0]
            for part, kind in zip(parts, kinds, strict=True)
            if kind in (_Kind.VAGUE, _Kind.LIGHT)
        ),
    )


def _parts(text: str) -> Iterator[Word]:
    """The shortest words, without what all names share."""
    commons = [match.span() for match in COMMON.finditer(text)]
    end = 0
    for word in words_of(text):
        start = text.index(word.surface, end)
        end = start + len(word.surface)
        if not any(first <= start < last for first, last in commons):
            yield from word.parts or (word,)


def _kind(part: Word) -> _Kind:
    if part.surface in LEVELS:
        return _Kind.LEVEL
    if may_be_left_out(part.surface) or part.part_of_speech == "接尾辞":
        return _Kind.LIGHT
    return _Kind.VAGUE if part.surface in VAGUE else _Kind.TELLING


def _costs(kind: _Kind, length: int) -> list[float]:
    if kind is _Kind.LEVEL:
        return [_LEVEL / length] * length
    costs = [_BEGINS, _SECOND, *[_LATER] * length][:length]
    return [_LIGHT * cost for cost in costs] if kind is _Kind.LIGHT else costs


def _without_common(said: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    kept = [(c, number) for c, number in said if c.isalnum()]
    commons = common_sounds("".join(character for character, _ in kept))
    return [
        pair
        for at, pair in enumerate(kept)
        if not any(first <= at < last for first, last in commons)
    ]
