"""What two versions of a case say differently: field by field, long texts sentence by sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from domain.case_effect import amount, monthly_words
from domain.improvement_case import CaseText, Effect

_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?]+|[^。！？!?\n]+|\n+")
"""Breaks are for themselves: a sentence is the same where another one follows it in its line."""


class Change(StrEnum):
    """The sign stands before the sentence: colours alone tell nothing to who does not see them."""

    SAME = "　 "
    REMOVED = "− "
    ADDED = "＋ "


@dataclass(frozen=True, slots=True)
class Line:
    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class FieldDifference:
    label: str
    lines: tuple[Line, ...]


def fields_of(text: CaseText, *, course: str = "") -> tuple[tuple[str, str], ...]:
    """Label and value of all that a version says, empty where nothing is; ``course``: its name."""
    return (
        ("題名", text.title),
        ("課題", text.before),
        ("工夫", text.after),
        *_effects(text.effect),
        ("道具", "、".join(text.tools)),
        ("きっかけの研修", course or text.course_code),
        ("再利用の条件・注意", text.reuse),
        ("公開範囲", text.visibility.value),
    )


def _effects(effect: Effect) -> tuple[tuple[str, str], ...]:
    return (
        ("減った時間", monthly_words(effect.hours) if effect.hours is not None else ""),
        ("減った費用", f"年{effect.cost:,}円" if effect.cost is not None else ""),
        ("短くなった待ち時間", f"{amount(effect.waiting)}分" if effect.waiting is not None else ""),
        ("そのほかの効果", effect.other),
    )


def differences(before: CaseText, after: CaseText) -> tuple[FieldDifference, ...]:
    """Only fields that differ, in the form's order."""
    pairs = zip(fields_of(before), fields_of(after), strict=True)
    return tuple(
        FieldDifference(label, tuple(lines_between(was, is_now)))
        for (label, was), (_, is_now) in pairs
        if was != is_now
    )


def lines_between(before: str, after: str) -> Iterator[Line]:
    """All sentences of both, and the breaks. Without the added ones they are ``before``, without the removed ``after``."""
    was, is_now = _sentences(before), _sentences(after)
    for tag, i, j, k, m in SequenceMatcher(str.isspace, was, is_now, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (Line(Change.SAME, each) for each in was[i:j])
        else:
            yield from (Line(Change.REMOVED, each) for each in was[i:j])
            yield from (Line(Change.ADDED, each) for each in is_now[k:m])


def _sentences(text: str) -> list[str]:
    return _SENTENCE.findall(text)
