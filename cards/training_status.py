"""「受講状況」: required against acquired by group of skills, what is overdue, the stage."""

from collections.abc import Iterator, Sequence
from datetime import date

from cards import example_values, wording
from cards.elements import (
    Bold,
    Bullets,
    Button,
    Buttons,
    ButtonStyle,
    Card,
    Element,
    Heading,
    Progress,
    Table,
    note,
    paragraph,
    plain,
)
from domain.people import Person
from domain.recommendation import Recommendation
from domain.stages import StageProgress
from domain.standing import CategoryStanding
from domain.training import Achievements, RecordState

RECORDS_SHOWN = 5


def training_status_card(
    recommendation: Recommendation,
    *,
    categories: Sequence[CategoryStanding],
    achievements: Achievements,
    course_names: dict[int, str],
    today: date,
    is_own: bool = True,
) -> Card:
    """``course_names`` by course id, withdrawn ones may be missing; ``is_own``: seen by themself."""
    person = recommendation.person
    total = sum(category.total for category in categories)
    done = sum(len(category.acquired) for category in categories)
    title = "受講状況" if is_own else f"{wording.people_name(person.name)}の受講状況"
    return Card(
        title,
        (
            *_who(recommendation),
            *([Progress("必要なスキルの習得", done=done, total=total)] if total else []),
            *_overdue(recommendation, today=today),
            *_categories(categories),
            *_without_course(recommendation),
            *_stages(recommendation.stages),
            *_records(achievements, course_names, today=today),
            _ways_on(person, is_own=is_own),
        ),
        summary=_summary(recommendation, done=done, total=total),
    )


def which_person_card(people: Sequence[Person], *, action: str, week: str = "") -> Card:
    """A name that several have: one button each, with where they work. ``week``: for an action that
    is done once in it.
    """
    args = {"week": week} if week else {}
    buttons = tuple(
        Button(f"{person.name}（{_post(person)}）", action, {"person": str(person.id)} | args)
        for person in people
    )
    return Card(
        "どなたのことですか",
        (paragraph("当てはまる職員が何人かいます。選んでください。"), Buttons(buttons)),
        summary="当てはまる職員が何人かいます。",
    )


def _post(person: Person) -> str:
    return " ".join(filter(None, (person.main_post.section, person.main_post.title)))


def _ways_on(person: Person, *, is_own: bool) -> Buttons:
    """To the other cards about the same person."""
    args = {} if is_own else {"person": str(person.id)}
    return Buttons(
        (
            Button("次に受ける研修", "training.next", args, style=ButtonStyle.PRIMARY),
            Button("今年度の計画", "training.plan", args),
        )
    )


def _summary(recommendation: Recommendation, *, done: int, total: int) -> str:
    late = len(recommendation.overdue)
    overdue = f"期限を過ぎた必須研修が{late}件あります。" if late else ""
    if not total:
        return f"方針が求めるスキルはありません。{overdue}"
    return f"必要なスキル{total}件のうち{done}件を習得しています。{overdue}"


def _who(recommendation: Recommendation) -> Iterator[Element]:
    profile = recommendation.requirements.profile
    words = [
        recommendation.person.name,
        *wording.each_talent_type(profile),
        *profile.team_roles,
        *([profile.grade] if profile.grade else []),
    ]
    yield note("、".join(words))
    if not profile.talent_types:
        yield note("育成方針の人材区分には当てはまりません。")
    if recommendation.person.attendance.is_on_leave:
        yield note(f"{recommendation.person.attendance}中のため、受講期限は止まっています。")
    if recommendation.unknown_words:
        words_unknown = "、".join(recommendation.unknown_words)
        yield note(f"名簿の{words_unknown}は育成方針にありません。事務局に確認してください。")
    if not recommendation.requirements.skills:
        yield paragraph("方針が求めるスキルはありません。")


def _overdue(recommendation: Recommendation, *, today: date) -> Iterator[Element]:
    if recommendation.overdue:
        yield Heading("期限を過ぎた必須研修")
        yield Bullets(
            tuple(
                plain(
                    Bold(wording.course_name(s.course)),
                    f"　期限 {wording.deadline(s.deadline, today=today)}",
                )
                for s in recommendation.overdue
            )
        )
    if recommendation.waiting:
        names = "、".join(course.name for course in recommendation.waiting)
        yield note(f"修了の確認を待っている研修：{names}")


def _categories(categories: Sequence[CategoryStanding]) -> Iterator[Element]:
    for category in categories:
        yield Progress(category.name, done=len(category.acquired), total=category.total)
        if category.missing:
            yield note(f"これから：{'、'.join(category.missing)}")


def _without_course(recommendation: Recommendation) -> Iterator[Element]:
    if recommendation.without_course:
        yield note(f"研修が未登録のスキル：{'、'.join(recommendation.without_course)}")


def _stages(stages: Sequence[StageProgress]) -> Iterator[Element]:
    if stages:
        yield Heading("育成段階")
    for progress in stages:
        reached = progress.reached.stage if progress.reached else "まだありません"
        yield paragraph(Bold(progress.talent_type), f"　到達した段階：{reached}")
        if progress.next is None:
            continue
        sample = "（測り方は例）" if progress.next.rule.sample else ""
        yield note(f"次は{progress.next.stage}{sample}：{progress.next.definition}")
        missing = (*progress.missing_skills, *progress.missing_experience)
        yield Bullets(tuple(plain(f"残り：{item}") for item in missing))


def _records(
    achievements: Achievements, course_names: dict[int, str], *, today: date
) -> Iterator[Element]:
    latest = sorted(achievements.records, key=lambda r: r.completed_on, reverse=True)
    if latest:
        rows = tuple(
            (
                wording.day(r.completed_on, today=today),
                course_names.get(r.course_id, "（一覧にない研修）"),
                _STATE[r.state],
            )
            for r in latest[:RECORDS_SHOWN]
        )
        caption = f"受講の記録（新しい順に{len(rows)}件、全{len(latest)}件）"
        yield Table(("受講日", "研修", "状態"), rows, caption=caption)
    if achievements.qualifications:
        names = "、".join(q.name for q in achievements.qualifications)
        yield note(f"資格：{names}")


_STATE = {
    RecordState.COMPLETED: "修了",
    RecordState.REPORTED: "確認待ち",
    RecordState.REJECTED: "差戻し",
    RecordState.ABSENT: "欠席",
}

EXAMPLES = {
    "受講状況": training_status_card(
        example_values.RECOMMENDATION,
        categories=example_values.CATEGORIES,
        achievements=example_values.ACHIEVEMENTS,
        course_names={c.id: c.name for c in example_values.COURSES},
        today=example_values.TODAY,
    ),
    "部下の受講状況": training_status_card(
        example_values.NOTHING_LEFT,
        categories=(),
        achievements=Achievements(),
        course_names={},
        today=example_values.TODAY,
        is_own=False,
    ),
    "どの職員か選ぶ": which_person_card(
        (example_values.PERSON, example_values.NAMESAKE), action="training.status"
    ),
}
