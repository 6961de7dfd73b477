"""「うちでもやった」「定着した」: who may say it of a published case, and what they say."""

from dataclasses import dataclass
from datetime import date

from domain.case_sight import is_office, reviews_for
from domain.errors import DomainError, NotFound
from domain.improvement_case import Adoption, Case, PublishedCase
from domain.people import Person, place_name

MONTHS_BACK = 60
"""So far back somebody may have begun with what they do as well."""
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


def may_thank(person: Person, case: PublishedCase) -> bool:
    """Nobody thanks themselves."""
    return person.id != case.author_id


def require_thanker(person: Person, case: PublishedCase) -> None:
    """Raises OwnCaseThanked."""
    if not may_thank(person, case):
        raise OwnCaseThanked


def may_adopt(person: Person, case: PublishedCase) -> bool:
    """For one of their own posts; the secretariat for any section."""
    return is_office(person) or bool(places_to_adopt(person, case))


def may_correct(person: Person, adoption: Adoption) -> bool:
    """Who entered it, and the secretariat: somebody has to when they have left."""
    return person.id == adoption.staff_id or is_office(person)


def may_establish(person: Person, case: Case | PublishedCase) -> bool:
    """The author or the department's DX推進リーダー; the secretariat where no author is known."""
    if case.author_id is None and is_office(person):
        return True
    return person.id == case.author_id or reviews_for(person, case.department)


def require_establisher(person: Person, case: PublishedCase) -> None:
    """Raises NotToEstablish."""
    if not may_establish(person, case):
        raise NotToEstablish(case.department)


def months_until(today: date) -> tuple[date, ...]:
    """The first of each month, this one first."""
    newest = today.year * 12 + today.month - 1
    months = (divmod(newest - back, 12) for back in range(MONTHS_BACK))
    return tuple(date(year, month + 1, 1) for year, month in months)
