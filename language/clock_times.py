"""Times of day and lengths of time in a message: 8時半, 夕方5時, 13:30; 2時間半, 90分, 半日."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from domain.office_dates import time_of
from domain.office_values import Unreadable
from language.date_rule import kana
from language.normalise import normalise
from language.numerals import number, number_of

_HALF_DAY = r"午前|午後|深夜|早朝|今朝|朝|昼|夕方|夕|夜|晩|(?<![a-z])(?:am|pm)"
TIME = (
    rf"(?:(?P<half>{_HALF_DAY})の? ?)?"
    r"(?P<time>(?<![\d:./])\d{1,2}(?::\d{2}(?![\d:])|(?= ?[ap]m(?![a-z]))|時(?:半|\d{1,2}分)?(?![間期点代短給差刻系局効事速限]|半間))(?: ?(?P<after>am|pm)(?![a-z]))?)"
)
"""In a normalised text. Whether there is such a time ``time_said`` says."""
_NOON = rf"(?P<noon>正午|{kana('しょうご')})"
_KANJI = rf"(?:(?P<half>{_HALF_DAY})の?)?(?P<hour>[一二三四五六七八九十]{{1,3}})時(?P<rest>半|[一二三四五六七八九十]{{1,4}}分)?(?![間期点代短給差刻系局効事速限])"
_WORDS = re.compile(_NOON)
_TIME, _KANJI_TIME = re.compile(TIME), re.compile(_KANJI)
_HOUR_BEFORE_HALF = re.compile(r"(?<=^\d)(?=[ap]m)|(?<=^\d\d)(?=[ap]m)")
_AFTERNOON = frozenset({"午後", "夕方", "夕", "pm"})
_NIGHT = frozenset({"夜", "晩"})


class Unit(StrEnum):
    MINUTE = "分"
    HOUR = "時間"
    DAY = "日"
    WEEK = "週間"
    MONTH = "か月"
    YEAR = "年"


@dataclass(frozen=True, slots=True)
class TimeFound:
    at: time
    words: str
    start: int
    end: int
    """Where in the normalised text."""


@dataclass(frozen=True, slots=True)
class DurationFound:
    """2時間半 is 2.5 hours, 1時間20分 80 minutes, 半日 half a day: how long a working day is, only
    the office knows."""

    amount: float
    unit: Unit
    words: str
    start: int
    end: int


_LENGTHS = (
    (rf"{number(3, name='hours')} ?時間 ?(?P<minutes>\d{{1,2}})分", None),
    (rf"{number(4, name='count')} ?分(?P<half>半)?(?:間|(?![一-龠])|程度|短縮|前後|以[内上下])(?!の[\d一二三四五六七八九])", Unit.MINUTE),
    (rf"{number(4, name='count')} ?時間(?P<half>半)?", Unit.HOUR),
    (r"(?P<decimal>\d{1,3}\.\d{1,2}) ?時間", Unit.HOUR),
    (r"(?P<decimal>\d{1,3}\.\d{1,2}) ?日(?:間|分)?", Unit.DAY),
    (r"(?P<half>半)(?:日(?!程|常|付)|日間)", Unit.DAY),
    (rf"(?<!月)(?<!月 )(?<!第){number(3, name='count')} ?日(?P<half>半)?(?:間|分|ほど|くらい|ぐらい|程度|連続|(?=かか|かけ|で(?!お願|いい|大丈夫)|も(?:かか|必要)|から半日|に短|に縮|に減|待|以上|以内|弱|強|は?必要|、?\d+日で))", Unit.DAY),
    (rf"(?<!第){number(3, name='count')} ?日(?P<half>半)?$", Unit.DAY),
    (rf"(?<!第){number(3, name='count')} ?週(?:間(?P<half>半)?|(?=で|ほど|かか))", Unit.WEEK),
    (rf"{number(3, name='count')} ?[かヶカケ箇ヵ個]月(?P<half>半)?間?", Unit.MONTH),
    (r"(?P<half>半)年", Unit.YEAR),
    (r"(?P<half>半)月(?!板)", Unit.MONTH),
    (rf"(?<![一-龠]){number(2, name='count')} ?年(?P<half>半)?(?:間|(?=かか|かけ|ほど|以上|以内|で終))", Unit.YEAR),
)  # fmt: skip
_DURATIONS = tuple((re.compile(pattern), unit) for pattern, unit in _LENGTHS)


def times_in(text: str) -> tuple[TimeFound, ...]:
    """In the order of the text; 25時 is none. 夕方5時 is 17:00; a bare 3時 is 3:00 as written."""
    return tuple(sorted(_times(normalise(text)), key=lambda found: found.start))


def time_said(match: re.Match[str]) -> time:
    """Of what ``TIME`` finds. Raises Unreadable."""
    return _on_the_day(match["half"] or "", match["time"])


def durations_in(text: str) -> tuple[DurationFound, ...]:
    """In the order of the text; of what begins at one place the longest."""
    normalised, found, after = normalise(text), list[DurationFound](), 0
    matches = [
        (match, unit) for pattern, unit in _DURATIONS for match in pattern.finditer(normalised)
    ]
    for match, unit in sorted(matches, key=lambda said: (said[0].start(), -said[0].end())):
        if match.start() >= after and not _is_a_date(normalised, match):
            found.append(_duration(match, unit))
            after = match.end()
    return tuple(found)


def _times(text: str) -> Iterator[TimeFound]:
    for match in _WORDS.finditer(text):
        yield TimeFound(time(12), match[0], match.start(), match.end())
    for match in _TIME.finditer(text):
        if (at := _readable(match["half"] or "", match["time"])) is not None:
            yield TimeFound(at, match[0], match.start(), match.end())
    for match in _KANJI_TIME.finditer(text):
        rest = match["rest"] or ""
        minutes = f"{number_of(rest[:-1])}分" if rest.endswith("分") else rest
        at = _readable(match["half"] or "", f"{number_of(match['hour'])}時{minutes}")
        if at is not None:
            yield TimeFound(at, match[0], match.start(), match.end())


def _readable(half: str, written: str) -> time | None:
    try:
        return _on_the_day(half, written)
    except Unreadable:
        return None


def _on_the_day(half: str, written: str) -> time:
    """朝 and 夜 with hours as people count them: 夜8時 is 20:00, 夜12時 midnight, 昼1時 13:00."""
    written = _HOUR_BEFORE_HALF.sub("時", written.replace(" ", ""))
    at = time_of(written)
    if at.hour > 12 or (half and written.endswith(("am", "pm"))):
        return at if half not in ("午前", "am") or at.hour < 12 else time_of("25:00")
    if half in ("午前", "午後", "am", "pm"):
        return time_of(half + written)
    if half in _AFTERNOON or (half == "昼" and at.hour < 6):
        return at.replace(hour=at.hour % 12 + 12)
    if half in _NIGHT:
        return at.replace(hour=(at.hour + 12) % 24 if 5 <= at.hour <= 12 else at.hour)
    return at.replace(hour=0) if half == "深夜" and at.hour == 12 else at


def _is_a_date(text: str, match: re.Match[str]) -> bool:
    """10日 of 来月10日, and 3日後, 2週間前, 1年目."""
    return (
        re.match(r"後|前|目|付|月|度", text[match.end() :]) is not None
        or re.search(r"(?:月|年|週)の?$", text[: match.start()]) is not None
    )


def _duration(match: re.Match[str], unit: Unit | None) -> DurationFound:
    said = match.groupdict()
    if unit is None:
        amount, unit = number_of(match["hours"]) * 60.0 + int(match["minutes"]), Unit.MINUTE
    elif decimal := said.get("decimal"):
        amount = float(decimal)
    else:
        count = said.get("count")
        amount = (number_of(count) if count else 0) + (0.5 if said.get("half") else 0.0)
    return DurationFound(amount, unit, match[0], match.start(), match.end())
