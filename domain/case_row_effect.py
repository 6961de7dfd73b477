"""What a row of an old collection says that was saved."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

from domain.case_effect import MOST_HOURS, TooManyHours, amount, monthly_words
from domain.improvement_case import TEXT_LENGTH, Effect
from domain.office_table import Cell
from domain.office_values import Unreadable, compact, is_blank, text
from domain.row_reading import RowReading

SAID_UNKNOWN = frozenset({"未記入", "不明", "未定", "なし", "無し"})
_AMOUNT = re.compile(
    r"(年間?|月間?)?約?([\d,]+(?:\.\d+)?)(時間|h|分|円|千円|万円)?(?:[/／](年|月))?(?:程度|短縮|削減)?"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_YEN = {"千円": 1_000, "万円": 10_000}


T = TypeVar("T")


class ReadHours(Protocol):
    """「月10時間」「1時間半」 as hours a month, as they are typed into a report."""

    def __call__(self, words: str, *, in_minutes: bool, yearly: bool) -> float | None:
        """Of a number that says neither unit nor how often. Raises ValueError, TooManyHours."""
        ...


class _NoNumber(Unreadable):
    """Something is said of the effect, and it is no number."""


@dataclass(frozen=True, slots=True)
class _Effects:
    """``other``: what is kept in words. ``notes``: what to look at, by column."""

    reading: RowReading
    other: list[str]
    notes: list[tuple[str, str]]

    def read(
        self, column: str, parse: Callable[[Cell], T | None], *, shown: Callable[[T], str]
    ) -> T | None:
        """``shown``: what was read, in words."""
        cell = self.reading.row.cells.get(column)
        if is_blank(cell):
            return None
        try:
            read = parse(cell)
        except _NoNumber as unread:
            self.other.append(f"{column}：{text(cell)}")
            self.notes.append((column, unread.sentence))
        except Unreadable as unreadable:
            self.reading.refuse(column, unreadable.sentence)
        else:
            if read is not None and isinstance(cell, str):
                self._note_reading(column, compact(cell), shown(read))
            return read
        return None

    def _note_reading(self, column: str, written: str, read: str) -> None:
        """Where the cell does not say the number itself: 「月8時間→2時間」 is 「月6時間」."""
        says, means = (set(_NUMBER.findall(each.replace(",", ""))) for each in (written, read))
        is_bare = _NUMBER.fullmatch(written.replace(",", "")) is not None
        if not is_bare and not means <= says:
            self.notes.append((column, f"「{written[:20]}」を「{read}」と読みました。"))


def effect_in(
    reading: RowReading, *, other: str, hours: ReadHours, notes: list[tuple[str, str]]
) -> Effect:
    """In the first of the columns that says how many hours; what is no number goes into ``other`` as it
    is written. ``notes`` takes what to look at, by column.
    """
    effects = _Effects(reading, [other] if other else [], notes)
    saved = effects.read("削減時間", partial(_hours, hours), shown=monthly_words)
    if saved is None:
        yearly = effects.read(
            "年間削減時間", partial(_hours, hours, yearly=True), shown=monthly_words
        )
        minutes = effects.read(
            "削減時間（分）", partial(_hours, hours, in_minutes=True), shown=monthly_words
        )
        saved = yearly if yearly is not None else minutes
    cost = effects.read("削減費用", _yen, shown="年{:,}円".format)
    waiting = effects.read("待ち時間", _plain_number, shown=lambda number: f"{amount(number)}分")
    kept = "\n".join(effects.other)
    if len(kept) > TEXT_LENGTH:
        reading.refuse("効果", f"効果は{TEXT_LENGTH:,}文字以内で書いてください。")
    return Effect(hours=saved, cost=cost, waiting=waiting, other=kept)


def _amount(cell: Cell) -> tuple[float, str, str] | None:
    """The number, its unit, 年 or 月; None for 未記入."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _positive(float(cell)), "", ""
    written = compact(cell)
    if written in SAID_UNKNOWN:
        return None
    match = _AMOUNT.fullmatch(written)
    if not match:
        raise _not_read(written)
    per = (match[1] or match[4] or "")[:1]
    return _positive(float(match[2].replace(",", ""))), match[3] or "", per


def _not_read(written: str) -> _NoNumber:
    return _NoNumber(
        f"「{written[:20]}」は数として読めません。数は未記入とし、言葉のまま「効果」に入れます。"
    )


def _positive(number: float) -> float:
    if not 0 <= number < 1e12:
        raise Unreadable("0以上の数を書いてください。")
    return number


def _hours(
    read: ReadHours, cell: Cell, *, in_minutes: bool = False, yearly: bool = False
) -> float | None:
    written = compact(cell)
    try:
        return read(written, in_minutes=in_minutes, yearly=yearly)
    except TooManyHours:
        raise Unreadable(
            f"1か月に{MOST_HOURS:,}時間を超えています。数と単位を確かめてください。"
        ) from None
    except ValueError:
        raise _not_read(written) from None


def _yen(cell: Cell) -> int | None:
    found = _amount(cell)
    if found is None:
        return None
    yen = round(found[0] * _YEN.get(found[1], 1) * (12 if found[2] == "月" else 1))
    if yen > 2_000_000_000:
        raise Unreadable("金額が大きすぎます。1年分の円で書いてください。")
    return yen


def _plain_number(cell: Cell) -> float | None:
    found = _amount(cell)
    if found is None:
        return None
    return found[0] * 60 if found[1] in ("時間", "h") else found[0]
