"""Figures and days as they stand in a discussion: what is counted, how often, and whether two are the same."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from language.thread_numerals import in_digits

_MOST = 12
"""Figures of a sentence that are compared: a longer row is a table."""
_DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
_NUMBER = rf"{_DIGITS}(?:[万億千百](?:{_DIGITS})?)*"
_WEEKDAY = r"(?:[(（](?:[月火水木金土日]|祝)(?:曜日?)?(?:・祝)?[)）])?"
_YEAR = r"(?:(?:令和|平成|r)\s?(?:\d{1,2}|元)年|\d{4}年|(?:再来年|来年|翌年|今年|本年)の?)"
_DAY = (
    rf"(?P<day>(?:{_YEAR}?(?P<month>\d{{1,2}}月|来月|今月|再来月|翌月)(?:の)?(?P<of_month>\d{{1,2}})日|(?<![に約\d.,])(?P<alone>[2-9]|[12]\d|3[01])日(?!間|分|ほど|くらい|ぐらい|程度|かか|早|遅|後(?!半)|前(?!半)|目|以内|あ|た|短|長|で(?:終|済|でき|完)|を要|掛)){_WEEKDAY}"
    rf"|(?<![\d/])(?P<slash_month>\d{{1,2}})/(?P<slash_day>\d{{1,2}})(?![\d/]){_WEEKDAY})"
)
_MONTH = rf"(?P<in_month>{_YEAR}?(?P<only_month>\d{{1,2}})月(?!\d+日)(?:上旬|中旬|下旬|末|中|半ば|初め|頃|ごろ)?)"
_CLOCK = r"(?P<clock>(?:午前|午後|朝|夜|翌)?(?P<hour>\d{1,2})(?:時(?!間)(?:(?P<minute>\d{1,2})分|(?P<half>半))?|:(?P<colon>\d{2})))"
_OF_WEEK = r"(?P<weekday>(?<![一-龠])(?P<of_week>[月火水木金土日])曜日?)"
_SOON = r"(?P<soon>再来週|来週|今週|翌週|再来月(?!\d)|来月|今月|翌月|明後日|明日|本日|今日)(?=から|に|まで|で|は|の|、|$)"
_PERIOD = r"(?P<per>(?:毎月|月間|月平均|月に|月|毎年|年間|年に|年|毎週|週間|週に|週|毎日|1日|日に|一日|1回|1件|1台|1通|1人|1枚|1世帯|1校|1部|1クラス)(?:月|年)?(?:あたり|当たり|につき|で)?(?:およそ|約|平均)?)?"
_UNIT = (
    r"(?P<unit>人|名|件|%|パーセント|割|分の\d+|時間半?|分(?!類|別|担|野|割|散|析|け|か|園|館)|秒|週間?|か月|[ヶカケ箇]月|日間?|年間?|円|台|枚|通|回(?!答|収|覧|線|転|復)|本(?!庁|人|部|当|件|番)"
    r"|つ|か所|[ヶカ箇]所|種類|ページ|頁|世帯|団体|施設|クラス|言語|園|校|社|課|班|組(?!み|織)|個|箱|脚|戸|筆|問(?!い|題)|部(?!長|署|分|局)|点(?!検)|倍|票|冊|番|インチ|センチ|ミリ|キロ|グラム|トン|メートル|リットル|ギガ|ヘクタール|セット|ポイント|ケース|ライセンス|階|号|条|回目|[㌀-㍗㎀-㏟℃]|°c|[a-z]{1,3}(?![a-z])|[一-龠]{1,3}(?![一-龠]))?"
)
_AMOUNT = rf"(?P<amount>{_PERIOD}(?<![a-z.\d,第])(?P<number>{_NUMBER}){_UNIT})"
_FOUND = re.compile(f"{_DAY}|{_MONTH}|{_CLOCK}|{_OF_WEEK}|{_SOON}|{_AMOUNT}")
_EACH = re.compile(r"(?:あたり|当たり|につき|ごと)")
_AS_RATE = re.compile(r"(?:日|年|週間?|か月)(?:の|に)")
_SAME_UNIT = {
    "名": "人",
    "パーセント": "%",
    "頁": "ページ",
    "日間": "日",
    "年間": "年",
    "週": "週間",
}
_PERIODS = (("月", "月"), ("年", "年"), ("週", "週"), ("日", "日"))
_SCALES = {"万": 10_000, "億": 100_000_000, "千": 1_000, "百": 100}
_PART = re.compile(rf"({_DIGITS})([万億千百]?)")

SOON = "時期"
"""The unit of 来週 and 来月, which count nothing."""

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """``start`` to ``end`` of the text; ``unit`` says with what it can be compared."""

    start: int
    end: int
    unit: str
    value: Key
    """Parts that are not said are empty: 「8日」 may be 「10月8日」."""
    per: str = ""
    """月, 年, 週, 日, or what it is counted for (1件); empty where it is not said."""

    def is_same(self, other: "Figure") -> bool:
        pairs = [*zip(self.value, other.value, strict=False)]
        return (
            self.unit == other.unit
            and all(a == b or not a or not b for a, b in pairs)
            and any(a and b for a, b in pairs)
            and bool(self.value[-1]) == bool(other.value[-1])
        )


def figures_in(folded: str) -> tuple[Figure, ...]:
    """Of a text as ``thread_markup.folded`` has it, in order."""
    digits = in_digits(folded)
    found = [*islice(_figures(digits.text), _MOST)]
    places = [digits.of(each.start, each.end) for each in found]
    return tuple(
        replace(each, start=start, end=end)
        for each, (start, end) in zip(found, places, strict=True)
    )


def _figures(folded: str) -> Iterator[Figure]:
    for found in _FOUND.finditer(folded):
        if found["day"]:
            month = found["month"] or found["slash_month"] or ""
            day = found["of_month"] or found["alone"] or found["slash_day"]
            yield Figure(
                found.start(), found.end(), "日付", (month.removesuffix("月"), str(int(day)))
            )
        elif found["in_month"]:
            yield Figure(found.start(), found.end(), "日付", (found["only_month"], ""))
        elif found["clock"]:
            minute = "30" if found["half"] else found["minute"] or found["colon"] or "0"
            yield Figure(found.start(), found.end(), "時刻", (found["hour"], str(int(minute))))
        elif found["weekday"]:
            yield Figure(found.start(), found.end(), "曜日", (found["of_week"],))
        elif found["soon"]:
            yield Figure(found.start(), found.end(), SOON, (found["soon"],))
        elif found["number"] and _is_counted(found):
            yield _counted(found)


def _is_counted(found: re.Match[str]) -> bool:
    """「1台あたり」 says for what another is, 「1日の枠」 for how long."""
    is_rate = found["number"] == "1" and _AS_RATE.match(found.string, found.start("unit"))
    return not is_rate and not _EACH.match(found.string, found.end())


def _counted(found: re.Match[str]) -> Figure:
    unit = found["unit"] or ""
    start = found.start("number")
    return Figure(
        start,
        found.end(),
        _SAME_UNIT.get(unit, unit),
        (_value(found["number"]),),
        _per(found["per"] or ""),
    )


def _per(words: str) -> str:
    if words[:1].isdecimal() and not words.startswith("1日"):
        return words[:2]
    return next((per for part, per in _PERIODS if part in words), "")


def _value(number: str) -> str:
    parts = [(float(digits.replace(",", "")), scale) for digits, scale in _PART.findall(number)]
    total = below = 0.0
    for digits, scale in parts:
        if scale in ("万", "億"):
            total, below = total + (below + digits) * _SCALES[scale], 0.0
        else:
            below += digits * _SCALES.get(scale, 1)
    return f"{total + below:g}" if total + below < 1e6 else str(round(total + below, 4))
