"""Whoever the preview says is told is told, and whoever it spares is spared for the reason it gives."""

import random
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import product

import pytest

from bot.main import Bot, open_bot
from bot.national_holidays import is_national_holiday
from cards.elements import Card
from cards.reminder import reminder_card
from cards.renderers import plain_text
from cards.section_reminder import section_reminder_card
from domain.japan_time import JAPAN
from domain.office import Office
from domain.outbox import OutboxState
from domain.reminder import MADE_ALREADY, NOTHING_NEW, ON_LEAVE, SILENCED, NotTold
from domain.reminder_preference import AS_THE_OFFICE_HAS_IT, OwnTime, ReminderPreference
from domain.reminder_preview import ForManager, ForPerson, ReminderPreview, Spared
from domain.requirements import Rulebook
from domain.weekly_schedule import Weekday
from handlers import reminder, section_reminder
from handlers.reminder_preview import reminder_preview
from storage.organization_office import save_office
from storage.outbox_entries import outbox_entries
from storage.reminder_preferences import keep_reminder_preference
from storage.session import Session
from storage.tables import CourseRow, OutboxRow, StaffRow, TrainingRecordRow
from tests.city import settings_for
from tests.scenarios.post import Post, deliver, post_in
from tests.scenarios.world import Clock

MONDAY = datetime(2026, 11, 9, 9, 0, tzinfo=JAPAN)
BEFORE = MONDAY - timedelta(days=3)
EARLIER, THIS_WEEK = "2026-W45", "2026-W46"

TURNS = (MONDAY - timedelta(minutes=30), MONDAY, MONDAY + timedelta(days=2, minutes=-30))
WISHES = (
    AS_THE_OFFICE_HAS_IT,
    ReminderPreference(opted_out=True),
    ReminderPreference(snoozed_until=date(2026, 11, 10)),
    ReminderPreference(snoozed_until=date(2026, 11, 8)),
    ReminderPreference(OwnTime(Weekday.MONDAY, time(8, 30)), opted_out=True),
    ReminderPreference(OwnTime(Weekday.WEDNESDAY, time(8, 30))),
)
TRAININGS = (
    "",
    "期限切れ",
    "三日後",
    "十三日後",
    "新着",
    "確認された",
    "差し戻された",
    "修了した",
    "読み込まれた",
    "昔のものが読み込まれた",
)
TOLD = ("", "先週届いた", "先週は止めていた", "今週の分がある")


@dataclass(frozen=True)
class Case:
    attendance: str
    wish: ReminderPreference
    training: str
    told: str


def _cases() -> tuple[Case, ...]:
    """In no order: their places decide who leads whom."""
    at_work = [Case("在職", *each) for each in product(WISHES, TRAININGS, TOLD)]
    away = product(("休職", "育休", "退職"), WISHES[:1], ("", "期限切れ"), TOLD)
    cases = [*at_work, *(Case(*each) for each in away)]
    random.Random(20261109).shuffle(cases)
    return tuple(cases)


CASES = _cases()
"""The first is the person with id 1, and so on. Ids 1 and 2 name the person with id 1 as 所属長,
3 and 4 the one with id 2, and so on.
"""


@pytest.fixture
async def bot(database_url: str) -> AsyncIterator[tuple[Bot, Clock]]:
    clock = Clock(BEFORE)
    async with open_bot(settings_for(database_url), clock=clock) as opened:
        yield opened, clock


async def town(session: Session, organization_id: int) -> None:
    await save_office(session, Office(since=BEFORE), organization_id=organization_id, at=BEFORE)
    session.add_all(_staff(organization_id, number) for number in range(len(CASES)))
    session.add_all(_courses(organization_id))
    await session.flush()
    session.add_all(_records(organization_id))
    for number, case in enumerate(CASES):
        if case.wish != AS_THE_OFFICE_HAS_IT:
            await keep_reminder_preference(
                session, case.wish, organization_id=organization_id, staff_id=number + 1, at=BEFORE
            )
    session.add_all(_messages(organization_id))


def _staff(organization_id: int, number: int) -> StaffRow:
    case = CASES[number]
    return StaffRow(
        id=number + 1,
        organization_id=organization_id,
        employee_number=f"N{number + 1}",
        email=f"n{number + 1}@town.example",
        name=f"港　{number + 1}",
        grade=case.training,
        employment="常勤",
        attendance=case.attendance,
        joined_on=date(2020, 4, 1),
        manager_number=f"N{number // 2 + 1}",
    )


def _courses(organization_id: int) -> Iterator[CourseRow]:
    """Each for those whose 職級 is its name; nobody else sees it."""
    days = {"期限切れ": -10, "三日後": 3, "十三日後": 13}
    for number, training in enumerate(TRAININGS[1:], start=1):
        day = MONDAY.date() + timedelta(days=days.get(training, 0))
        yield CourseRow(
            id=number,
            organization_id=organization_id,
            code=f"K{number}",
            name=f"{training}研修",
            obligation="必須",
            audience={"grades": [training]},
            deadline={"on": day.isoformat()} if training in days else None,
            listed_at=BEFORE if training == "新着" else None,
        )


