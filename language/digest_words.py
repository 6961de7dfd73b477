"""Closed wordings of the week's digest: 「今週のまとめ」「11月9日の週のまとめを見せて」."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from language.dates import dates_in
from language.normalise import normalise

_WEEK_BEFORE = re.compile(r"前の週|1週間前|一週間前")
_WEEKS = (
    r"(?:(?:今|先|先々|この|前の|その前の)週|1週間前|一週間前|(?:この)?(?:1|一)週間"
    r"|.{1,9}(?:日|年|月|曜日?|/\d{1,2})の週|週)"
)
_DIGEST = re.compile(
    rf"(?:{_WEEKS}の?(?:週の)?(?:フォーラムの)?まとめ"
    rf"|(?:{_WEEKS}の?)?(?:フォーラムの)?(?:ダイジェスト|週報))"
    r"(?:[をは]|って)?(?:見せて|見たい|みせて|教えて|出して|作って|開いて|ちょうだい|どう)?"
    r"(?:ほしい|もらえます|です)?か?(?:ください|下さい|くれ)?[。?!]*"
)


def asks_for_digest(text: str) -> bool:
    """Of a week, and of nothing else: 「今月のまとめ」「先週の研修のまとめ」 are not."""
    heard = normalise(text).replace(" ", "")
    return bool(_DIGEST.fullmatch(heard))


def day_of_digest(
    text: str, *, today: date, is_national_holiday: Callable[[date], bool]
) -> date | None:
    """A day of the week that is named; None where none is."""
    found = dates_in(text, today=today, is_national_holiday=is_national_holiday, is_report=True)
    if found:
        return found[0].first
    return today - timedelta(weeks=1) if _WEEK_BEFORE.search(normalise(text)) else None
