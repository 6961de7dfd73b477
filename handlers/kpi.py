"""「KPIを見せて」「受講率は？」「目標に届きそう？」: counted now, compared with what was kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cards.charts import Chart
from cards.kpi import KpiShown, kpi_card, kpis_card
from cards.kpi_charts import departments_chart, target_chart
from cards.kpi_months import months_card
from cards.kpi_targets import targets_card
from domain import fiscal_year
from domain.kpi import Figure, Kpi, Reading, Series
from domain.kpi_target import Standing, series_of, standings
from domain.kpi_words import figure_name, kpi_of
from domain.permissions import Act, is_allowed
from domain.policy import Policy
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.reply import Reply, show
from language.kpi_words import KpiWish, kpi_wish
from storage.kpi_snapshots import month_ends

LAST_PAGE = 1_000
LONGEST_READ = 400
"""Characters of a message: what is asked for stands at its end."""
_BY_NAME = {kpi.name: kpi for kpi in Kpi}
_BY_SECTION = (
    "課・係ごとの数は、人が少なくだれのことか分かるため数えていません。部局の数をお見せします。"
)


@dataclass(frozen=True, slots=True)
class Looked:
    """All as it may be shown. ``history``: the ends of months, the oldest first."""

    policy: Policy
    now: Reading
    history: tuple[Reading, ...]

    def standings(self, kpi: Kpi | None = None) -> tuple[Standing, ...]:
        """Of the policy's targets; ``kpi``: of those that it answers to."""
        found = standings(self.policy, self.now, self.history)
        if kpi is None:
            return found
        return tuple(each for each in found if _kpi_of(each) is kpi)


async def show_kpis(command: Command, member: Member, deps: Deps) -> Reply:
    """From a message."""
    looked = await look(member, deps)
    directory = await deps.people.directory(member.organization, looked.policy)
    text = command.text[-LONGEST_READ:]
    wish = kpi_wish(text, places=directory.places)
    if wish.is_not_counted and wish.kpi in (None, Kpi.BASIC):
        return _all(looked, member, is_not_counted=True)
    if wish.kpi in (None, Kpi.BASIC):
        if course := await _course_named(text, member, deps):
            return _course(course, looked, page=0)
        if wish.kpi is None:
            return _without_kpi(wish, looked, member)
    if wish.of_months:
        return show(months_card(looked.history, looked.now))
    return _asked(wish, wish.kpi or Kpi.BASIC, looked, member)


async def show_figures(command: Command, member: Member, deps: Deps) -> Reply:
    """From a button: all, or one."""
    looked, args = await look(member, deps), command.args
    kpi = _BY_NAME.get(args.get("measure", ""))
    page = min(command.row("page") or 0, LAST_PAGE)
    if kpi is None:
        return _all(looked, member)
    if kpi is Kpi.COURSE and args.get("about"):
        return _course(args["about"], looked, page=page)
    return _one(kpi, looked, page=page)


async def show_one(kpi: Kpi, _command: Command, member: Member, deps: Deps) -> Reply:
    """Its name, typed."""
    return _one(kpi, await look(member, deps))


async def show_targets(_command: Command, member: Member, deps: Deps) -> Reply:
    return _targets(await look(member, deps))


async def show_months(command: Command, member: Member, deps: Deps) -> Reply:
    looked = await look(member, deps)
    page = min(command.row("page") or 0, LAST_PAGE)
    return show(months_card(looked.history, looked.now, page=page))


async def look(member: Member, deps: Deps) -> Looked:
    """Raises NoPolicy."""
    organization, today = member.organization, deps.clock().date()
    rulebook = deps.advice.rulebook(organization)
    reading = await deps.kpis.today(organization, rulebook, deps.database, today=today)
    async with deps.database.read() as session:
        history = await month_ends(session, organization_id=organization.id)
    return Looked(rulebook.policy, reading.shown(), tuple(each.shown() for each in history))


# -- what is asked for -----------------------------------------------------------------------------


def _without_kpi(wish: KpiWish, looked: Looked, member: Member) -> Reply:
    if wish.place or wish.is_own:
        return _asked(wish, Kpi.BASIC, looked, member)
    if wish.of_months:
        return show(months_card(looked.history, looked.now))
    if wish.by_course:
        return _one(Kpi.COURSE, looked)
    if wish.of_targets:
        return _targets(looked)
    return _one(Kpi.BASIC, looked) if wish.by_department else _all(looked, member)


def _asked(wish: KpiWish, kpi: Kpi, looked: Looked, member: Member) -> Reply:
    if wish.by_course and kpi is Kpi.BASIC:
        return _one(Kpi.COURSE, looked)
    remark = _BY_SECTION if wish.is_own_section else ""
    department = member.person.main_post.department if wish.is_own else wish.place
    if kpi is not Kpi.BASIC or not department:
        return _one(kpi, looked, remark=remark)
    if any(f.series.department == department for f in looked.now.figures):
        return _department(department, looked, remark=remark)
    return _one(kpi, looked, remark=_BY_SECTION)


