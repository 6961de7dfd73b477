"""Words that several cards share: dates, hours, seats, samples, sources."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from domain import day_words, fiscal_year
from domain.people import Person
from domain.policy import Source
from domain.requirements import Profile
from domain.training import Course, Session

NOT_REGISTERED = "未登録"
"""What is not known is said so, never guessed."""


def day(value: date, *, today: date) -> str:
    """12月25日(金); with the year where it lies in another fiscal year."""
    words = f"{value.month}月{value.day}日({day_words.WEEKDAYS[value.weekday()]})"
    if fiscal_year.fiscal_year(value) == fiscal_year.fiscal_year(today):
        return words
    return f"{value.year}年{words}"


def days(first: date, last: date, *, today: date) -> str:
    """11月16日(月)〜11月22日(日); of one day that day alone."""
    ends = dict.fromkeys(day(each, today=today) for each in (first, last))
    return "〜".join(ends)


def full_day(value: date) -> str:
    """2026年11月20日(金): where somebody has to see which day was understood."""
    return day_words.full_day(value)


def moment(value: datetime, *, today: date) -> str:
    """12月25日(金) 13:30; without the time where none is registered (midnight)."""
    has_time = (value.hour, value.minute) != (0, 0)
    return exact_moment(value, today=today) if has_time else day(value.date(), today=today)


def exact_moment(value: datetime, *, today: date) -> str:
    """12月25日(金) 9:00, and 0:00 at midnight: of what happens at that very moment."""
    return f"{day(value.date(), today=today)} {clock_time(value)}"


def coming_moment(value: datetime, *, today: date) -> str:
    """明日（11月24日(火)）の9:00: of what is soon."""
    on = day(value.date(), today=today)
    near = {today: "今日", today + timedelta(days=1): "明日"}.get(value.date())
    return f"{near}（{on}）の{clock_time(value)}" if near else f"{on}の{clock_time(value)}"


def clock_time(value: time | datetime) -> str:
    """9:00."""
    return day_words.clock_time(value)


def hours(value: float | None) -> str:
    """1.5 → 1時間30分; None → 未登録."""
    if value is None:
        return NOT_REGISTERED
    whole, minutes = divmod(round(value * 60), 60)
    return "".join([f"{whole}時間" if whole else "", f"{minutes}分" if minutes else ""])


def method(course: Course) -> str:
    """「eラーニング・1時間30分」."""
    return f"{course.method or '方法は' + NOT_REGISTERED}・{_length(course)}"


def _length(course: Course) -> str:
    return f"時間は{NOT_REGISTERED}" if course.hours is None else hours(course.hours)


def session(course: Course, next_session: Session | None, *, today: date) -> str:
    """When it can be taken next, and how many seats are left."""
    if next_session is None:
        return "いつでも受講できます" if course.on_demand else f"次回の開催は{NOT_REGISTERED}"
    parts = [moment(next_session.starts_at, today=today), next_session.place]
    if next_session.apply_by:
        parts.append(f"申込締切 {day(next_session.apply_by, today=today)}")
    return "・".join([*filter(None, parts), seats(next_session)])


def seats(value: Session) -> str:
    match value.seats_left:
        case None:
            return "定員なし"
        case 0:
            return "満席"
        case left:
            return f"残り{left}席"


def deadline(value: date | None, *, today: date) -> str:
    """12月25日(金)・あと34日; なし where there is none."""
    if value is None:
        return "なし"
    days = (value - today).days
    if days < 0:
        return f"{day(value, today=today)}・{-days}日過ぎています"
    return f"{day(value, today=today)}・" + (f"あと{days}日" if days else "今日まで")


def due(course: Course, value: date | None, *, person: Person, today: date) -> str:
    """As ``deadline``; 停止中 for a course that has one, while the person is on leave."""
    if value is None and course.deadline is not None and person.attendance.is_on_leave:
        return "停止中"
    return deadline(value, today=today)


def course_name(course: Course) -> str:
    """A sample of the catalogue is shown as one."""
    return f"{course.name}（例）" if course.sample else course.name


def cite(source: Source) -> str:
    """「岡山市デジタル人材育成方針 4(2)」."""
    return f"{source.document} {source.section}".strip()


def names(found: Sequence[str], *, shown: int) -> str:
    """The first ones in a row, and how many more there are."""
    more = _more(len(found) - shown)
    return " ".join(["、".join(found[:shown]), *more])


def cut(lines: Sequence[str], *, shown: int, left: int | None = None) -> tuple[str, ...]:
    """The first lines, then 「ほかN件」. ``left``: what the others stand for, where not for one each."""
    rest = len(lines) - shown if left is None else left
    return (*lines[:shown], *_more(rest))


def _more(rest: int) -> list[str]:
    return [f"ほか{rest}件"] if rest > 0 else []


def people_name(name: str) -> str:
    """姓 名 as the roster has it, with さん."""
    return f"{name}さん"


def each_talent_type(profile: Profile) -> tuple[str, ...]:
    """The person's talent types; one that only a sample rule gives is shown as 「（例）」."""
    return tuple(
        f"{name}（例）" if name in profile.assumed_types else name for name in profile.talent_types
    )
