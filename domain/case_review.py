"""Who reviews a case, at which step, and from when its waiting is brought up."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum, auto

from domain.business_calendar import BusinessCalendar
from domain.case_sight import REVIEWER, is_office, reviews_for
from domain.errors import DomainError, NotAllowed
from domain.improvement_case import (
    Case,
    CaseState,
    NotWaiting,
    PublishedCase,
    ReviewRoute,
    approved,
    first_state,
)
from domain.japan_time import JAPAN
from domain.people import Attendance, Person

BROUGHT_UP_AFTER = 5
"""開庁日. Longer than that it is brought up to who decides, twice as long to the secretariat as well."""
MOST_TIMES_BROUGHT_UP = 2
_FURTHEST = timedelta(days=90)
"""So far open days are counted: it has been brought up long before."""


class OwnCase(NotAllowed):
    def __init__(self) -> None:
        super().__init__(
            "ご自分の事例は確認できません。ほかのDX推進リーダーか事務局の方が確認します。"
        )


class NotReviewer(NotAllowed):
    """``step``: where it waits."""

    def __init__(self, case: Case, step: CaseState) -> None:
        who = f"{case.department}の{REVIEWER}" if step is CaseState.LEADER_REVIEW else "事務局"
        super().__init__(f"{case.name}の確認は、いまは{who}の方が行います。")


class NotForThem(NotAllowed):
    def __init__(self) -> None:
        super().__init__(
            "確認中の内容とこれまでの経過は、報告した人・その部局のDX推進リーダー・事務局だけが見られます。"
        )


class OwnVersion(NotAllowed):
    def __init__(self) -> None:
        super().__init__(
            "ご自分で直した内容は確認できません。ほかのDX推進リーダーか事務局の方が確認します。"
        )


class NotTheirs(NotAllowed):
    def __init__(self) -> None:
        super().__init__(
            "事例を直せるのは報告した人だけです。直してほしいことは、報告した人に伝えてください。"
        )


class NoReviewer(NotAllowed):
    def __init__(self) -> None:
        super().__init__(
            "事例の確認は、各部局のDX推進リーダーと事務局が行います。"
            "ご自分の事例がどうなったかは「自分の事例」と送ると見られます。"
        )


_ROUTE_WORDS = {"両方": ReviewRoute.BOTH} | {route.value: route for route in ReviewRoute}


class NoSuchRoute(DomainError):
    def __init__(self, words: str) -> None:
        super().__init__(
            f"確認する人に「{words.strip()[:20]}」はありません。「リーダー」「事務局」「両方」のどれかを書いてください。"
        )


def route_named(words: str) -> ReviewRoute:
    """「リーダー」「事務局」「両方」. Raises NoSuchRoute."""
    route = _ROUTE_WORDS.get(words.strip())
    if route is None:
        raise NoSuchRoute(words)
    return route


class Part(Enum):
    """What somebody does about a case under review."""

    DECIDES = auto()
    DECIDES_OWN = auto()
    """There is nobody else."""
    WAITS = auto()
    """It is their own: others decide."""
    READS = auto()

    @property
    def decides(self) -> bool:
        return self in (Part.DECIDES, Part.DECIDES_OWN)


@dataclass(frozen=True, slots=True)
class Waiting:
    """``open_days``: 開庁日 that it has waited."""

    case: Case
    open_days: int

    @property
    def is_long(self) -> bool:
        return self.open_days > BROUGHT_UP_AFTER


@dataclass(frozen=True, slots=True)
class Reviewers:
    """Those in service who review: 「DX推進リーダー」 of all departments, and the secretariat.

    Who is on leave is as good as not there.
    """

    leaders: tuple[Person, ...]
    office: tuple[Person, ...]

    @classmethod
    def among(cls, people: Iterable[Person]) -> "Reviewers":
        at_work = [each for each in people if each.attendance is Attendance.ACTIVE]
        return cls(
            tuple(p for p in at_work if departments_led(p)),
            tuple(p for p in at_work if is_office(p)),
        )

    def leaders_for(
        self, department: str, *, author_id: int | None, editor_id: int | None = None
    ) -> tuple[Person, ...]:
        """Nobody reviews their own, nor what they have written for somebody else."""
        own = (author_id, editor_id)
        return tuple(p for p in self.leaders if p.id not in own and reviews_for(p, department))

    def first_state(
        self,
        route: ReviewRoute,
        department: str,
        *,
        author_id: int | None,
        editor_id: int | None = None,
    ) -> CaseState:
        """``editor_id``: who writes the version that goes there."""
        leaders = self.leaders_for(department, author_id=author_id, editor_id=editor_id)
        return first_state(route, has_leader=bool(leaders))

    def step(self, case: Case, route: ReviewRoute) -> CaseState:
        """Where a waiting case stands today: the last leader may have gone since it was reported, or
        the office may have taken the leaders out of the route. Raises NotWaiting.
        """
        if not case.state.is_waiting:
            raise NotWaiting(case.name, case.state)
        if case.state is CaseState.OFFICE_REVIEW:
            return case.state
        return self.first_state(
            route, case.department, author_id=case.author_id, editor_id=case.editor_id
        )

    def who_decide(self, case: Case, route: ReviewRoute) -> tuple[Person, ...]:
        """Never its author, nor who wrote this version, unless the secretariat is nobody else.

        Raises NotWaiting.
        """
        own = (case.author_id, case.editor_id)
        if self.step(case, route) is CaseState.LEADER_REVIEW:
            return self.leaders_for(
                case.department, author_id=case.author_id, editor_id=case.editor_id
            )
        others = tuple(each for each in self.office if each.id not in own)
        return others or self.office

    def may_decide(self, person: Person, case: Case, route: ReviewRoute) -> bool:
        return case.state.is_waiting and any(
            each.id == person.id for each in self.who_decide(case, route)
        )

    def part_of(self, person: Person, case: Case, route: ReviewRoute) -> Part:
        is_own = person.id == case.author_id
        if self.may_decide(person, case, route):
            return Part.DECIDES_OWN if is_own else Part.DECIDES
        return Part.WAITS if is_own and case.state.is_waiting else Part.READS

    def may_hear_of_long_wait(self, person: Person, case: Case, route: ReviewRoute) -> bool:
        return self.may_decide(person, case, route) or is_office(person)

    def require(self, person: Person, case: Case, route: ReviewRoute) -> None:
        """Raises NotWaiting, OwnCase, OwnVersion, NotReviewer."""
        step = self.step(case, route)
        if self.may_decide(person, case, route):
            return
        if person.id == case.author_id:
            raise OwnCase
        raise OwnVersion if person.id == case.editor_id else NotReviewer(case, step)

    def approved(self, case: Case, route: ReviewRoute, *, at: datetime) -> Case:
        """By who decides at today's step. Raises NotWaiting."""
        return approved(replace(case, state=self.step(case, route)), route, at=at)


