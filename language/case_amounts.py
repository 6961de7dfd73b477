"""How much a case is to have saved: 「月10時間以上」「年50万円以上」「待ち時間が5分以上」."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from domain.case_effect import monthly_words, to_the_minute
from domain.improvement_case import Effect
from language.case_numbers import WEEKS
from language.numerals import number_of

_NUMBER = r"(?P<number>\d[\d,]*(?:\.\d+)?|[一二三四五六七八九十百]{1,5})"
_AT_LEAST = r"(?:以上|を?超え?る?た?|を?こえる|より(?:多い|多く|大きい|大きく))"
_SAVED = (
    r"(?:(?:の|も|を|が|は)?(?:業務|作業|仕事)?(?:時間|費用|経費|コスト)?(?:の|も|を|が|は)?"
    r"(?:削減|短縮|節約|軽減|減ら|減っ|浮い|浮か|短く|少なく|安く|効果)"
    r"(?:でき|し|せ|がで|が)?(?:た|て|る|いる|ている|なった|出た|あった|ある)?)?"
)
_PER = r"(?:(?P<per>1?(?:年間?|[かヶカケ]月|月間?|週間?)|ひと月|毎月|毎年|毎週)(?:に|で|あたり|当たり|平均)?)?"
_HOURS = re.compile(rf"{_PER} ?(?:約)?{_NUMBER} ?時間 ?{_AT_LEAST}{_SAVED}")
_COST = re.compile(rf"{_PER} ?(?:約)?{_NUMBER} ?(?P<unit>[千万億])?円 ?{_AT_LEAST}{_SAVED}")
_WAITING = re.compile(
    rf"(?:住民|市民|町民|県民|区民|お客様|来庁者)?の?待ち時間(?:が|を|の|は)? ?(?:約)?{_NUMBER} ?分 ?{_AT_LEAST}{_SAVED}"
)
_UNITS = {"千": 1_000, "万": 10_000, "億": 100_000_000}


class Kind(StrEnum):
    HOURS = "hours"
    COST = "cost"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Amount:
    kind: Kind
    least: float
    """Hours a month, yen a year, minutes: as ``Effect`` has them."""
    said: str
    """The words, in the normalised text."""

    @property
    def words(self) -> str:
        match self.kind:
            case Kind.HOURS:
                return f"{monthly_words(self.least)}以上"
            case Kind.COST:
                return f"年{self.least:,.0f}円以上"
            case Kind.WAITING:
                return f"待ち時間{self.least:g}分以上"

    def is_reached(self, effect: Effect) -> bool:
        """Not where it is 未記入."""
        known: float | None = getattr(effect, self.kind.value)
        return known is not None and known >= self.least


def amounts_in(heard: str) -> Iterator[Amount]:
    """Of a normalised text, one of each kind. What a number is compared with has to be said."""
    if waiting := _WAITING.search(heard):
        yield Amount(Kind.WAITING, _number(waiting["number"]), waiting[0])
    if hours := _HOURS.search(heard):
        yield Amount(Kind.HOURS, _in_a_month(_number(hours["number"]), hours["per"]), hours[0])
    if cost := _COST.search(heard):
        yen = _number(cost["number"]) * _UNITS.get(cost["unit"] or "", 1)
        is_monthly = "月" in (cost["per"] or "")
        yield Amount(Kind.COST, yen * (12 if is_monthly else 1), cost[0])


def _number(words: str) -> float:
    plain = words.replace(",", "")
    return float(plain) if plain[0].isdecimal() else float(number_of(plain))


def _in_a_month(hours: float, per: str | None) -> float:
    if per and "年" in per:
        return to_the_minute(hours / 12)
    return to_the_minute(hours * WEEKS if per and "週" in per else hours)
