"""Figures and departments of a sentence in other words: the same ones, beside the same words as before."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from domain.assertions import Assertion
from domain.figures import DAY_UNITS, Figure

_PLACE = re.compile(
    r"[一-龠々ァ-ヴー]{1,12}?(?:事務局|委員会|センター|支所|部|課|局|室|署|係|班|館)(?![一-龠々])"
)


def has_other_figures(said: Assertion, own: Assertion) -> bool:
    """More or fewer than its own, in another order, or one beside a word that it did not stand beside."""
    if Counter(said.figures) != Counter(own.figures):
        return True
    if _may_be_mixed_up(own.figures) and said.figures != own.figures:
        return True
    return not all(_is_beside_its_word(each, said, own) for each in said.figures)


def _may_be_mixed_up(figures: Sequence[Figure]) -> bool:
    """Two amounts, or two days."""
    return any(
        number > 1 for number in Counter(each.unit in DAY_UNITS for each in figures).values()
    )


def _is_beside_its_word(figure: Figure, said: Assertion, own: Assertion) -> bool:
    """「300件の入力」 is no 「300件の残業」; a day may go anywhere in its clause, where it is the only one."""
    before, after = _around(figure, said)
    is_of_next = said.text.startswith("の", figure.end)
    kinds = Counter(each.unit if each.unit not in DAY_UNITS else "日" for each in own.figures)
    is_day = figure.unit in DAY_UNITS
    is_one_of_two = kinds["日" if is_day else figure.unit] > 1
    for its_own in (each for each in own.figures if each == figure):
        own_before, own_after = _around(its_own, own)
        beside = {*own_before[-1:], *own_after[:1]}
        if is_of_next and after and after[0] not in beside:
            continue
        stays = (before[-1:] == own_before[-1:], after[:1] == own_after[:1])
        if is_one_of_two:
            if all(stays):
                return True
        elif is_day or (before and before[-1] in beside) or stays[1]:
            return True
    return False


def _around(figure: Figure, said: Assertion) -> tuple[list[str], list[str]]:
    """Words since the figure before it, and words until the next one."""
    ends = max((each.end for each in said.figures if each.end <= figure.start), default=0)
    begins = min(
        (each.start for each in said.figures if each.start >= figure.end), default=len(said.text)
    )
    before = [each.key for each in said.words if ends <= each.start < figure.start]
    after = [each.key for each in said.words if figure.end <= each.start < begins]
    return before, after


def has_other_places(said: Assertion, own: Assertion, *, names: Sequence[str]) -> bool:
    """More or fewer departments, or one before a word that it did not stand before. ``names``: those of
    the house, the longest first.
    """
    now, was = (tuple(_places_in(each.text, names)) for each in (said, own))
    if Counter(now) != Counter(was):
        return True
    if len(set(was)) < 2:
        return False
    behind = dict(_behind_places(own, was))
    return any(
        words and words[0] not in behind[place] for place, words in _behind_places(said, now)
    )


def _places_in(text: str, names: Sequence[str]) -> Iterator[str]:
    """In their order, the longest of those that begin at one character."""
    at = 0
    while at < len(text):
        name = next((each for each in names if text.startswith(each, at)), "")
        match = _PLACE.match(text, at) if not name else None
        found = name or (match[0] if match else "")
        if found:
            yield found
        at += len(found) or 1


def _behind_places(said: Assertion, places: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Each place with the words from there to the next one."""
    at, found = 0, list[tuple[str, int, int]]()
    for place in places:
        start = said.text.index(place, at)
        at = start + len(place)
        found.append((place, start, at))
    for number, (place, _, end) in enumerate(found):
        until = found[number + 1][1] if number + 1 < len(found) else len(said.text)
        yield place, [each.key for each in said.words if end <= each.start < until]
