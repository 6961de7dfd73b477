"""Numbers in kanji as people write them in a discussion, in digits: 「二百五万円」, 「十一月四日」, 「七七・四パーセント」."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from language.numerals import number_of

_KEPT = 2_000
_RUN = re.compile(
    r"(?<![第数何幾0-9.,])(?<![〇一二三四五六七八九十百千万億])[〇一二三四五六七八九十百千][〇一二三四五六七八九十百千万億]*(?:・[〇一二三四五六七八九]+)?"
)
_ONES = frozenset("〇一二三四五六七八九")
_LARGE = re.compile("[十百千万億]")
_KANJI = re.compile("[一-龠々]$")
_NO_NUMBER = re.compile(
    r"一(?:人(?:暮らし|親|ひとり|一人)|校一室|社一)|二(?:世帯住宅|人三脚|枚貝|枚舌|つ返事|階堂|本松|本立て)|二十歳|三(?:脚|階堂|つ葉|社祭|枚おろし|回忌|軒茶屋|点セット)"
    r"|五(?:つ子|個荘)|六(?:本木|[ヶケ]所村)|七(?:回忌|[ヶケ]浜)|八(?:戸市|戸線|戸港|つ橋)|百(?:歳体操|人一首)|千歳|[三四]つ(?:子|角|折)"
)
"""Words that begin like a number of things."""
_AS_DECIMAL = re.compile(
    "割|%|パーセント|倍|度|ポイント|キロ|メートル|ミリ|センチ|トン|リットル|平米|坪|秒|時間|か月|点|万|億"
)
_EITHER = re.compile("[一二三四五六七八九]、$")
"""「二、三日」 is no day."""
_MONTH = re.compile(r"月(?!曜|ほど|くらい|ぐらい|あたり|かか|ごと|おき)")
_DAY = re.compile(r"日(?![市町])")
_HOUR = re.compile(r"時(?!的)")
_ONE_O_CLOCK = re.compile(
    r"時(?:間|半|から|まで|開|集|頃|ごろ|スタ|[、。〜～-]|$|で|に[^はもな]|[一二三四五十]+分)"
)
_HALF_DAYS = ("午前", "午後", "朝", "夜")
_IN_PARTS = re.compile("分の[一二三四五六七八九]")
_MINUTE = re.compile(r"分(?!類|別|担|野|割|散|析|け|か|園|館|厚|に(?!は)|な|だ|$)")
_TEN_MINUTES = re.compile(r"分(?:間|ほど|くらい|ぐらい|前|後|以内|おき|ごと|かか|遅|早|歩)")
_YEAR = re.compile(r"年(?!生)|か年")
_COUNTED = re.compile(
    r"人(?!ひとり|一人)|件|台|枚|通(?!り)|回|割|名|つ|社|円|パーセント|%|食|冊|筆|票|戸|世帯|棟|室|校|個|箱|脚|団体|施設|種類|部屋"
    r"|[かヶカ箇](?:所|月|国|年)|週間|歳|泊|便|軒|頭|羽|坪|平米|キロ|グラム|トン|メートル|センチ|ミリ|リットル|クラス|ページ|ケース|セット|ポイント"
    r"|階|班|倍|点(?!検)|秒|本(?!化|庁|人|当|番|木|松)"
)
_ENDS = re.compile(r"$|[^一-龠々〇・]|[余以未程弱強超]")
"""What may stand behind a number without a unit."""


@dataclass(frozen=True, slots=True)
class InDigits:
    text: str
    spans: Sequence[tuple[int, int]]
    """Of each character: where what it was written for stands."""

    def of(self, start: int, end: int) -> tuple[int, int]:
        """Where ``start`` to ``end`` of the text stands in the one it was made of."""
        return self.spans[start][0], self.spans[end - 1][1]


@lru_cache(maxsize=_KEPT)
def in_digits(folded: str) -> InDigits:
    """Only what is plainly a number: 「一緒」, 「十分」 and 「三者」 stay."""
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    done = 0
    for found in _RUN.finditer(folded):
        start, end = found.span()
        if not _counts(found[0], folded[:start], folded[end:]):
            continue
        number = _number(found[0])
        pieces += folded[done:start], number
        spans += [(at, at + 1) for at in range(done, start)]
        spans += [(start, end)] * len(number)
        done = end
    pieces.append(folded[done:])
    spans += [(at, at + 1) for at in range(done, len(folded))]
    return InDigits("".join(pieces), spans)


def _counts(run: str, before: str, behind: str) -> bool:
    if _NO_NUMBER.match(run + behind) or ("・" in run and not _AS_DECIMAL.match(behind)):
        return False
    if _EITHER.search(before):
        return _COUNTED.match(behind) is not None
    if before.endswith("分の") or _IN_PARTS.match(behind) or _YEAR.match(behind):
        return True
    if _MONTH.match(behind) or _DAY.match(behind):
        return _is_day(run, before, behind)
    if behind.startswith("時"):
        return _is_hour(run, before, behind)
    if behind.startswith("分"):
        minutes = _TEN_MINUTES if run in ("一", "十") else _MINUTE
        return before.endswith("時") or minutes.match(behind) is not None
    is_apart = _KANJI.search(before) is None
    if _COUNTED.match(behind):
        return is_apart or len(run) > 1
    return is_apart and _is_number_alone(run) and _ENDS.match(behind) is not None


def _is_hour(run: str, before: str, behind: str) -> bool:
    """「一時的に」 and 「一時止める」 are no hour, 「一時から」 and 「午後一時」 are."""
    if run != "一":
        return _HOUR.match(behind) is not None
    is_clock = before.endswith(_HALF_DAYS) or _ONE_O_CLOCK.match(behind) is not None
    return is_clock and _HOUR.match(behind) is not None


def _is_number_alone(run: str) -> bool:
    """「二〇五」 and 「三百二」 without a unit; 「一二三」 and 「百」 may be names."""
    says_how_large = _LARGE.search(run) or "・" in run or "〇" in run
    return bool(says_how_large) and len(run) > 1 and not _ONES.isdisjoint(run)


def _is_day(run: str, before: str, behind: str) -> bool:
    """「一日」 is a day of the month behind a month only; 「一月」 is January."""
    largest = 12 if behind.startswith("月") else 31
    if behind.startswith("日") and run == "一" and not before.endswith("月"):
        return False
    return "・" not in run and 0 < int(_number(run)) <= largest


def _number(run: str) -> str:
    whole, _, decimals = run.partition("・")
    return f"{number_of(whole)}.{_digits(decimals)}" if decimals else str(number_of(whole))


def _digits(run: str) -> str:
    return "".join(str(number_of(character)) for character in run)