def _records(organization_id: int) -> Iterator[TrainingRecordRow]:
    days_ago = {
        "確認された": 30,
        "差し戻された": 30,
        "修了した": 0,
        "読み込まれた": 30,
        "昔のものが読み込まれた": 300,
    }
    for number, case in enumerate(CASES, start=1):
        if case.training in days_ago:
            is_decided = case.training in ("確認された", "差し戻された")
            yield TrainingRecordRow(
                organization_id=organization_id,
                staff_id=number,
                course_id=TRAININGS.index(case.training),
                completed_on=BEFORE.date() - timedelta(days=days_ago[case.training]),
                state="差戻し" if case.training == "差し戻された" else "修了",
                decided_by=number % len(CASES) + 1 if is_decided else None,
                decided_at=BEFORE if is_decided else None,
                recorded_at=BEFORE if "読み込まれた" in case.training else None,
            )


def _messages(organization_id: int) -> Iterator[OutboxRow]:
    """Of both kinds, as an earlier turn has left them. Those of last week came after the news."""
    after = BEFORE + timedelta(hours=1)
    ends = {"先週届いた": ("sent", ""), "先週は止めていた": ("dead", SILENCED)}
    for (number, case), kind in product(
        enumerate(CASES, start=1), (reminder.KIND, section_reminder.KIND)
    ):
        if not case.told:
            continue
        week = THIS_WEEK if case.told == "今週の分がある" else EARLIER
        state, reason = ends.get(case.told, ("dead", NOTHING_NEW))
        yield OutboxRow(
            organization_id=organization_id,
            kind=kind,
            args={"week": week},
            dedupe_key=f"{kind}:{week}:{number}",
            staff_id=number,
            key=f"{kind}{number}",
            state=state,
            reason=reason,
            not_before=after,
            created_at=after,
            done_at=after,
        )


async def previewed(bot: Bot) -> ReminderPreview:
    deployment = bot.deployment
    async with deployment.database.read() as session:
        return await reminder_preview(
            session,
            organization_id=deployment.organization.id,
            rulebook=Rulebook(deployment.policy),
            is_national_holiday=is_national_holiday,
            as_of=BEFORE,
        )


async def goes_out(bot: Bot, clock: Clock) -> Post:
    post = post_in(bot)
    for clock.now in TURNS:
        await bot.weekly_turns().settle()
        await deliver(bot)
    return post


async def ends(bot: Bot, kind: str) -> dict[int, str]:
    """By person, why the message of that kind was not sent that these turns have made; "" if it was."""
    async with bot.deployment.database.read() as session:
        entries = await outbox_entries(
            session, organization_id=bot.deployment.organization.id, limit=10_000
        )
    return {
        each.staff_id: "" if each.state is OutboxState.SENT else each.reason
        for each in entries
        if each.kind == kind and each.staff_id and each.created_at >= TURNS[0]
    }


def is_none_made(each: Spared) -> bool:
    return each.why.reason in (ON_LEAVE, MADE_ALREADY)


def foreseen(told: Iterable[ForPerson | ForManager], spared: Iterable[Spared]) -> dict[int, str]:
    """As ``ends``."""
    made = {each.person.id: each.why.reason for each in spared if not is_none_made(each)}
    return made | {each.person.id: "" for each in told}


def letters(preview: ReminderPreview) -> Iterator[tuple[str, Card]]:
    """Each with the address that it goes to."""
    for one in preview.people:
        yield one.person.email, reminder_card(one.reminder, today=one.turn.at.date())
    for each in preview.managers:
        card = section_reminder_card(each.reminder, week=each.turn.week, today=each.turn.at.date())
        yield each.person.email, card


def read(sent: Iterable[tuple[str, Card]]) -> list[tuple[str, str]]:
    return sorted((email, plain_text.render(card)) for email, card in sent)


async def test_下見の言うとおりに届きほかの人にはその理由で届かない(
    bot: tuple[Bot, Clock],
) -> None:
    opened, clock = bot
    async with opened.deployment.database.begin() as session:
        await town(session, opened.deployment.organization.id)
    preview = await previewed(opened)
    post = await goes_out(opened, clock)
    assert await ends(opened, reminder.KIND) == foreseen(preview.people, preview.spared)
    assert await ends(opened, section_reminder.KIND) == foreseen(
        preview.managers, preview.spared_managers
    )
    arrived = ((email, card) for email, cards in post.boxes.items() for card in cards)
    assert read(arrived) == read(letters(preview))
    for each in filter(is_none_made, (*preview.spared, *preview.spared_managers)):
        is_on_leave = CASES[each.person.id - 1].attendance != "在職"
        assert each.why == NotTold(ON_LEAVE if is_on_leave else MADE_ALREADY)
    _have_every_reason(preview)


def _have_every_reason(preview: ReminderPreview) -> None:
    """The town is one in which anything happens."""
    reasons = {NOTHING_NEW, ON_LEAVE, MADE_ALREADY}
    assert preview.people
    assert preview.managers
    assert {each.why.reason for each in preview.spared} == reasons | {SILENCED}
    assert {each.why.reason for each in preview.spared_managers} == reasons | {SILENCED}
