"""Numbers of an improvement case as people write them: 「月10時間」「１０」「約３０分」「年12万円」."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from domain.case_effect import hours_kept
from language.numerals import number_of

WORKING_DAYS = 20
"""In a month: 「1日30分」 is 10 hours a month."""
WEEKS = 52 / 12
"""In a month."""
LARGEST = 1_000_000_000
"""Above this something else than an effect was typed."""


class Per(StrEnum):
    MONTH = "月"
    YEAR = "年"
    WEEK = "週"
    DAY = "日"
    TIME = "回"
    """How often that happens is not said: nothing can be counted with it."""
    UNSAID = ""


_MONTHLY = {Per.MONTH: 1.0, Per.YEAR: 1 / 12, Per.WEEK: WEEKS, Per.DAY: float(WORKING_DAYS)}


@dataclass(frozen=True, slots=True)
class Amount:
    """``value`` in minutes or yen, and where in ``plain`` text it stands."""

    value: float
    per: Per
    start: int
    end: int

    def monthly(self, *, unsaid: Per = Per.UNSAID) -> float | None:
        """None where it is not said how often; ``unsaid``: what others beside it say."""
        factor = _MONTHLY.get(self.per if self.per is not Per.UNSAID else unsaid)
        return None if factor is None else self.value * factor


class NotRead(ValueError):
    """Typed, and no number that can be told."""


_NUMBER = r"(?<!\d)\d+(?:\.\d+)?"
"""Not begun anew at each digit of a long one."""
_ABOUT = r"(?:約|およそ|おおよそ|だいたい|大体|ざっと|ほぼ|平均で?|合計で?|計|最大)?"
_PERIOD = (
    r"(?:(?P<month>(?:毎月|月間|月平均|月|1か月|ひと月|月次))|(?P<year>毎年|年間|年|1年間?)"
    r"|(?P<week>毎週|週間|週|1週間)|(?P<day>毎日|1日|毎朝|毎夕|日)|(?P<time>1回|1件|毎回|一件|1枚|1人))"
    r"(?:あたり|当たり|につき|ごと|に|で|の|平均)?、?"
)
_PER_BEHIND = r"(?:[/／](?P<behind>か?月|年|週|日|回|件))?"
_TIME = (
    rf"(?:(?P<hours>{_NUMBER})\s*(?:時間|h(?:ours?|rs?)?(?![a-z]))(?P<half>半)?(?:と?(?P<and>{_NUMBER})分)?"
    rf"|(?P<minutes>{_NUMBER})\s*(?:分(?![のかけ]の)|min(?:utes?)?(?![a-z])))"
)
_YEN = rf"(?P<yen>{_NUMBER})\s*(?P<scale>[千百十]?[万億]|千)?円"
_AMOUNT_OF_TIME = re.compile(rf"(?:{_PERIOD})?{_ABOUT}{_TIME}{_PER_BEHIND}")
_AMOUNT_OF_YEN = re.compile(rf"(?:{_PERIOD})?{_ABOUT}{_YEN}{_PER_BEHIND}")
_SCALES = {"千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7, "億": 1e8}

_KANJI = re.compile(
    r"(?<![\d.一二三四五六七八九十百〇])[一二三四五六七八九十百〇]+(?=時間|分|円|万|か月|回|件|日(?!本))"
)
_COMMAS = re.compile(r"(?<=\d),(?=\d{3})")
_SPACES = re.compile(r"[ \t\u3000]+")


def plain(text: str) -> str:
    """In which amounts are found: NFKC, numbers in digits, no thousands separators."""
    text = _COMMAS.sub("", unicodedata.normalize("NFKC", text))
    text = re.sub(r"[ヶヵケカ箇ヵ]月", "か月", text)
    return _KANJI.sub(lambda found: str(number_of(found[0])), text)


def times_in(text: str) -> Iterator[Amount]:
    """Of a ``plain`` text, in minutes up to ``LARGEST``; 「1回3時間」 too, with ``Per.TIME``."""
    for found in _AMOUNT_OF_TIME.finditer(text):
        if found["minutes"]:
            minutes = float(found["minutes"])
        else:
            minutes = 60 * float(found["hours"]) + (30 if found["half"] else 0)
            minutes += float(found["and"] or 0)
        if minutes <= LARGEST:
            yield Amount(minutes, _per(found), found.start(), found.end())


def yen_in(text: str) -> Iterator[Amount]:
    """Of a ``plain`` text, up to ``LARGEST``."""
    for found in _AMOUNT_OF_YEN.finditer(text):
        value = float(found["yen"]) * _SCALES.get(found["scale"] or "", 1)
        if value <= LARGEST:
            yield Amount(value, _per(found), found.start(), found.end())


def _per(found: "re.Match[str]") -> Per:
    behind = (found["behind"] or "").removeprefix("か")
    if behind:
        return Per.TIME if behind == "件" else Per(behind)
    names = (Per.MONTH, "month"), (Per.YEAR, "year"), (Per.WEEK, "week"), (Per.DAY, "day")
    for per, name in names:
        if found[name]:
            return per
    return Per.TIME if found["time"] else Per.UNSAID


# -- what is typed into a field ------------------------------------------------------------------

_NOTHING = re.compile(
    r"(?:なし|無し|無|ない|不明|未定|未記入|わから?ない|分から?ない|特になし|-|ー|―|\?)?。?"
)
_BEFORE = re.compile(rf"^(?:{_ABOUT[:-1]}|削減|短縮|節約|効果)+[:は]?")
_BEHIND = re.compile(
    r"(?:くらい|ぐらい|程度|ほど|前後|弱|強|ぶん|の?(?:削減|短縮|減少|節約|節減|改善|減)"
    r"|減っ(?:た|ています|ている)|浮い?た|でき(?:た|ました)|に?なり?(?:った|ました)|しました|した|です|でした|以上|。|!)+$"
)
_TO = re.compile(r"(?:から|→|->|⇒|=>|が)")
_BARE = re.compile(
    rf"(?:{_PERIOD})?{_ABOUT}(?P<number>{_NUMBER})(?P<scale>[千百十]?[万億]|千)?{_PER_BEHIND}"
)


def hours_typed(words: str, *, in_minutes: bool = False, yearly: bool = False) -> float | None:
    """Saved in a month, as it is kept; None of nothing, or of what is not known.

    What a number is that says neither unit nor how often: ``in_minutes``, else hours; ``yearly``, else
    monthly. Raises NotRead, TooManyHours.
    """
    unsaid = Per.YEAR if yearly else Per.MONTH
    found = _typed(
        words,
        times=True,
        bare=1.0 if in_minutes else 60.0,
        of=lambda each: each.monthly(unsaid=unsaid),
    )
    return None if found is None else hours_kept(found / 60)


def minutes_typed(words: str) -> float | None:
    """That a citizen waits less. Raises NotRead."""
    return _typed(words, times=True, bare=1.0, of=lambda amount: amount.value)


def yen_typed(words: str) -> int | None:
    """Saved in a year. Raises NotRead."""
    found = _typed(words, times=False, bare=1.0, of=_yearly)
    return None if found is None else round(found)


def _yearly(amount: Amount) -> float | None:
    monthly = amount.monthly(unsaid=Per.YEAR)
    return None if monthly is None else monthly * 12


def _typed(
    words: str, *, times: bool, bare: float, of: Callable[[Amount], float | None]
) -> float | None:
    text = _SPACES.sub("", plain(words)).strip().lower().removeprefix("¥")
    if _NOTHING.fullmatch(text):
        return None
    sides = _TO.split(text)
    if len(sides) > 2:
        raise NotRead
    read = [_one(side, times=times, bare=bare) for side in sides]
    per = next((each.per for each in read if each.per is not Per.UNSAID), Per.UNSAID)
    values = [of(_with(each, per)) for each in read]
    if None in values:
        raise NotRead
    first, *rest = [value for value in values if value is not None]
    saved = round(first - rest[0], 4) if rest else first
    if not 0 <= saved <= LARGEST:
        raise NotRead
    return saved


def _one(text: str, *, times: bool, bare: float) -> Amount:
    """All of ``text`` is one amount. Raises NotRead."""
    text = _BEHIND.sub("", text).removesuffix("に")
    text = _BEHIND.sub("", text)
    text = _BEFORE.sub("", text) or text
    number = _BARE.fullmatch(text)
    if number:
        value = float(number["number"]) * _SCALES.get(number["scale"] or "", 1)
        return Amount(value * bare, _per(number), 0, len(text))
    for found in times_in(text) if times else yen_in(text):
        if (found.start, found.end) == (0, len(text)):
            return found
    raise NotRead


def _with(amount: Amount, per: Per) -> Amount:
    is_said = amount.per is not Per.UNSAID
    return amount if is_said else Amount(amount.value, per, amount.start, amount.end)