async def _course_named(text: str, member: Member, deps: Deps) -> str:
    """The code of the one training that is named; empty where none is, or several are."""
    names = await deps.advice.course_names(deps.database, member.organization)
    found = await deps.advice.beside(names.find, text)
    if len(found) != 1:
        return ""
    adviser = await deps.advice.adviser(deps.database, member.organization, now=deps.clock())
    course = adviser.catalogue.named(found[0].name)
    return course.code if course else ""


# -- the answers -----------------------------------------------------------------------------------


def _all(looked: Looked, member: Member, *, is_not_counted: bool = False) -> Reply:
    person = member.person
    return show(
        kpis_card(
            looked.now,
            policy_name=looked.policy.name,
            is_office=is_allowed(Act.EXPORT_KPIS, actor=person, subject=person),
            is_not_counted=is_not_counted,
        )
    )


def _targets(looked: Looked) -> Reply:
    found, today = looked.standings(), looked.now.as_of
    return show(
        targets_card(found, policy_name=looked.policy.name, today=today, history=looked.history)
    )


def _one(kpi: Kpi, looked: Looked, *, page: int = 0, remark: str = "") -> Reply:
    head = looked.now.figure(Series(kpi))
    parts = looked.now.by_department(kpi) or _others(looked.now, kpi)
    has_departments = any(part.series.department for part in parts)
    shown = KpiShown(
        kpi=kpi,
        title=kpi.value,
        reading=looked.now,
        head=head,
        lines=_lowest_first(parts) if has_departments else _lines(parts),
        order="低い順" if has_departments else "",
        before=tuple(_before(head, looked)) if head else (),
        named_by=kpi_of(looked.policy, kpi),
        standings=looked.standings(kpi),
        remark=remark,
        page=page,
        charts=_charts(kpi.value, parts, head, looked, looked.standings(kpi)),
    )
    return show(kpi_card(shown, today=looked.now.as_of))


def _course(code: str, looked: Looked, *, page: int) -> Reply:
    head = looked.now.figure(Series(Kpi.COURSE, code))
    if head is None:
        return _one(Kpi.COURSE, looked)
    parts = looked.now.by_department(Kpi.COURSE, code)
    shown = KpiShown(
        kpi=Kpi.COURSE,
        title=f"{head.label}の受講率",
        reading=looked.now,
        head=head,
        lines=_lowest_first(parts),
        order="低い順",
        before=tuple(_before(head, looked)),
        named_by=kpi_of(looked.policy, Kpi.COURSE),
        page=page,
        about=code,
        charts=_charts(f"{head.label}の受講率", parts, head, looked),
    )
    return show(kpi_card(shown, today=looked.now.as_of))


def _department(department: str, looked: Looked, *, remark: str) -> Reply:
    """Its trainings, that of all staff first."""
    own = [f for f in looked.now.figures if f.series.department == department]
    head = looked.now.figure(Series(Kpi.BASIC, department=department))
    courses = [f for f in own if f.series.kpi is Kpi.COURSE]
    shown = KpiShown(
        kpi=Kpi.BASIC,
        title=f"{department}の受講率",
        reading=looked.now,
        head=head,
        lines=tuple((figure.label, figure) for figure in courses),
        order="必須の研修",
        named_by=kpi_of(looked.policy, Kpi.BASIC),
        standings=looked.standings(Kpi.BASIC),
        remark=remark,
    )
    return show(kpi_card(shown, today=looked.now.as_of))


def _charts(
    title: str,
    parts: Sequence[Figure],
    head: Figure | None,
    looked: Looked,
    standings: Sequence[Standing] = (),
) -> tuple[Chart, ...]:
    """The first target over the years, then the departments."""
    today = looked.now.as_of
    lines = (target_chart(each, looked.history, today=today) for each in standings)
    departments = [figure for figure in parts if figure.series.department]
    drawn = (next(filter(None, lines), None), departments_chart(title, departments, whole=head))
    return tuple(filter(None, drawn))


def _others(reading: Reading, kpi: Kpi) -> tuple[Figure, ...]:
    return tuple(f for f in reading.of(kpi) if f.series.about or f.series.part)


def _lines(figures: Sequence[Figure]) -> tuple[tuple[str, Figure], ...]:
    return tuple((figure_name(figure), figure) for figure in figures)


def _lowest_first(figures: Sequence[Figure]) -> tuple[tuple[str, Figure], ...]:
    """Hidden ones, and those without anybody, at the end."""
    ordered = sorted(figures, key=lambda f: (f.share is None, f.share or 0, f.series.department))
    return tuple((figure.series.department, figure) for figure in ordered)


def _before(figure: Figure, looked: Looked) -> Iterator[tuple[str, Figure]]:
    """At the end of the last month, and of the last fiscal year."""
    year_end = fiscal_year.last_day(fiscal_year.fiscal_year(looked.now.as_of) - 1)
    for called, reading in (
        ("前の月末", looked.history[-1] if looked.history else None),
        ("前の年度末", next((r for r in looked.history if r.as_of == year_end), None)),
    ):
        then = reading.figure(figure.series) if reading else None
        if reading and then:
            yield f"{called}（{_day(reading.as_of)}）", then


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _kpi_of(standing: Standing) -> Kpi | None:
    series = series_of(standing.target)
    return series.kpi if series else None
