"""What ``kakehashi office`` shows: the settings, the next turn and whom it is for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from bot.channel_check import cannot_send_to, installed_slack
from bot.commands.office_cases import CaseSettings, case_settings
from bot.commands.office_exchange import exchange_lines
from bot.commands.office_phrasing import phrasing_words
from bot.commands.options import settings_with
from bot.deployment import Deployment
from bot.national_holidays import is_national_holiday
from cards import wording
from cards.office_channel import channel_name
from domain.coming_turn import ComingTurn
from domain.office import ONE_EACH, Office
from domain.phrasing_consent import PhrasingConsent
from domain.weekly_schedule import Weekday
from handlers import reminder
from handlers.next_turns import next_turns
from handlers.told_turns import ToldTurn, told_turns
from scheduler.weekly_reminders import WEEKLY_REMINDERS
from storage.phrasing_consents import phrasing_consent
from storage.reminder_rows import Audience, audience_of

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Seen:
    """``whose``: the organization, named for people. ``newest``: the turns in the ledger, but for those at times that people have chosen."""

    whose: str
    settings: Office
    coming: ComingTurn
    newest: tuple[ToldTurn, ...]
    now: datetime
    cases: CaseSettings
    audience: Audience
    installed: frozenset[str]
    """Slack workspaces that have added the app."""
    phrasing: PhrasingConsent | None

    @property
    def today(self) -> date:
        return self.now.date()


async def read_office(deployment: Deployment) -> Seen:
    number, now = deployment.organization.id, deployment.clock()
    async with deployment.database.read() as session:
        turns = await next_turns(
            session,
            organization_id=number,
            is_national_holiday=is_national_holiday,
            now=now,
        )
        jobs = [job.name for job in WEEKLY_REMINDERS]
        newest = await told_turns(session, organization_id=number, jobs=jobs, limit=SHOWN, now=now)
        installed = await installed_slack(session, number)
        cases = await case_settings(session, organization_id=number)
        audience = await audience_of(session, organization_id=number)
        phrasing = await phrasing_consent(session, organization_id=number)
    whose = deployment.organization.with_key
    return Seen(
        whose,
        turns.office,
        turns.of(reminder.KIND),
        newest,
        now,
        cases,
        audience,
        installed,
        phrasing,
    )


def what_follows(seen: Seen) -> str:
    if seen.settings.paused_at:
        return "いまは休止しています。「kakehashi office resume」のあとに送ります。"
    return f"次は{_next(seen)}に送ります。{_moved(seen)}"


def _moved(seen: Seen) -> str:
    """Where the turn does not come on the day that was chosen; empty where it does."""
    weekday, closed = seen.settings.weekday, seen.coming.closed
    if weekday in (Weekday.SATURDAY, Weekday.SUNDAY):
        return f"{weekday}は閉庁日のため、毎回、次の開庁日に送ります。"
    if closed is None:
        return ""
    planned = wording.day(seen.coming.planned.date(), today=seen.today)
    return f"{planned}は{closed}のため、次の開庁日に送ります。"


def _next(seen: Seen) -> str:
    return wording.exact_moment(seen.coming.at, today=seen.today)


def lines(seen: Seen) -> Iterator[tuple[str, str]]:
    settings = seen.settings
    yield "自治体", seen.whose
    following = "休止中" if settings.paused_at else f"次は{_next(seen)}"
    yield "毎週の知らせ", f"{settings.schedule('')}（{following}）{_moved(seen)}"
    yield "毎週の知らせの相手", _whom(seen.audience)
    for channel in ONE_EACH:
        place = settings.place(channel)
        why = cannot_send_to(place, settings_with(), seen.installed)
        yield channel_name(channel), f"{place or '未設定'}{f'（{why}）' if why else ''}"
    yield from seen.cases.lines(settings_with(), seen.installed)
    yield from exchange_lines(settings)
    yield "AIの言い換え", phrasing_words(seen.phrasing, today=seen.today)
    yield "送らない時間帯", str(settings.quiet or "なし")
    yield from (("閉庁日", str(days)) for days in settings.own_days.closed)
    yield from (("開庁日", str(days)) for days in settings.own_days.opened)
    paused = settings.paused_at
    yield (
        "状態",
        f"{wording.exact_moment(paused, today=seen.today)}から休止中" if paused else "動いています",
    )


def _whom(audience: Audience) -> str:
    """Why a turn has put down fewer messages than there are people."""
    others = (
        ("自分で決めた曜日・時刻に送る", audience.own_time),
        ("休職・育休中で送らない", audience.on_leave),
    )
    apart = "、".join(f"{why}人が{count}人" for why, count in others if count)
    whole = f"{audience.people}人"
    return f"{whole}のうち{audience.with_the_office}人（ほかに、{apart}）" if apart else whole
