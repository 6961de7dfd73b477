"""What holds for every recommendation, whoever asks and whatever the catalogue."""

from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from domain.people import Attendance, Person
from domain.recommendation import Recommendation
from domain.suggestion import Placement
from domain.training import Achievements, Course, Obligation
from tests.domain.builders import TODAY, codes, moment, person, record
from tests.domain.situations import SAME_EVERY_RUN, Situation, situation, situations


def to_do_first(chosen: Course, town: Situation, found: Recommendation) -> set[str]:
    """Prerequisites of ``chosen`` that are open to the person and neither done nor reported."""
    asked = town.adviser()
    done = found.acquired.completed | found.acquired.waiting
    open_courses = asked.open_to(found.person)
    return {c.code for c in open_courses if c.code in chosen.prerequisites and c.id not in done}


def led_to(town: Situation, found: Recommendation) -> set[str]:
    """Courses that stand where they do because a later one needs them, however far."""
    needed: set[str] = set()
    for suggestion in reversed(found.next):
        needed |= to_do_first(suggestion.course, town, found)
    return needed


@SAME_EVERY_RUN
@given(situations(), st.data())
def test_同じ事情なら研修と記録の並びによらず同じ答えになる(
    town: Situation, data: st.DataObject
) -> None:
    courses = data.draw(st.permutations(town.courses))
    records = data.draw(st.permutations(town.records))
    shuffled = replace(town, courses=tuple(courses), records=tuple(records))
    assert shuffled.recommend() == town.recommend()


@SAME_EVERY_RUN
@given(situations())
def test_ほかの人に答えた後でも同じ答えになる(town: Situation) -> None:
    asked = town.adviser()
    asked.recommend(person(id=2, handles_ict_equipment=False), Achievements())
    again = asked.recommend(town.person, Achievements(town.records))
    assert again == town.recommend()


@SAME_EVERY_RUN
@given(situations())
def test_不足しているスキルはどれかの研修で埋まるか確認待ちか未登録である(
    town: Situation,
) -> None:
    found = town.recommend()
    closed = [skill for suggestion in found.next for skill in suggestion.closes]
    awaited = town.awaited(found)
    assert len(closed) == len(set(closed))
    assert found.awaited == awaited
    assert awaited.isdisjoint([*closed, *found.without_course])
    assert set(closed).isdisjoint(found.without_course)
    assert set(found.gap) == awaited | set(closed) | set(found.without_course)


@SAME_EVERY_RUN
@given(situations())
@example(situation(683))
def test_どの研修も一度だけ並び受け終えたものは並ばない(town: Situation) -> None:
    found = town.recommend()
    listed = [suggestion.course.id for suggestion in found.next]
    assert len(listed) == len(set(listed))
    done = found.acquired.completed | found.acquired.waiting
    assert all(s.closes for s in found.next if s.course.id in done)


@SAME_EVERY_RUN
@given(situations())
def test_まだの必須研修はすべて並ぶ(town: Situation) -> None:
    found = town.recommend()
    asked = town.adviser()
    open_courses = asked.open_to(found.person)
    done = found.acquired.completed | found.acquired.waiting
    required = {
        c.id for c in open_courses if c.obligation is Obligation.REQUIRED and c.id not in done
    }
    assert required <= {suggestion.course.id for suggestion in found.next}


@SAME_EVERY_RUN
@given(situations())
def test_前提研修は必ずそれを要する研修より先に並ぶ(town: Situation) -> None:
    found = town.recommend()
    before: set[str] = set()
    for suggestion in found.next:
        assert to_do_first(suggestion.course, town, found) <= before
        before.add(suggestion.course.code)


_RANKS = (
    Placement.OVERDUE,
    Placement.DUE,
    Placement.REQUIRED,
    Placement.STAGE,
    Placement.SKILLS,
)


@SAME_EVERY_RUN
@given(situations())
@example(situation(491))
def test_前提研修を除けば決まりの順に並ぶ(town: Situation) -> None:
    found = town.recommend()
    led = led_to(town, found)
    own_place = [s for s in found.next if s.course.code not in led]
    ranks = [_RANKS.index(suggestion.placement) for suggestion in own_place]
    assert ranks == sorted(ranks)
    for before, after in pairwise(own_place):
        if before.placement is after.placement and before.placement in _RANKS[:2]:
            assert before.deadline is not None
            assert after.deadline is not None
            assert before.deadline <= after.deadline


