"""What a case is to have saved, and how much: 「月10時間以上」「費用が年50万円以上」「待ち時間が5分以上」「コスト削減の」."""

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
_MONEY = r"(?:費用|経費|コスト)"
_TIME = r"(?:(?:業務|作業|仕事)時間|(?<![一-龠々ち])時間)"
"""Of work: neither 待ち時間 nor 会議時間."""
_CUT = r"(?:の?(?:削減|短縮|節約|節減|軽減))?(?:額|効果)?(?:が|を|は|も|の|で)? ?"


def _named(what: str) -> str:
    """What a number is of, said before it."""
    return rf"(?:(?:減った|浮いた|削減した)?{what}{_CUT})?"


_PER = r"(?:(?P<per>1?(?:年間?|[かヶカケ]月|月間?|週間?)|ひと月|毎月|毎年|毎週)(?:に|で|あたり|当たり|平均)?)?"
_HOURS = re.compile(rf"{_named(_TIME)}{_PER} ?(?:約)?{_NUMBER} ?時間 ?{_AT_LEAST}{_SAVED}")
_COST = re.compile(
    rf"{_named(_MONEY)}{_PER} ?(?:約)?{_NUMBER} ?(?P<unit>[千万億])?円 ?{_AT_LEAST}{_SAVED}"
)
_WHO = r"(?:(?:住民|市民|町民|県民|区民|お客様|来庁者|窓口)(?:で)?の?)?"
_WAITING = re.compile(rf"{_WHO}待ち時間(?:が|を|の|は)? ?(?:約)?{_NUMBER} ?分 ?{_AT_LEAST}{_SAVED}")
_MUCH = r"(?:が|を|の|も|は)?(?:大きく|大幅に|大幅な)?"
_DONE = r"(?:でき|し|せ|がで|になっ|につなが)?(?:ていた|ている|た|る|なった|出た)?(?:効果)?"
_LARGE = (
    r"(?:一番|最も|特に)?の?(?:効果(?:が|の|も)?(?:一番|最も|特に|とても)?(?:大きい|大きな|大きかった|高い|高かった)"
    r"|(?:大きな|大きい|高い)効果(?:が|の|を)?(?:あった|ある|出た|出ている|上げた)?)"
)
_UNITS = {"千": 1_000, "万": 10_000, "億": 100_000_000}
_ASKED = re.compile(
    r"事例(?:を|は|が|って)?(?:探し(?:て|たい)|さがして|検索して|見せて|見たい|教えて|知りたい|ある|あります)?"
    r"(?:ください|下さい|ほしい|です|か|の|ね|よ){0,3}[?。! ]*$"
)
"""It ends with the wish for cases."""


class Kind(StrEnum):
    HOURS = "hours"
    COST = "cost"
    WAITING = "waiting"


_SAYS = {
    Kind.HOURS: "時間が減った",
    Kind.COST: "費用が減った",
    Kind.WAITING: "待ち時間が短くなった",
}
_VERBS = {
    Kind.WAITING: rf"{_WHO}待ち時間{_MUCH}(?:短縮|短く|減っ|減ら|削減|少なく)",
    Kind.COST: rf"{_MONEY}{_MUCH}(?:削減|節約|節減|軽減|カット|減ら|減っ|浮い|浮か|安く|抑え|下がっ|下げ)",
    Kind.HOURS: rf"{_TIME}{_MUCH}(?:削減|短縮|節約|軽減|減ら|減っ|浮い|浮か|短く|少なく)",
}
_KINDS = {
    kind: re.compile(rf"{verbs}{_DONE}(?:の?{_LARGE})?(?:が|の)?(?:大きい|大きな|多い)?")
    for kind, verbs in _VERBS.items()
}


@dataclass(frozen=True, slots=True)
class Amount:
    kind: Kind
    least: float | None
    """Hours a month, yen a year, minutes: as ``Effect`` has them. None: however little."""
    said: str
    """The words, in the normalised text."""
    is_named: bool = True
    """Not in 「効果の大きい」."""

    @property
    def words(self) -> str:
        if self.least is None:
            return _SAYS[self.kind]
        match self.kind:
            case Kind.HOURS:
                return f"{monthly_words(self.least)}以上"
            case Kind.COST:
                return f"年{self.least:,.0f}円以上"
            case Kind.WAITING:
                return f"待ち時間{self.least:g}分以上"

    def is_reached(self, effect: Effect) -> bool:
        """Not where it is 未記入."""
        known = saved(effect, self.kind)
        if known is None:
            return False
        return known > 0 if self.least is None else known >= self.least


def saved(effect: Effect, kind: Kind) -> float | None:
    """Hours a month, yen a year or minutes; None is 未記入."""
    match kind:
        case Kind.HOURS:
            return effect.hours
        case Kind.COST:
            return effect.cost
        case Kind.WAITING:
            return effect.waiting


def asks_for_saving(heard: str) -> bool:
    """「待ち時間が10分以上短くなった改善事例を探して」. ``heard``: a normalised text."""
    return _ASKED.search(heard) is not None and any(True for _ in amounts_in(heard))


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


def kinds_in(heard: str) -> Iterator[Amount]:
    """Of a normalised text without its numbers: 「コスト削減」「費用が減った」「窓口の待ち時間を減らした」, each kind once.

    「効果の大きい」 with no kind is of hours, which most cases have.
    """
    found = False
    for kind, pattern in _KINDS.items():
        if said := pattern.search(heard):
            found = True
            yield Amount(kind, None, said[0])
    if not found and (large := re.search(_LARGE, heard)):
        yield Amount(Kind.HOURS, None, large[0], is_named=False)


def _number(words: str) -> float:
    plain = words.replace(",", "")
    return float(plain) if plain[0].isdecimal() else float(number_of(plain))


def _in_a_month(hours: float, per: str | None) -> float:
    if per and "年" in per:
        return to_the_minute(hours / 12)
    return to_the_minute(hours * WEEKS if per and "週" in per else hours)
