"""Numbers, days and times in a text, whatever the way to write them: 「月に約３００件」「三割」「12月25日」.

Two figures are the same only with the same unit, the same bound and the same 月・年 before it. What is
read here is held against what is read elsewhere in the same way: a word that only looks like a number
(一部) costs nothing.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0}
_PLACES = {"十": 10, "百": 100, "千": 1_000}
_MYRIADS = {"万": 10**4, "億": 10**8, "兆": 10**12}
_KANJI = "〇零一二三四五六七八九十百千万億兆"
_ARABIC = r"\d+(?:,\d{3})*(?:\.\d+)?"
_NUMBER = rf"(?:{_ARABIC}|[{_KANJI}])+"

_UNITS = {
    "か月": "か月 ヶ月 カ月 ヵ月 箇月 ケ月",
    "か所": "か所 ヶ所 カ所 ヵ所 箇所 ケ所",
    "人": "人 名",
    "%": "% パーセント",
    "つ": "つ 個",
    "歳": "歳 才",
    "週間": "週間 週",
    "時間": "時間",
}
_MORE_UNITS = (
    "年度 年間 年 月 日間 日 時 分間 分 秒 回 件 世帯 戸 台 枚 部署 部局 部 冊 本 課 係 室 校 園 社 団体 種類 種 項目 行 列"
    " 箱 通 便 棟 階 代 円 倍 度 番 号 期 章 条 位 点 桁 文字 ページ 頁 km kg m g KB MB GB TB ポイント"
)
_UNIT_OF = {way: unit for unit, ways in _UNITS.items() for way in ways.split()} | {
    unit: unit for unit in _MORE_UNITS.split()
}
_UNIT = "|".join(sorted(map(re.escape, _UNIT_OF), key=lambda way: (-len(way), way)))

_ABOUT = "約"
_LIMITS_BEFORE = "最大 最低 最長 最短 少なくとも 多くて 平均 合計 計 延べ のべ 毎 各 第"
_LIMITS_BEHIND = "以上 以下 未満 以内 以降 以前 超え 超 強 弱 余り あまり 近く まで から ずつ 目 おき ごと 前 後 増 減 遅れ"
_BEFORE = {
    **dict.fromkeys(("約", "およそ", "おおよそ", "ほぼ"), _ABOUT),
    **{way: way for way in _LIMITS_BEFORE.split()},
    **dict.fromkeys(("-", "−", "▲", "△", "マイナス"), "-"),
}
_BEHIND = {
    **dict.fromkeys(("ほど", "程度", "くらい", "ぐらい", "前後"), _ABOUT),
    **{way: way for way in _LIMITS_BEHIND.split()},
}
_PER = r"(?P<per>毎月|月間|月|年間|毎年|年|毎週|週|毎日|日)(?:に|で|あたり|当たり)?"
_PER_OF = {"毎月": "月", "月間": "月", "年間": "年", "毎年": "年", "毎週": "週", "毎日": "日"}


def _ways(known: dict[str, str]) -> str:
    return "|".join(sorted(map(re.escape, known), key=lambda way: (-len(way), way)))


_FRONT = re.compile(rf"(?:(?<![一-龠々\d]){_PER})?(?P<bounds>(?:(?:{_ways(_BEFORE)})で?)*)$")
_BACK = re.compile(rf"(?:{_ways(_BEHIND)})+")
_BOUND_BEHIND, _BOUND_BEFORE = re.compile(_ways(_BEHIND)), re.compile(_ways(_BEFORE))
_LOOKS_BACK = 16

_ERA = r"(?P<era>令和|平成|昭和|西暦|R|H)? ?"
_DAY = re.compile(
    rf"(?:{_ERA}(?P<year>{_NUMBER}|元)年(?P<fiscal>度)?の? ?)?(?P<month>{_NUMBER})月(?:の?(?P<day>{_NUMBER})日)?"
    r"(?!間)"
)
_YEAR = re.compile(rf"{_ERA}(?P<year>{_NUMBER}|元)年(?P<fiscal>度)?(?!間)")
_CLOCK = re.compile(
    rf"(?P<half>午前|午後)?(?P<hour>{_NUMBER})(?:時(?!間)(?:(?P<minute>{_NUMBER})分|(?P<is_half>半))?|:(?P<colon>\d\d))"
)
_PART = re.compile(rf"(?P<whole>{_NUMBER})分の(?P<part>{_NUMBER})")
_TENTHS = re.compile(rf"(?P<tenths>{_NUMBER})割(?:(?P<hundredths>{_NUMBER})分)?")
_PLAIN = re.compile(rf"(?P<number>{_NUMBER})(?P<unit>{_UNIT})?")
DAY_UNITS = frozenset({"日付", "年", "日", "曜日", "時刻"})
"""Units of what is no amount, but a day or a time of day."""
_WORDS = re.compile(
    r"(?:今|来|昨|前|翌|本|去|先|再来)(?:年度|年|月|週|日)|(?:明後|明|昨)日|(?:年度|年|月|週|期)(?:内|末|始|初|明け|当初)"
    r"|[上下]半?期|第[一二三四1-4]四半期|[月火水木金土日]曜日?|\((?P<weekday>[月火水木金土日])\)|半(?:年|日|月|数|分|額)|翌々?[日週月年]"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """``value`` in one way of writing; ``bounds`` like 約 and 以上; ``per`` like 月.

    ``start`` and ``end`` are where it stands in the plain text, with its unit and bounds; two that stand
    elsewhere are equal.
    """

    value: str
    unit: str
    bounds: frozenset[str] = frozenset()
    per: str = ""
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


def plain(text: str) -> str:
    """Full-width letters as narrow ones (NFKC), in one line."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def figures_in(text: str) -> tuple[Figure, ...]:
    """In their order. ``text`` is plain."""
    found: list[Figure] = []
    at = 0
    while at < len(text):
        figure = _figure_at(text, at, after=found[-1].end if found else 0)
        if figure is None:
            at += 1
        else:
            found.append(figure)
            at = figure.end
    return tuple(found)


