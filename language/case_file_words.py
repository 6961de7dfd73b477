"""「今年度の改善事例をExcelで書き出して」「成果発表のスライドを作って」: improvement cases wanted as a file.

Closed wordings: what asks whether that can be done, or is against it, is none of them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from domain import fiscal_year
from domain.case_files import month_span
from language.case_years import Period, period_in
from language.normalise import normalise
from language.reminder_manner import is_question

LONGEST = 50
"""Characters. Who asks for this alone says it shortly."""

_CASES = (
    r"(?:(?:全て|すべて|全部|全件)の)?(?:公開(?:中|済み|された|した)の?)?(?P<name>改善)?事例集?"
)
_EXCEL = r"(?:excel|エクセル|xlsx|表計算)(?:の)?(?:ファイル|形式|表)?"
_FILE = rf"(?:{_EXCEL}|(?:一覧|リスト|表)の?ファイル|ファイル)"
_POWERPOINT = r"(?:powerpoint|パワーポイント|パワポ|pptx?)(?:の)?(?:ファイル|形式|資料|スライド)?"
_SLIDES = rf"(?:{_POWERPOINT}|(?:発表)?(?:用の?)?(?:スライド|資料)|プレゼン(?:資料)?)"
_GIVE = (
    r"(?:書き?出し|かきだし|出力し|エクスポートし|ダウンロードし|保存し|作っ|つくっ|作成し|まとめ|用意し|準備し"
    r"|出し|送っ|渡し|もらい?|貰い?|いただき|欲し|見せ)"
)
_PLEASE = (
    r"(?:ください|下さい|ほしい|欲しい|頂戴|ちょうだい|お願い(?:し(?:ます|たい)|できます|いたします)?"
    r"|(?:もらえ|くれ|いただけ|頂け)(?:ます|ませんか|ますか|る)|くれ)?"
)
_WANTED = (
    rf"(?:{_GIVE}(?:て{_PLEASE}|たい)|(?:書き?出し|出力|エクスポート|ダウンロード|作成)(?:を|は)?(?:お願い(?:します)?)?"
    r"|(?:書き?出す|出力する|作る|作成する)|ください|下さい|ほしい|欲しい|お願い(?:し(?:ます|たい)|できます|いたします)?)?"
    r"(?:です|ね|よ)*"
)
_TELLS = r"(?:書き?出し|かきだし|出力し?|エクスポートし?|ダウンロードし?)"
_AS = r"(?:で|に|として|にして)"

_AS_TABLE = (
    rf"{_CASES}(?:の(?:一覧|リスト)?|一覧)?を?、?{_FILE}(?:{_AS}|を|が)、?{_WANTED}",
    rf"{_CASES}(?:の(?:一覧|リスト))?を、?(?={_TELLS}){_WANTED}",
)
_AS_SLIDES = (
    rf"{_CASES}(?:の|を)?、?(?:成果発表(?:会)?(?:用)?の?)?{_SLIDES}(?:{_AS}|を|が)、?{_WANTED}",
    rf"(?:改善事例の)?成果発表(?:会)?(?:用)?の?{_SLIDES}?(?:{_AS}|を|が)、?{_WANTED}",
    rf"(?:成果)?発表(?:用の?)?(?:資料|スライド)(?:を{_POWERPOINT})?(?:{_AS}|を|が)、?{_WANTED}",
)
_ASKED = tuple(
    (re.compile(pattern), as_slides)
    for as_slides, patterns in ((True, _AS_SLIDES), (False, _AS_TABLE))
    for pattern in patterns
)
_DOUBTS = re.compile(r"ない|[せけれ]ます|せる|できる|[れけ]る|なくて|だめ|いい")
_REQUESTS = re.compile(r"[てで](?:もらえ|くれ|いただけ|頂け)|お願いでき")
"""「書き出してもらえますか？」: a question, and yet a request."""
_MONTH = re.compile(r"(?:(?P<year>20\d\d)年)?(?P<month>1[0-2]|[1-9])月(?=の|に|分)")


@dataclass(frozen=True, slots=True)
class CaseFileAsked:
    """``of``: as ``domain/case_files`` reads it, empty for all. ``selection``: 「今月の改善事例」 of
    that month, 「2026-11」, instead.
    """

    as_slides: bool
    of: str = ""
    selection: str = ""


def case_file_asked(
    text: str, *, today: date, is_national_holiday: Callable[[date], bool]
) -> CaseFileAsked | None:
    """None where the message says something else."""
    heard = normalise(text).replace(" ", "").strip("。.!「」『』、")
    is_doubt = is_question(text) or _DOUBTS.search(heard) is not None
    if len(heard) > LONGEST or (is_doubt and not _REQUESTS.search(heard)):
        return None
    heard = heard.rstrip("?か")
    period = _month(heard, today) or period_in(
        heard, today=today, is_national_holiday=is_national_holiday
    )
    left = _without(heard, period)
    for pattern, as_slides in _ASKED:
        if found := pattern.fullmatch(left):
            is_named = found.groupdict().get("name") is not None and "公開" not in left
            return _limited(as_slides, period, is_named=is_named)
    return None


def _month(heard: str, today: date) -> Period | None:
    """「11月の」: the last that has begun."""
    found = _MONTH.match(heard)
    if found is None:
        return None
    month = int(found["month"])
    year = int(found["year"]) if found["year"] else today.year - (month > today.month)
    span = month_span(date(year, month, 1))
    return Period(span.first, span.last, found[0], span.words)


def _without(heard: str, period: Period | None) -> str:
    """Without its time, and what joins that to the rest."""
    if period is None:
        return heard
    return re.sub(rf"{re.escape(period.said)}(?:分|中)?(?:に|の)?", "", heard, count=1)


def _limited(as_slides: bool, period: Period | None, *, is_named: bool) -> CaseFileAsked | None:
    """All, a fiscal year, a year or a month; None for other times."""
    if period is None:
        return CaseFileAsked(as_slides)
    first, last = period.first, period.last
    if (first, last) == (fiscal_year.first_day(first.year), fiscal_year.last_day(first.year)):
        return CaseFileAsked(as_slides, of=str(first.year))
    if (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
        return CaseFileAsked(as_slides, of=f"{first.year}年")
    if (first.day, first.year, first.month) != (1, last.year, last.month):
        return None
    month = f"{first:%Y-%m}"
    return (
        CaseFileAsked(as_slides, selection=month) if is_named else CaseFileAsked(as_slides, month)
    )