@SAME_EVERY_RUN
@given(situations())
@example(situation(16))
def test_前提でない選択の研修は必ず不足しているスキルを埋める(town: Situation) -> None:
    found = town.recommend()
    led = led_to(town, found)
    for suggestion in found.next:
        optional = suggestion.course.obligation is Obligation.OPTIONAL
        assert suggestion.closes or not optional or suggestion.course.code in led


@SAME_EVERY_RUN
@given(situations())
def test_どの研修も自分の順の理由とその説明を持つ(town: Situation) -> None:
    found = town.recommend()
    for each in found.next:
        assert (each.needed_by is not None) == (each.placement is Placement.PREREQUISITE)
        assert each.stage is not None or each.placement is not Placement.STAGE
        assert each.requirement is not None or not each.closes
        if each.placement is Placement.OVERDUE:
            assert each.deadline is not None
            assert each.deadline < TODAY


@SAME_EVERY_RUN
@given(situations())
def test_先頭の研修を修了すると一覧から消え不足は増えない(town: Situation) -> None:
    before = town.recommend()
    if not before.next:
        return
    done = before.next[0]
    after = town.recommend(record(done.course.code, on=TODAY))
    assert set(after.gap) == set(before.gap) - set(done.course.skills)
    assert done.course not in [suggestion.course for suggestion in after.next]


@SAME_EVERY_RUN
@given(situations())
def test_並んだ順にすべて修了すれば受ける研修はなくなる(town: Situation) -> None:
    found = town.recommend()
    done = [record(s.course.code, on=TODAY) for s in found.next]
    assert town.recommend(*done).next == ()


# -- 前提研修のない一覧: 決まりをそのまま書いた順と同じになる ---------------------------------


def in_the_promised_order(
    found: Recommendation, open_courses: tuple[Course, ...], *, awaited: set[str]
) -> list[str]:
    """Overdue 必須, 必須 by deadline, the next stage, skills per hour, sooner: one at a time."""
    left, done = [*open_courses], found.acquired.completed | found.acquired.waiting
    gap, order = set(found.gap) - awaited, list[str]()
    blocking = {skill for each in found.stages if each.next for skill in each.missing_skills}

    def is_due(each: Course) -> bool:
        return each.obligation is Obligation.REQUIRED and each.id not in done

    def key(each: Course) -> tuple[int, date, float, datetime, str]:
        brings = gap.intersection(each.skills)
        due = due_date(each, found.person) if each.obligation is Obligation.REQUIRED else None
        rank = 0 if due and due < TODAY else 1 if due else 2
        if each.obligation is Obligation.OPTIONAL:
            rank = 3 if brings & blocking else 4
        per_hour = len(brings) / each.hours if each.hours else 0.0
        return rank, due or date.max, -per_hour, starts(each), each.code

    while useful := [each for each in left if is_due(each) or gap.intersection(each.skills)]:
        best = min(useful, key=key)
        order.append(best.code)
        left.remove(best)
        gap.difference_update(best.skills)
    return order


def due_date(each: Course, to: Person) -> date | None:
    if each.deadline is None or to.attendance is Attendance.LEAVE:
        return None
    return each.deadline.date_for(joined_on=to.joined_on, today=TODAY)


def starts(each: Course) -> datetime:
    coming = each.next_session(now=moment(TODAY))
    if each.on_demand:
        return moment(date.min)
    return coming.starts_at if coming else moment(date.max)


@SAME_EVERY_RUN
@given(situations())
@example(situation(16))
def test_前提研修のない一覧では決まりをそのまま書いた順になる(town: Situation) -> None:
    alone = tuple(replace(each, prerequisites=()) for each in town.courses)
    town = replace(town, courses=alone)
    found = town.recommend()
    open_courses = town.adviser().open_to(found.person)
    expected = in_the_promised_order(found, open_courses, awaited=town.awaited(found))
    assert codes(found) == expected