def _figure_at(text: str, at: int, *, after: int) -> Figure | None:
    for read in (_day, _clock, _share, _counted):
        if found := read(text, at):
            value, unit, end = found
            return _bounded(text, value, unit, at, end, after=after)
    return None


def _bounded(text: str, value: str, unit: str, start: int, end: int, *, after: int) -> Figure:
    """With what limits it on both sides."""
    begins = max(after, start - _LOOKS_BACK)
    front = _FRONT.search(text[begins:start])
    back = _BACK.match(text, end)
    before = front["bounds"] if front else ""
    behind = back[0] if back else ""
    bounds = [_BEFORE[way] for way in _BOUND_BEFORE.findall(before)]
    bounds += [_BEHIND[way] for way in _BOUND_BEHIND.findall(behind)]
    per = (front["per"] if front else None) or ""
    return Figure(
        value,
        unit,
        frozenset(bounds),
        _PER_OF.get(per, per),
        start=begins + front.start() if front else start,
        end=back.end() if back else end,
    )


_Read = tuple[str, str, int]


def _day(text: str, at: int) -> _Read | None:
    if match := _DAY.match(text, at):
        day = [match["era"] or "", _year(match), _number(match["month"]), _number(match["day"])]
        return "/".join(day), "日付", match.end()
    if match := _YEAR.match(text, at):
        return f"{match['era'] or ''}/{_year(match)}", "年", match.end()
    if match := _WORDS.match(text, at):
        said = match["weekday"] or match[0]
        is_weekday = match["weekday"] or match[0][1:2] == "曜"
        return said[0] if is_weekday else said, "曜日" if is_weekday else "日", match.end()
    return None


def _year(match: re.Match[str]) -> str:
    year = match["year"]
    return f"{'1' if year == '元' else _number(year)}{match['fiscal'] or ''}"


def _clock(text: str, at: int) -> _Read | None:
    match = _CLOCK.match(text, at)
    if match is None:
        return None
    minute = match["minute"] or match["colon"] or ("30" if match["is_half"] else "0")
    said = f"{match['half'] or ''}{_number(match['hour'])}:{_number(minute)}"
    return said, "時刻", match.end()


def _share(text: str, at: int) -> _Read | None:
    if match := _PART.match(text, at):
        return f"{_number(match['part'])}/{_number(match['whole'])}", "分の", match.end()
    if match := _TENTHS.match(text, at):
        hundredths = value_of(match["hundredths"]) if match["hundredths"] else Decimal(0)
        return _written(value_of(match["tenths"]) * 10 + hundredths), "%", match.end()
    return None


def _counted(text: str, at: int) -> _Read | None:
    """By itself a number in kanji is part of a word: 統一, 第三者."""
    match = _PLAIN.match(text, at)
    if match is None or not (match["unit"] or re.search(r"\d", match["number"])):
        return None
    return _number(match["number"]), _UNIT_OF.get(match["unit"] or "", ""), match.end()


def _number(words: str | None) -> str:
    return _written(value_of(words)) if words else ""


def _written(value: Decimal) -> str:
    return f"{value.normalize():f}"


def value_of(words: str) -> Decimal:
    """12, 1,200, 十二, 二〇二六, 1万2千, 3.5."""
    total, section, open_value = Decimal(0), Decimal(0), Decimal(0)
    for part in _parts(words):
        if part in _PLACES:
            section += (open_value or Decimal(1)) * _PLACES[part]
            open_value = Decimal(0)
        elif part in _MYRIADS:
            total += (section + open_value or Decimal(1)) * _MYRIADS[part]
            section = open_value = Decimal(0)
        elif part in _DIGITS:
            open_value = open_value * 10 + _DIGITS[part]
        else:
            open_value = Decimal(part.replace(",", ""))
    return total + section + open_value


def _parts(words: str) -> Iterator[str]:
    return (match[0] for match in re.finditer(rf"{_ARABIC}|[{_KANJI}]", words))
