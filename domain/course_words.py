"""対象・有効期間・受講期限 of a course: the office's words and their values, both ways."""

import re
from collections.abc import Iterable

from domain import office_dates, office_values
from domain.grade_ranges import grade_words, grades_from
from domain.office_table import Cell, DateWithoutYear
from domain.office_values import Unreadable, compact, known_words, label, nearest
from domain.policy import Policy
from domain.training import Audience, Deadline, Validity

_EVERYONE = re.compile(r"(?:全て?の?|すべての|全員の)職員|全職員|職員全員|全員|全庁|制限なし")
_ICT_EQUIPMENT = re.compile(
    r"ICT機器(?:等)?を(?:(?:取り?)?扱う|使う|利用する|使用する)(?:全て?の?|すべての)?職員"
)
_GRADE_RANGE = re.compile(r"(?P<grade>.+?)(?P<way>以上|以下)(?:の(?:全?職員|者))?")
_IN_BRACKETS = re.compile(r"\([^()]*\)$")
_ONCE_FOR_ALL = ("なし", "無期限", "期限なし", "無制限", "永久", "一度のみ", "1回のみ")
_EVERY_FISCAL_YEAR = ("毎年度", "毎年", "年度内", "当該年度", "1年度", "年度ごと")
_YEARS = re.compile(r"(\d{1,2})(?:年間?|か年|ヶ年|カ年)")
_YEARLY = re.compile(r"(?:毎年度?の?)?(\d{1,2}[月/]\d{1,2}日?)(?:まで)?")
_YEAR_END = re.compile(r"(?:毎年度?)?(?:年度末|年度内|末)(?:まで)?|毎年度")
_AFTER_JOINING = re.compile(
    r"(?:採用|入庁|着任)(?:後|から|日から)?(\d{1,3})(?:(か月|ヶ月|カ月|ケ月|ヵ月|箇月|月)|年)(?:以内|まで)?"
)


def audience(cell: Cell, *, policy: Policy) -> Audience:
    """全職員, talent types, grades, 課長級以上, team roles and ICT機器を扱う職員.

    Raises Unreadable for a word that is none of these: who it means is never guessed.
    """
    found, others = known_words(cell, _names(policy))
    audiences = [_audience_of_name(name, policy) for name in found]
    audiences += [_audience_of_words(word, policy) for word in others]
    if any(one.is_everyone for one in audiences):
        return Audience()
    return Audience(
        talent_types=frozenset[str]().union(*(one.talent_types for one in audiences)),
        grades=frozenset[str]().union(*(one.grades for one in audiences)),
        team_roles=frozenset[str]().union(*(one.team_roles for one in audiences)),
        ict_equipment_only=any(one.ict_equipment_only for one in audiences),
    )


def _names(policy: Policy) -> tuple[str, ...]:
    types = (talent_type.name for talent_type in policy.talent_types)
    roles = (name for role in policy.team_roles for name in (role.name, *role.aliases))
    return tuple(dict.fromkeys((*types, *roles, *grade_words(policy))))


def _audience_of_name(name: str, policy: Policy) -> Audience:
    """A talent type and a team role of one name are both meant."""
    if _EVERYONE.fullmatch(name):
        return Audience()
    role = policy.team_role(name)
    talent_type = policy.talent_type(name)
    if role is None and talent_type is None:
        return Audience(grades=_roster_grades(name, policy))
    return Audience(
        talent_types=frozenset({name} if talent_type else ()),
        team_roles=frozenset({role.name} if role else ()),
    )


def _roster_grades(name: str, policy: Policy) -> frozenset[str]:
    """A grade that the policy names means all whom it covers; a word of the roster means itself."""
    covers = (grade.covers for grade in policy.grades if grade.name == name)
    return frozenset((name, *next(covers, ())))


def _audience_of_words(word: str, policy: Policy) -> Audience:
    bare = _IN_BRACKETS.sub("", compact(word))
    if _EVERYONE.fullmatch(bare):
        return Audience()
    if _ICT_EQUIPMENT.fullmatch(bare):
        return Audience(ict_equipment_only=True)
    if match := _GRADE_RANGE.fullmatch(bare):
        upwards = match["way"] == "以上"
        return Audience(grades=grades_from(match["grade"], upwards=upwards, policy=policy))
    raise Unreadable(
        f"対象「{word}」は方針にありません{nearest(word, _names(policy))}。全職員、人材区分、"
        "「課長級以上」のような職級、チーム役割、「ICT機器を扱う職員」のどれかで書いてください。"
    )


def validity(cell: Cell) -> Validity:
    """なし, 毎年度, 3年."""
    found = compact(cell)
    if found in _ONCE_FOR_ALL:
        return Validity()
    if found in _EVERY_FISCAL_YEAR:
        return Validity(fiscal_year_only=True)
    if (match := _YEARS.fullmatch(found)) and int(match[1]) > 0:
        return Validity(years=int(match[1]))
    raise Unreadable(
        f"有効期間「{label(cell)}」は読めません。「なし」「毎年度」「3年」のどれかで書いてください。"
    )


def deadline(cell: Cell) -> Deadline | None:
    """毎年9月30日, 9月30日 (every fiscal year), 令和8年12月28日 (that date), 採用後6か月, 年度末."""
    if isinstance(cell, DateWithoutYear):
        return Deadline(yearly=(cell.month, cell.day))
    found = compact(cell)
    if found in ("なし", "期限なし", "随時"):
        return None
    if match := _YEARLY.fullmatch(found):
        return Deadline(yearly=office_dates.month_and_day(match[1]))
    if _YEAR_END.fullmatch(found):
        return Deadline(yearly=(3, 31))
    if match := _AFTER_JOINING.fullmatch(found):
        return Deadline(months_after_joining=int(match[1]) * (1 if match[2] else 12))
    try:
        return Deadline(on=office_dates.date_of(cell))
    except Unreadable:
        raise Unreadable(
            f"受講期限「{label(cell)}」は読めません。"
            "「毎年9月30日」「令和8年12月28日」「採用後6か月」のように書いてください。"
        ) from None


def shown_audience(value: Audience) -> str:
    if value.is_everyone:
        return "全職員"
    names: Iterable[str] = sorted(value.talent_types | value.grades | value.team_roles)
    ict = ("ICT機器を扱う職員",) if value.ict_equipment_only else ()
    return office_values.shown((*names, *ict))


def shown_validity(value: Validity) -> str:
    if value.fiscal_year_only:
        return "毎年度"
    return "なし" if value.years is None else f"{value.years}年"


def shown_deadline(value: Deadline | None) -> str:
    if value is None:
        return "なし"
    if value.on is not None:
        return value.on.isoformat()
    if value.yearly is not None:
        return f"毎年{value.yearly[0]}月{value.yearly[1]}日"
    return f"採用後{value.months_after_joining}か月"