def departments_led(person: Person) -> tuple[str, ...]:
    return tuple(role.department for role in person.team_roles if role.name == REVIEWER)


def is_reviewer(person: Person) -> bool:
    return is_office(person) or bool(departments_led(person))


def require_reviewer(person: Person) -> None:
    """Raises NoReviewer."""
    if not is_reviewer(person):
        raise NoReviewer


def may_follow(person: Person, case: Case | PublishedCase) -> bool:
    """What others do not see: versions under review, reasons, history."""
    return person.id == case.author_id or is_office(person) or reviews_for(person, case.department)


def require_follower(person: Person, case: Case) -> None:
    """Raises NotForThem."""
    if not may_follow(person, case):
        raise NotForThem


def may_edit(person: Person, case: Case, *, author_has_left: bool = False) -> bool:
    """The author; the secretariat what came in with a file and has none. What somebody has left
    behind who is no longer in service, all who deal with it: nobody else could.
    """
    if case.author_id is None:
        return is_office(person)
    return person.id == case.author_id or (author_has_left and may_follow(person, case))


def require_editor(person: Person, case: Case, *, author_has_left: bool = False) -> None:
    """Raises NotTheirs."""
    if not may_edit(person, case, author_has_left=author_has_left):
        raise NotTheirs


def who_hears(case: Case, *, author_has_left: bool) -> int | None:
    """Of what reviewers say to its newest version: the author, or who has written that for them."""
    return case.editor_id if author_has_left else case.author_id


def open_days_since(moment: datetime, calendar: BusinessCalendar, *, today: date) -> int:
    """開庁日 after the day of ``moment``, today included."""
    first = moment.astimezone(JAPAN).date()
    days = range(1, (min(today, first + _FURTHEST) - first).days + 1)
    return sum(calendar.is_open(first + timedelta(days=n)) for n in days)


def times_to_bring_up(open_days: int) -> int:
    """How often a case that has waited so long is to have been brought up."""
    return min((open_days - 1) // BROUGHT_UP_AFTER, MOST_TIMES_BROUGHT_UP) if open_days else 0
