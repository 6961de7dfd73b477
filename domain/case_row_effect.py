"""What a row of an old collection says that was saved."""

import re
from functools import partial
from typing import Protocol

from domain.case_effect import MOST_HOURS, TooManyHours
from domain.improvement_case import Effect
from domain.office_table import Cell
from domain.office_values import Unreadable, compact
from domain.row_reading import RowReading

SAID_UNKNOWN = frozenset({"未記入", "不明", "未定", "なし", "無し"})
_AMOUNT = re.compile(
    r"(年間?|月間?)?約?([\d,]+(?:\.\d+)?)(時間|h|分|円|千円|万円)?(?:[/／](年|月))?(?:程度|短縮|削減)?"
)
_YEN = {"千円": 1_000, "万円": 10_000}


class ReadHours(Protocol):
    """「月10時間」「1時間半」 as hours a month, as they are typed into a report."""

    def __call__(self, words: str, *, in_minutes: bool, yearly: bool) -> float | None:
        """Of a number that says neither unit nor how often. Raises ValueError, TooManyHours."""
        ...


def effect_in(reading: RowReading, *, other: str, hours: ReadHours) -> Effect:
    """In the first of the columns that says how many hours."""
    saved = reading.optional("削減時間", partial(_hours, hours), default=None)
    if saved is None:
        yearly = reading.optional("年間削減時間", partial(_hours, hours, yearly=True), default=None)
        minutes = reading.optional(
            "削減時間（分）", partial(_hours, hours, in_minutes=True), default=None
        )
        saved = yearly if yearly is not None else minutes
    cost = reading.optional("削減費用", _yen, default=None)
    waiting = reading.optional("待ち時間", _plain_number, default=None)
    return Effect(hours=saved, cost=cost, waiting=waiting, other=other)


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


def _not_read(written: str) -> Unreadable:
    return Unreadable(
        f"「{written[:20]}」は数として読めません。「10」のように数だけを書いてください。"
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
