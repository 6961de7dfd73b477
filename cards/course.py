"""「詳しく」: one training with all that is registered of it."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime

from cards import example_values, wording
from cards.case import EXAMPLE, EXAMPLE_SHORT, case_button
from cards.elements import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Element,
    Facts,
    Heading,
    Link,
    Paragraph,
    Table,
    note,
    paragraph,
    plain,
)
from domain.improvement_case import PublishedCase
from domain.people import Person
from domain.training import Course, Session

SESSIONS_SHOWN, CASES_SHOWN = 5, 3


def course_card(
    course: Course,
    *,
    is_open: bool,
    is_completed: bool,
    prerequisites: Sequence[tuple[Course, bool]],
    deadline: date | None,
    person: Person,
    now: datetime,
    born: Sequence[PublishedCase] = (),
    alike: Sequence[PublishedCase] = (),
) -> Card:
    """``is_open``: ``person``, who asks, is in the audience. ``prerequisites``: each with whether it is done.
    ``born``: improvement cases of this training; ``alike``: of what it teaches.
    """
    today = now.date()
    name = wording.course_name(course)
    # Who is done is not told how late it is.
    until = (
        wording.day(deadline, today=today)
        if is_completed and deadline is not None
        else wording.due(course, deadline, person=person, today=today)
    )
    return Card(
        name,
        (
            paragraph(course.summary or f"概要は{wording.NOT_REGISTERED}です。"),
            Facts(tuple(_facts(course, until=until))),
            *_prerequisites(prerequisites),
            *_sessions(course, now=now),
            *_guidance(course),
            *_standing(course, is_open=is_open, is_completed=is_completed),
            *_cases("この研修から生まれた事例", born),
            *_cases("この研修で学ぶ道具を使った事例", alike),
        ),
        summary=_summary(course),
    )


def shared_course_card(course: Course, *, prerequisites: Sequence[Course], now: datetime) -> Card:
    """To put into a message to others: what the training is, and nothing of who shares it."""
    name = wording.course_name(course)
    needed = (Heading("先に受ける研修"), Bullets(tuple(plain(c.name) for c in prerequisites)))
    return Card(
        name,
        (
            paragraph(course.summary or f"概要は{wording.NOT_REGISTERED}です。"),
            Facts(tuple(_facts(course, until=""))),
            *(needed if prerequisites else ()),
            *_sessions(course, now=now),
            *_guidance(course),
        ),
        summary=_summary(course),
    )


def found_courses_card(
    found: Sequence[tuple[Course, Session | None]],
    *,
    left: int,
    month: date | None,
    methods: Collection[str],
    today: date,
    hours: float | None = None,
) -> Card:
    """What a search found, the nearest first, each with the session to name; ``left``: how many
    more. ``month``, ``methods``, ``hours`` (at most): what was asked for besides the theme."""
    rows = tuple(
        (
            wording.course_name(course),
            wording.method(course),
            wording.session(course, session, today=today),
        )
        for course, session in found
    )
    buttons = tuple(
        Button(course.name, "course.show", {"course": course.code}, about=f"{course.name}の詳細")
        for course, _ in found
    )
    more = (
        (note(f"ほかに{left}件あります。学びたいことを添えると、絞り込めます。"),) if left else ()
    )
    return Card(
        "研修が見つかりました",
        (
            paragraph(f"{_asked(month, methods, hours)}お探しの内容に近い研修です。"),
            Table(("研修", "方法・時間", "次の開催"), rows),
            *more,
            Buttons(buttons),
        ),
        summary=f"近い研修が{len(rows) + left}件あります。",
    )


def no_course_found_card(
    *, month: date | None, methods: Collection[str], hours: float | None = None
) -> Card:
    """Nothing that is near: what can be tried."""
    asked = _asked(month, methods, hours)
    return Card(
        "研修が見つかりません",
        (
            paragraph(
                f"{asked}お探しの内容に近い研修は、研修一覧に見つかりません。"
                "「データ分析の研修」のように、学びたいことを別の言葉で送ってください。"
            ),
            Buttons((Button("次に受ける研修", "training.next"),)),
        ),
        summary="研修が見つかりません。",
    )


def _asked(month: date | None, methods: Collection[str], hours: float | None) -> str:
    """「12月開催・オンライン・1時間以内で、」; empty where none is asked for."""
    when = [f"{month.month}月開催"] if month else []
    said = [*when, *sorted(methods), *([f"{wording.hours(hours)}以内"] if hours else [])]
    return f"{'・'.join(said)}で、" if said else ""


def _summary(course: Course) -> str:
    return f"{wording.course_name(course)}（{course.obligation}・{wording.method(course)}）"


def _guidance(course: Course) -> Iterator[Element]:
    if course.url:
        yield Paragraph((Link("研修の案内を開く", course.url),))


def _facts(course: Course, *, until: str) -> Iterator[tuple[str, str]]:
    yield "必須・選択", course.obligation.value
    yield "対象", course.target or "全職員"
    yield "習得できるスキル", "、".join(course.skills) or wording.NOT_REGISTERED
    yield "方法・時間", wording.method(course)
    yield "実施主体", course.provider or wording.NOT_REGISTERED
    if until:
        yield "期限", until
    yield "受け直し", _validity(course)
    if course.needs_confirmation:
        yield "修了の確認", "担当者が確認します"


def _validity(course: Course) -> str:
    if course.validity.fiscal_year_only:
        return "毎年度"
    return f"{course.validity.years}年ごと" if course.validity.years else "なし（一度で修了）"


def _prerequisites(prerequisites: Sequence[tuple[Course, bool]]) -> Iterator[Element]:
    if prerequisites:
        yield Heading("先に受ける研修")
        yield Bullets(
            tuple(
                plain(f"{c.name}（{'受講済み' if done else '未受講'}）")
                for c, done in prerequisites
            )
        )


def _sessions(course: Course, *, now: datetime) -> Iterator[Element]:
    coming = [s for s in course.sessions if s.starts_at > now][:SESSIONS_SHOWN]
    if course.on_demand:
        yield note("いつでも受講できます。")
    elif not coming:
        yield note(f"これからの開催は{wording.NOT_REGISTERED}です。")
    if coming:
        yield Heading("開催日程")
        yield Bullets(tuple(plain(_session(session, now=now)) for session in coming))


def _session(session: Session, *, now: datetime) -> str:
    today = now.date()
    ends = f"〜{wording.clock_time(session.ends_at)}" if session.ends_at else ""
    parts = [f"{wording.moment(session.starts_at, today=today)}{ends}", session.place]
    if session.apply_by:
        closed = "・締め切りました" if session.apply_by < today else ""
        parts.append(f"申込締切 {wording.day(session.apply_by, today=today)}{closed}")
    return "・".join([*filter(None, parts), wording.seats(session)])


def _cases(heading: str, cases: Sequence[PublishedCase]) -> Iterator[Element]:
    if not cases:
        return
    shown = cases[:CASES_SHOWN]
    yield Heading(heading)
    yield Bullets(tuple(plain(Bold(c.text.title), f"（{c.name}・{c.place}）") for c in shown))
    if left := len(cases) - len(shown):
        yield note(f"ほかに{left}件あります。")
    yield Buttons(tuple(case_button(case) for case in shown))


def _standing(course: Course, *, is_open: bool, is_completed: bool) -> Iterator[Element]:
    if is_completed:
        yield note("受講済みです。")
    elif not is_open:
        yield note("あなたは対象に含まれていません。受講したいときは研修担当に相談してください。")
    if not is_completed:
        yield Buttons(
            (
                Button(
                    "受講済みにする",
                    "completion.open",
                    {"course": course.code},
                    about=f"{course.name}を受講済みにする",
                    opens_form=True,
                ),
            )
        )


EXAMPLES = {
    "研修の詳細": course_card(
        example_values.SECURITY,
        is_open=True,
        is_completed=False,
        prerequisites=((example_values.DX_BASICS, True),),
        deadline=example_values.DEADLINE,
        person=example_values.PERSON,
        now=example_values.NOW,
    ),
    "事例のある研修": course_card(
        example_values.BPR,
        is_open=True,
        is_completed=True,
        prerequisites=(),
        deadline=None,
        person=example_values.PERSON,
        now=example_values.NOW,
        born=(EXAMPLE,),
        alike=(EXAMPLE_SHORT, EXAMPLE, EXAMPLE_SHORT, EXAMPLE),
    ),
    "対象外の研修": course_card(
        example_values.BPR,
        is_open=False,
        is_completed=False,
        prerequisites=(),
        deadline=None,
        person=example_values.PERSON,
        now=example_values.NOW,
    ),
    "ほかの人に見せる研修": shared_course_card(
        example_values.SECURITY, prerequisites=(example_values.DX_BASICS,), now=example_values.NOW
    ),
    "研修を探した": found_courses_card(
        tuple(
            (course, course.next_session(now=example_values.NOW))
            for course in (example_values.SECURITY, example_values.BPR)
        ),
        left=3,
        month=example_values.DEADLINE.replace(day=1),
        methods=("eラーニング",),
        today=example_values.TODAY,
    ),
    "探した研修がない": no_course_found_card(month=None, methods=()),
}
