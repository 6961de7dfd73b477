"""Who reviews a case, and: whatever the order, each version is decided once a step and none that was
not approved is seen.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.business_calendar import BusinessCalendar
from domain.case_review import (
    NoReviewer,
    NoSuchRoute,
    NotReviewer,
    OwnCase,
    OwnVersion,
    Part,
    Reviewers,
    may_edit,
    may_follow,
    open_days_since,
    require_reviewer,
    route_named,
    times_to_bring_up,
    who_hears,
)
from domain.errors import DomainError
from domain.improvement_case import (
    Case,
    CaseState,
    CaseText,
    NotWaiting,
    ReviewRoute,
    resubmitted,
    sent_back,
    suggested,
    withdrawn,
)
from domain.japan_time import JAPAN
from domain.people import Attendance, Duty, Employment, Person, Post, TeamRoleHeld

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=JAPAN)


def person(number: int, *, leads: str = "", office: bool = False) -> Person:
    return Person(
        id=number,
        employee_number=str(number),
        email=f"{number}@kakehashi.example",
        name=f"職員　{number}",
        grade="",
        employment=Employment.REGULAR,
        attendance=Attendance.ACTIVE,
        posts=(Post("市民部", "市民課"),),
        team_roles=(TeamRoleHeld("DX推進リーダー", leads),) if leads else (),
        duties=(Duty.SECRETARIAT,) if office else (),
    )


AUTHOR, LEADER, ANOTHER = person(1), person(2, leads="市民部"), person(3, leads="市民部")
ELSEWHERE, OFFICER, COLLEAGUE = (
    person(4, leads="税務部"),
    person(5, office=True),
    person(6, office=True),
)
ALL = (AUTHOR, LEADER, ANOTHER, ELSEWHERE, OFFICER, COLLEAGUE)
CASE = Case(
    id=1,
    number=1,
    author_id=1,
    department="市民部",
    section="市民課",
    state=CaseState.LEADER_REVIEW,
    version=1,
    text=CaseText(title="題", before="前", after="後"),
    created_at=NOW,
    waiting_since=NOW,
)
AT_OFFICE = replace(CASE, state=CaseState.OFFICE_REVIEW)
BOTH = ReviewRoute.BOTH


def deciders(people: tuple[Person, ...], case: Case, route: ReviewRoute = BOTH) -> list[int]:
    return [each.id for each in Reviewers.among(people).who_decide(case, route)]


def test_部局のリーダーのつぎに事務局が確認する() -> None:
    assert deciders(ALL, CASE) == [2, 3]
    assert deciders(ALL, AT_OFFICE) == [5, 6]
    assert deciders(ALL, CASE, ReviewRoute.OFFICE) == [5, 6]
    with pytest.raises(NotReviewer, match="市民部のDX推進リーダー"):
        Reviewers.among(ALL).require(ELSEWHERE, CASE, BOTH)
    with pytest.raises(NotReviewer, match="事務局"):
        Reviewers.among(ALL).require(LEADER, AT_OFFICE, BOTH)
    with pytest.raises(NotWaiting):
        Reviewers.among(ALL).require(LEADER, sent_back(CASE, "理由"), BOTH)


def test_休みの人と報告した本人はいないのと同じ() -> None:
    away = replace(LEADER, attendance=Attendance.LEAVE)
    assert deciders((away, OFFICER), CASE) == [5]
    assert deciders((LEADER, OFFICER), replace(CASE, author_id=2)) == [5]
    by_officer = replace(AT_OFFICE, author_id=5)
    assert deciders((OFFICER, COLLEAGUE), by_officer) == [6]
    assert deciders((OFFICER,), by_officer) == [5]
    with pytest.raises(OwnCase):
        Reviewers.among((OFFICER, COLLEAGUE)).require(OFFICER, by_officer, BOTH)


def test_事務局がリーダーの代わりに承認すればそのまま公開される() -> None:
    for people, route in (
        ((OFFICER,), BOTH),
        (ALL, ReviewRoute.OFFICE),
        ((OFFICER,), ReviewRoute.LEADER),
    ):
        after = Reviewers.among(people).approved(CASE, route, at=NOW)
        assert (after.state, after.published_version) == (CaseState.PUBLISHED, 1)
    after = Reviewers.among(ALL).approved(CASE, BOTH, at=NOW)
    assert (after.state, after.published_version) == (CaseState.OFFICE_REVIEW, None)


def test_経過を見られる人と直せる人() -> None:
    assert [each.id for each in ALL if may_follow(each, CASE)] == [1, 2, 3, 5, 6]
    assert [each.id for each in ALL if may_edit(each, CASE)] == [1]
    assert [each.id for each in ALL if may_edit(each, replace(CASE, author_id=None))] == [5, 6]
    left = [each.id for each in ALL if may_edit(each, CASE, author_has_left=True)]
    assert left == [1, 2, 3, 5, 6]


def test_代わりに直した人はその版を確認しない() -> None:
    by_leader = replace(CASE, version=2, editor_id=2)
    assert deciders(ALL, by_leader) == [3]
    assert deciders((LEADER, OFFICER), by_leader) == [5]
    with pytest.raises(OwnVersion):
        Reviewers.among(ALL).require(LEADER, by_leader, BOTH)
    by_officer = replace(AT_OFFICE, version=2, editor_id=5)
    assert deciders((OFFICER, COLLEAGUE), by_officer) == [6]
    assert deciders((OFFICER,), by_officer) == [5]
    assert who_hears(by_leader, author_has_left=False) == 1
    assert who_hears(by_leader, author_has_left=True) == 2


@pytest.mark.parametrize(("words", "route"), [("両方", BOTH), (" 事務局 ", ReviewRoute.OFFICE)])
def test_確認の順番を言葉で選べる(words: str, route: ReviewRoute) -> None:
    assert route_named(words) is route
    with pytest.raises(NoSuchRoute):
        route_named("だれか")


def test_開庁日だけを数え5日を超えたら知らせる() -> None:
    holidays = {datetime(2026, 11, 23, tzinfo=JAPAN).date()}
    calendar = BusinessCalendar(holidays.__contains__)
    days = [
        open_days_since(NOW, calendar, today=(NOW + timedelta(days=n)).date()) for n in range(13)
    ]
    assert days == [0, 0, 0, 0, 1, 2, 3, 4, 4, 4, 5, 6, 7]
    assert [times_to_bring_up(n) for n in (0, 5, 6, 10, 11, 99)] == [0, 0, 1, 1, 2, 2]


# -- whatever the order ----------------------------------------------------------------------------


@dataclass
class Register:
    """One case as the database keeps it: a change counts only on what was read."""

    case: Case = CASE
    decided: list[tuple[int, CaseState, int]] = field(default_factory=list)
    """(version, step, by whom)."""
    approvals: set[tuple[int, CaseState]] = field(default_factory=set)

    def change(self, after: Case, *, read: Case) -> bool:
        is_still = (self.case.version, self.case.state) == (read.version, read.state)
        if is_still:
            self.case = after
        return is_still


DOINGS = st.lists(
    st.tuples(
        st.sampled_from(ALL),
        st.sampled_from(["approve", "send_back", "suggest", "revise", "withdraw", "restore"]),
        st.integers(0, 3),
    ),
    max_size=40,
)


@given(DOINGS, st.sampled_from(ReviewRoute), st.sampled_from([ALL, (AUTHOR, LEADER, OFFICER)]))
def test_どんな順でも版は段階ごとに一度だけ決まり承認した版だけが見える(
    doings: list[tuple[Person, str, int]], route: ReviewRoute, staff: tuple[Person, ...]
) -> None:
    """Each acts on what they have read, which may be some changes old."""
    register, reviewers, read = Register(), Reviewers.among(staff), [CASE]
    for who, what, ago in doings:
        _do(who, what, read[max(0, len(read) - 1 - ago)], register, reviewers, route)
        read.append(register.case)
        steps = [(version, step) for version, step, _ in register.decided]
        assert len(steps) == len(set(steps))
        seen = register.case.published_version
        assert seen is None or (seen, _last_step(route)) in register.approvals


def _last_step(route: ReviewRoute) -> CaseState:
    return CaseState.LEADER_REVIEW if route is ReviewRoute.LEADER else CaseState.OFFICE_REVIEW


def _do(
    who: Person,
    what: str,
    read: Case,
    register: Register,
    reviewers: Reviewers,
    route: ReviewRoute,
) -> None:
    state = reviewers.first_state(route, read.department, author_id=read.author_id)
    try:
        match what:
            case "revise" | "restore" if may_edit(who, read):
                text = replace(read.text, title=f"{read.text.title}*")
                register.change(resubmitted(read, text, state=state, at=NOW), read=read)
            case "withdraw" if may_follow(who, read):
                register.change(withdrawn(read), read=read)
            case "approve" | "send_back" | "suggest":
                _decide(who, what, read, register, reviewers, route)
    except DomainError:
        return


def _decide(
    who: Person,
    what: str,
    read: Case,
    register: Register,
    reviewers: Reviewers,
    route: ReviewRoute,
) -> None:
    reviewers.require(who, read, route)
    step = reviewers.step(read, route)
    if what == "approve":
        after = reviewers.approved(read, route, at=NOW)
    else:
        after = sent_back(read, "理由") if what == "send_back" else suggested(read)
    if register.change(after, read=read):
        register.decided.append((read.version, step, who.id))
        if what == "approve":
            register.approvals.add((read.version, step))


@pytest.mark.parametrize(
    ("who", "case", "people", "part"),
    [
        (LEADER, CASE, ALL, Part.DECIDES),
        (AUTHOR, CASE, ALL, Part.WAITS),
        (ELSEWHERE, CASE, ALL, Part.READS),
        (OFFICER, CASE, ALL, Part.READS),
        (OFFICER, AT_OFFICE, ALL, Part.DECIDES),
        (LEADER, replace(CASE, state=CaseState.PUBLISHED), ALL, Part.READS),
        (AUTHOR, replace(CASE, state=CaseState.PUBLISHED), ALL, Part.READS),
        (OFFICER, replace(AT_OFFICE, author_id=5), ALL, Part.WAITS),
        (OFFICER, replace(AT_OFFICE, author_id=5), (OFFICER,), Part.DECIDES_OWN),
    ],
)
def test_事例についてすることは人と段階で決まる(
    who: Person, case: Case, people: tuple[Person, ...], part: Part
) -> None:
    reviewers = Reviewers.among(people)
    assert reviewers.part_of(who, case, BOTH) is part
    assert part.decides == reviewers.may_decide(who, case, BOTH)


def test_長く待っていると知らされるのは決める人と事務局だけ() -> None:
    reviewers = Reviewers.among(ALL)
    told = [each.id for each in ALL if reviewers.may_hear_of_long_wait(each, CASE, BOTH)]
    assert told == [LEADER.id, ANOTHER.id, OFFICER.id, COLLEAGUE.id]


def test_確認待ちを見られるのはどこかの部局のリーダーと事務局だけ() -> None:
    for each in (LEADER, ELSEWHERE, OFFICER):
        require_reviewer(each)
    with pytest.raises(NoReviewer):
        require_reviewer(AUTHOR)
