"""What holds for every plan; its hours are those of the best of all subsets of the catalogue."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain, combinations, product

from hypothesis import example, given
from hypothesis import strategies as st

from domain.fiscal_year import fiscal_year
from domain.plan import Plan, PlannedCourse, plan
from domain.recommendation import Recommendation
from domain.training import Course, Obligation
from tests.domain.builders import TODAY, moment
from tests.domain.situations import SAME_EVERY_RUN, Situation, situation, situations


def planned(town: Situation) -> Plan:
    asked = town.adviser()
    found = town.recommend()
    return plan(
        found,
        open_courses=asked.open_to(found.person),
        now=asked.now,
    )


@dataclass(frozen=True, slots=True)
class Oracle:
    """What can be taken this fiscal year, written down plainly and tried out in full."""

    found: Recommendation
    open_courses: tuple[Course, ...]
    awaited: set[str]
    """Missing skills that a report gives: nothing is planned for them."""

    @property
    def done(self) -> frozenset[int]:
        return self.found.acquired.completed | self.found.acquired.waiting

    def needs(self, each: Course) -> set[str]:
        still_open = (c for c in self.open_courses if c.id not in self.done)
        return {c.code for c in still_open if c.code in each.prerequisites}

    def this_year(self) -> dict[str, Course]:
        """Courses that can be taken this year together with all that they need."""
        possible = {c.code: c for c in self.open_courses if not _is_next_year(c)}
        while blocked := [c for c in possible.values() if not self.needs(c) <= possible.keys()]:
            for each in blocked:
                del possible[each.code]
        return possible

    def must(self, possible: dict[str, Course]) -> set[str]:
        return {
            c.code
            for c in possible.values()
            if c.obligation is Obligation.REQUIRED and c.id not in self.done
        }

    def cheapest(self) -> tuple[int, float]:
        """(courses of unknown hours, hours) of the best subset that covers what can be covered."""
        possible = self.this_year()
        wanted = self.skills(possible.values())
        return min(
            cost(chosen)
            for chosen in _subsets(possible.values())
            if self.must(possible) <= {c.code for c in chosen}
            and all(self.needs(c) <= {other.code for other in chosen} for c in chosen)
            and self.skills(chosen) >= wanted
        )

    def skills(self, courses: Iterable[Course]) -> set[str]:
        wanted = set(self.found.gap) - self.awaited
        return {skill for c in courses for skill in c.skills if skill in wanted}


def oracle(town: Situation) -> Oracle:
    found = town.recommend()
    asked = town.adviser()
    return Oracle(found, asked.open_to(found.person), town.awaited(found))


def cost(courses: Iterable[Course]) -> tuple[int, float]:
    hours = [each.hours for each in courses]
    return sum(each is None for each in hours), sum(each for each in hours if each is not None)


def _subsets(courses: Iterable[Course]) -> Iterator[tuple[Course, ...]]:
    chosen = tuple(courses)
    return chain.from_iterable(combinations(chosen, size) for size in range(len(chosen) + 1))


def _is_next_year(each: Course) -> bool:
    coming = each.next_session(now=moment(TODAY))
    starts = None if each.on_demand or coming is None else coming.starts_at.date()
    return starts is not None and fiscal_year(starts) > fiscal_year(TODAY)


@SAME_EVERY_RUN
@given(situations())
@example(situation(21))
def test_計画の時間はあらゆる組合せの中で最も短い(town: Situation) -> None:
    found, expected = planned(town), oracle(town)
    courses = [each.course for each in found.courses]
    assert expected.skills(courses) == expected.skills(expected.this_year().values())
    assert cost(courses) == expected.cheapest()
    assert (found.hours_unknown, found.hours) == cost(courses)
    assert found.proven_shortest


@SAME_EVERY_RUN
@given(situations())
@example(situation(21))
def test_不足しているスキルは計画か来年度か未登録か確認待ちのどれかにある(
    town: Situation,
) -> None:
    found, given_by = planned(town), oracle(town)
    recommendation = given_by.found
    courses = (*(each.course for each in found.courses), *found.next_year)
    somewhere = {skill for each in courses for skill in each.skills} | set(found.not_covered)
    assert set(recommendation.gap) <= somewhere | given_by.awaited


@SAME_EVERY_RUN
@given(situations())
@example(situation(9))
def test_計画の研修は一度ずつで前提研修は先に並ぶ(town: Situation) -> None:
    found, expected = planned(town), oracle(town)
    order = [each.course.code for each in found.courses]
    assert len(order) == len(set(order))
    for place, each in enumerate(found.courses):
        assert expected.needs(each.course) <= set(order[:place])


@SAME_EVERY_RUN
@given(situations())
@example(situation(9))
def test_必須研修はすべて計画に入り前提でない選択の研修より先に並ぶ(town: Situation) -> None:
    found, expected = planned(town), oracle(town)
    courses = [each.course for each in found.courses]
    must = expected.must(expected.this_year())
    assert must <= {each.code for each in courses}
    last = max((place for place, each in enumerate(courses) if each.code in must), default=-1)
    led_to = set[str]()
    for each in reversed(courses[: last + 1]):
        assert each.code in must | led_to
        led_to |= expected.needs(each)


@SAME_EVERY_RUN
@given(situations())
def test_受け終えた必須や申告した研修や来年度の研修は計画に入らない(town: Situation) -> None:
    found, expected = planned(town), oracle(town)
    for each in found.courses:
        waits = each.course.id in expected.found.acquired.waiting
        assert not waits or expected.skills([each.course])
        assert not _is_next_year(each.course)
    assert expected.this_year().keys().isdisjoint(each.code for each in found.next_year)


Span = tuple[datetime, datetime]


def ways_to_take(planned: PlannedCourse) -> list[Span]:
    """From when to when the course is on, that day: by its hours, else for the rest of the day."""
    starts = [s.starts_at for s in planned.course.sessions if s.starts_at.date() == planned.on]
    if planned.course.hours is None:
        return [(start, moment(start.date() + timedelta(days=1), 0)) for start in starts]
    return [(start, start + timedelta(hours=planned.course.hours)) for start in starts]


def all_needs(each: Course, expected: Oracle) -> set[str]:
    """Codes of what has to come before it, however far."""
    found, waiting = set[str](), expected.needs(each)
    while code := next(iter(waiting - found), None):
        found.add(code)
        waiting |= expected.needs(next(c for c in expected.open_courses if c.code == code))
    return found


@SAME_EVERY_RUN
@given(situations())
@example(situation(232))
def test_計画の日程は重ならず前提研修が終わってから始まる(town: Situation) -> None:
    found, expected = planned(town), oracle(town)
    with_day = [each for each in found.courses if each.on]

    def fits(spans: tuple[Span, ...]) -> bool:
        end_of = {each.course.code: end for each, (_, end) in zip(with_day, spans, strict=True)}
        in_order = all(
            end_of.get(code, start) <= start
            for each, (start, _) in zip(with_day, spans, strict=True)
            for code in all_needs(each.course, expected)
        )
        apart = all(a[1] <= b[0] or b[1] <= a[0] for a, b in combinations(spans, 2))
        return in_order and apart

    assert any(fits(spans) for spans in product(*map(ways_to_take, with_day)))


@SAME_EVERY_RUN
@given(situations(), st.data())
def test_計画は研修と記録の並びによらない(town: Situation, data: st.DataObject) -> None:
    courses = data.draw(st.permutations(town.courses))
    records = data.draw(st.permutations(town.records))
    shuffled = replace(town, courses=tuple(courses), records=tuple(records))
    assert planned(shuffled) == planned(town)
