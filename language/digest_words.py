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

_WISH = r"(?:(?:し|せ|り|て|い|っ)?(?:する|す|る|たい|て|ます|てほしい|てください|て下さい|よう|ましょう)(?:です)?)?"
_EDITION = re.compile(
    rf"(?:(?:{_WEEKS}の?)?(?:週の)?まとめ(?:のフォーラム版)?を(?:フォーラムに|フォーラムから)?"
    rf"(?:公開|編集|修正|直|載|のせ|取り下げ){_WISH}"
    rf"|(?:{_WEEKS}の?)?(?:まとめの)?フォーラム版(?:を(?:作|つく|見|開|編集|公開|直){_WISH})?)[。?!]*"
)
_HISTORY = re.compile(
    r"(?:(?:フォーラムの|公開した|これまでの|過去の)?(?:週の)?まとめの(?:履歴|公開履歴|一覧)"
    r"|(?:フォーラムに)?(?:公開した|公開された|載った|載せた)(?:週の)?まとめ)"
    r"(?:[をは]|って)?(?:見せて|見たい|見る|みせて|教えて|出して|開いて|ある)?(?:です)?か?(?:ください|下さい)?[。?!]*"
)


def asks_for_edition(text: str) -> bool:
    """「まとめを公開」「今週のまとめを編集したい」「先週のフォーラム版」: what goes to the forum of a week."""
    return bool(_EDITION.fullmatch(normalise(text).replace(" ", "")))


def asks_for_editions(text: str) -> bool:
    """「まとめの履歴」「公開したまとめを見せて」."""
    return bool(_HISTORY.fullmatch(normalise(text).replace(" ", "")))


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
