"""The parts of one training, told apart by a number alone: 第1部, １部, パート1, その1, 一回目, Ⅰ."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from language.normalise import normalise

_VALUES = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}
_VALUES |= {str(value): value for value in range(1, 10)} | {
    "壱": 1,
    "弐": 2,
    "i": 1,
    "ii": 2,
    "iii": 3,
}
_D = "(?<![0-9一二三四五六七八九十])[1-9一二三四五六七八九壱弐](?![0-9十])"
_STRONG = re.compile(
    rf"第({_D})(?:部|回|章|講|弾|編|日|期|巻)?目?(?!次)|({_D})(?:部(?!署|局|長|門|屋)|[回日]目|つ目|つめ)"
    rf"|(?:パート|ぱーと|(?<![a-z])part|その|step|ステップ) ?({_D})"
)
_WEAK = re.compile(
    r"(?<=[ぁ-んァ-ヺー一-龠a-z) ])(?<!第)\(?(?:([1-9])|(?<![a-z])(i{1,3}))\)?(?![0-9a-z月日時名人件回年分階つ:/.\-%個課係次])"
)
"""Only where what is left says the name: 研修2."""
_ONE_CHARACTER = str.maketrans(
    {
        character: f" その{value}"
        for row in ("①②③④⑤", "ⅠⅡⅢⅣⅤ")
        for value, character in enumerate(row, 1)
    }
)
_BESIDE = r"(?:(?:のほう|の方|のやつ|だけ|編)?の)?"
_EMPTY = re.compile(r"\( *\)|「 *」")


@dataclass(frozen=True, slots=True)
class PartSaid:
    number: int
    rest: str
    """What the text says without it, normalised."""


def part_said(text: str) -> PartSaid | None:
    """None where no number is said, or several are."""
    message = normalise(text.translate(_ONE_CHARACTER))
    for mark in (_STRONG, _WEAK):
        said = list(mark.finditer(message))
        numbers = {_VALUES[next(filter(None, one.groups()))] for one in said}
        if len(numbers) == 1:
            return PartSaid(numbers.pop(), _without(message, said))
        if said:
            return None
    return None


def _without(message: str, said: Sequence[re.Match[str]]) -> str:
    for one in reversed(said):
        behind = message[one.end() :]
        if not message[: one.start()].strip(" ("):
            behind = re.sub(rf"^{_BESIDE}", "", behind)
        before = message[: one.start()].removesuffix("の")
        message = f"{before} {behind}"
    return normalise(_EMPTY.sub("", message))


class NumberedParts:
    """Of the names of a catalogue; most are no parts. A training of several is one name, without
    the number."""

    def __init__(self, names: Iterable[str]) -> None:
        every = list(dict.fromkeys(names))
        parts: dict[str, dict[int, str]] = defaultdict(dict)
        for name in every:
            if (said := part_said(name)) and said.rest:
                parts[said.rest].setdefault(said.number, name)
        self._parts = {rest: numbered for rest, numbered in parts.items() if len(numbered) > 1}
        whole = {part: rest for rest, numbered in self._parts.items() for part in numbered.values()}
        self.names = tuple(dict.fromkeys(whole.get(name, name) for name in every))
        """One for all parts of a training."""

    @property
    def are_any(self) -> bool:
        return bool(self._parts)

    def parts(self, name: str, number: int | None) -> Sequence[str]:
        """``name``: one of ``names``. All of its parts where no number is said; itself where it has
        none."""
        if name not in self._parts:
            return [name]
        numbered = self._parts[name]
        return [part for n, part in numbered.items() if number in (None, n)]

    def has_parts(self, name: str) -> bool:
        return name in self._parts
