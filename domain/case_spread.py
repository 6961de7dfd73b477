"""「うちでもやった」「定着した」: who may say it of a published case, and what they say."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from domain.errors import DomainError, NotFound
from domain.improvement_case import Adoption, Case, PublishedCase, is_office, reviews_for
from domain.people import Person, place_name

MONTHS_BACK = 60
"""So far back somebody may have begun with what they do as well."""
MOST_HOURS = 10_000
"""That a section can save in a month; what is more is a slip."""
REMARK_LENGTH = 500


class CaseNotShown(NotFound):
    """It is not there, not published any more, or not for them: nobody learns which."""

    def __init__(self) -> None:
        super().__init__(
            "この事例は、いまは見られません。取り下げられたか、公開範囲が変わっています。"
            "「改善事例を見せて」と送ると、いま見られる事例を探せます。"
        )


class OwnCaseThanked(DomainError):
    def __init__(self) -> None:
        super().__init__("ご自分の事例です。「参考になった」は、ほかの方が伝えるものです。")


class NotToEstablish(DomainError):
    def __init__(self, department: str) -> None:
        super().__init__(
            f"「定着した」を決められるのは、報告した人と{department}のDX推進リーダーだけです。"
        )


class HoursUnreadable(DomainError):
    def __init__(self, words: str) -> None:
        super().__init__(
            f"「{words[:20]}」は時間として読めません。1か月に減った時間を「10」か「30分」のように書いてください。"
        )


class TooManyHours(DomainError):
    def __init__(self) -> None:
        super().__init__(
            f"1か月に減った時間は{MOST_HOURS:,}時間までで書いてください。1年分なら「年間120時間」と書けます。"
        )


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """部局 and 課・所属: whoever does something."""

    department: str
    section: str

    @property
    def name(self) -> str:
        """「財務部 税務課」."""
        return place_name(self.department, self.section)


def place_of(doing: PublishedCase | Adoption) -> Place:
    return Place(doing.department, doing.section)


def places_to_adopt(person: Person, case: PublishedCase) -> tuple[Place, ...]:
    """Their own posts, but the one that reported the case: that has it already."""
    own = dict.fromkeys(Place(post.department, post.section) for post in person.posts)
    return tuple(place for place in own if place != place_of(case))


def may_correct(person: Person, adoption: Adoption) -> bool:
    """Who entered it, and the secretariat: somebody has to when they have left."""
    return person.id == adoption.staff_id or is_office(person)


def may_establish(person: Person, case: Case | PublishedCase) -> bool:
    """The author or the department's DX推進リーダー; the secretariat where no author is known."""
    if case.author_id is None and is_office(person):
        return True
    return person.id == case.author_id or reviews_for(person, case.department)


# -- what is typed -------------------------------------------------------------------------------


def months_until(today: date) -> tuple[date, ...]:
    """The first of each month, this one first."""
    newest = today.year * 12 + today.month - 1
    months = (divmod(newest - back, 12) for back in range(MONTHS_BACK))
    return tuple(date(year, month + 1, 1) for year, month in months)


_AROUND = re.compile(
    r"^(?:約|およそ|おおよそ|だいたい|大体|平均|ひと月|1[かヶケカ]月|毎月|月間|月|あたり|当たり|に|で|、)+"
    r"|(?:くらい|ぐらい|程度|ほど|前後|弱|強|です|減|削減|短縮|/月|の|が|、|。)+$"
)
_YEARLY = re.compile(r"^(?:約|およそ)?(?:年間|1年|年)(?:に|で)?")
_AMOUNT = re.compile(
    r"(?=.)(?:(?P<hours>\d{1,6}(?:\.\d{1,3})?)(?:時間|h)?(?P<half>半)?)?(?:(?P<minutes>(?<!\d)\d{1,6})分)?"
)
_UNKNOWN = frozenset({"", "-", "ー", "未定", "不明", "未記入", "わからない", "分からない"})


def hours_a_month(words: str) -> float | None:
    """「月10時間」「１０」「約３０分」「1時間半」「年間120時間」 → hours; None where it is not known.

    Raises HoursUnreadable, TooManyHours.
    """
    said = "".join(unicodedata.normalize("NFKC", words).lower().replace(",", "").split())
    if said in _UNKNOWN:
        return None
    months = 12 if _YEARLY.match(said) else 1
    bare = _AROUND.sub("", _AROUND.sub("", _YEARLY.sub("", said)))
    match = _AMOUNT.fullmatch(bare)
    if match is None or not (match["hours"] or match["minutes"]):
        raise HoursUnreadable(words.strip())
    hours = float(match["hours"] or 0) + (0.5 if match["half"] else 0)
    found = (hours + int(match["minutes"] or 0) / 60) / months
    if found > MOST_HOURS:
        raise TooManyHours
    return round(found, 2)
