"""``kakehashi office``: when the organization is told of the week, in which channels, and when not."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

import click

from bot.channel_check import cannot_send_to, channels_without_connection, installed_slack
from bot.commands.office_cases import CaseSettings, CaseWishes, case_options, case_settings
from bot.commands.options import demo_option, run_async, settings_of, settings_with
from bot.deployment import Deployment, open_deployment
from bot.national_holidays import is_national_holiday
from cards import wording
from cards.office_channel import channel_name
from cards.told_turns import turn_words
from domain.business_calendar import BusinessCalendar, Days
from domain.coming_turn import ComingTurn
from domain.errors import DomainError
from domain.office import ONE_EACH, ChannelPlace, Office, channel_place
from domain.schedule_words import office_days, quiet_hours, weekly_schedule
from domain.weekly_schedule import Weekday
from handlers import reminder
from handlers.next_turns import next_turns
from handlers.told_turns import ToldTurn, told_turns
from scheduler.weekly_reminders import WEEKLY_REMINDERS
from storage.audit import record_audit
from storage.organization_office import (
    begin_office,
    change_office,
    forget_days,
    join_days,
    office_of,
    set_paused,
)
from storage.outbox_entries import end_pause
from storage.session import Session

NONE = "none"
SHOWN = 10

Change = Callable[[Session, int, datetime], Awaitable[bool]]
"""In an organization, at a time; whether anything has changed."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """``whose``: the organization, named for people. ``newest``: the turns in the ledger, but for those at times that people have chosen."""

    whose: str
    settings: Office
    coming: ComingTurn
    newest: tuple[ToldTurn, ...]
    now: datetime
    cases: CaseSettings
    installed: frozenset[str]
    """Slack workspaces that have added the app."""

    @property
    def today(self) -> date:
        return self.now.date()


class NoSuchDays(DomainError):
    def __init__(self, days: Days) -> None:
        super().__init__(
            f"{days}の設定はありません。「kakehashi office show」で期間を確かめ、始まりと終わりの日を"
            "「2027/8/13 2027/8/16」のように書いてください。"
        )


class PastDays(DomainError):
    def __init__(self, days: Days) -> None:
        super().__init__(f"{days}は、もう過ぎています。年を確かめてください。")


@click.group(help="毎週の知らせの曜日・チャンネル・閉庁日を決める、休止・再開する")
def office() -> None:
    pass


@office.command("show", help="今の設定と、最近の回を見る")
@demo_option
def show(of_demo: bool) -> None:
    seen = run_async(_looked_up(of_demo=of_demo))
    for name, value in _lines(seen):
        click.echo(f"{name}\t{value}")
    for told in seen.newest:
        click.echo("\t".join(turn_words(told.turn, told.came_to, today=seen.today)))


@office.command(
    "set", help="曜日・時刻・チャンネル・送らない時間帯を決める（書いたものだけ変わる）"
)
@click.option("--weekday", metavar="曜日", help="毎週の知らせの曜日（例：火曜）")
@click.option("--at", "at", metavar="時刻", help="毎週の知らせの時刻（例：9:00）")
@click.option(
    "--forum",
    metavar="チャンネル",
    help="フォーラムの場所（例：slack:C0123ABCD、teams:19:a1b2c3d4e5f6@thread.tacv2、none）",
)
@click.option("--secretariat", metavar="チャンネル", help="事務局の場所（書き方は --forum と同じ）")
@click.option("--quiet", metavar="時間帯", help="送らない時間帯（例：20:00-8:00、none）")
@case_options
def set_office(
    weekday: str | None,
    at: str | None,
    forum: str | None,
    secretariat: str | None,
    quiet: str | None,
    case_review: str | None,
    case_channel: tuple[str, ...],
    no_case_channel: tuple[str, ...],
) -> None:
    cases = CaseWishes.of(review=case_review, on=case_channel, off=no_case_channel)

    def wanted(was: Office) -> Office:
        chosen = weekly_schedule(
            "",
            weekday=was.weekday if weekday is None else weekday,
            at=f"{was.at:%H:%M}" if at is None else at,
        )
        return replace(
            was,
            weekday=chosen.weekday,
            at=chosen.at,
            forum=was.forum if forum is None else _place(forum),
            secretariat=was.secretariat if secretariat is None else _place(secretariat),
            quiet=was.quiet if quiet is None else None if quiet == NONE else quiet_hours(quiet),
        )

    async def change(session: Session, organization_id: int, now: datetime) -> bool:
        was, is_now = await change_office(session, wanted, organization_id=organization_id, at=now)
        are_cases_new = await cases.save(session, organization_id=organization_id, at=now)
        return was != is_now or are_cases_new

    _say(change, "OFFICE_SET", done="設定を変えました。", same="設定は前と同じです。")
    seen = run_async(_looked_up())
    click.echo(_what_follows(seen))
    for line in channels_without_connection(seen.settings, settings_with(), seen.installed):
        click.echo(line)
    for line in seen.cases.without_connection(settings_with(), seen.installed):
        click.echo(line)


@office.command("close", help="閉庁日を加える（一日、または始まりと終わりの日）")
@click.argument("first", metavar="日付")
@click.argument("last", metavar="[終わりの日]", default="")
def close(first: str, last: str) -> None:
    _say_days(office_days(first=first, last=last), is_open=False)


@office.command("open", help="開庁日を加える（土日・祝日・閉庁日より優先する）")
@click.argument("first", metavar="日付")
@click.argument("last", metavar="[終わりの日]", default="")
def open_days(first: str, last: str) -> None:
    _say_days(office_days(first=first, last=last), is_open=True)


@office.command("forget-day", help="加えた閉庁日・開庁日を取り消す")
@click.argument("first", metavar="日付")
@click.argument("last", metavar="[終わりの日]", default="")
def forget_day(first: str, last: str) -> None:
    days = office_days(first=first, last=last)

    async def change(session: Session, organization_id: int, _: datetime) -> bool:
        if not await forget_days(session, days, organization_id=organization_id):
            raise NoSuchDays(days)
        return True

    _say(change, "OFFICE_FORGET_DAY", done=f"{days}の設定を取り消しました。")


@office.command("pause", help="すべての知らせを休止する（話しかけた人への返事は続く）")
def pause() -> None:
    async def change(session: Session, organization_id: int, now: datetime) -> bool:
        await begin_office(session, organization_id=organization_id, at=now)
        return await set_paused(session, organization_id=organization_id, paused_at=now)

    _say(change, "OFFICE_PAUSE", done="知らせを休止しました。", same="すでに休止しています。")


@office.command("resume", help="休止した知らせを再開する")
def resume() -> None:
    async def change(session: Session, organization_id: int, now: datetime) -> bool:
        return await end_pause(session, organization_id=organization_id, at=now)

    _say(change, "OFFICE_RESUME", done="知らせを再開しました。", same="休止していません。")


def _say_days(days: Days, *, is_open: bool) -> None:
    name = "開庁日" if is_open else "閉庁日"
    action = "OFFICE_OPEN" if is_open else "OFFICE_CLOSE"
    now_are: list[Days] = []

    async def change(session: Session, organization_id: int, now: datetime) -> bool:
        """Raises PastDays; NeverOpen, where no open day would be left; ImpossibleDays. Changes
        nothing then.
        """
        if days.last < now.date():
            raise PastDays(days)
        whole, is_new = await join_days(
            session, days, is_open=is_open, organization_id=organization_id
        )
        settings = await office_of(session, organization_id=organization_id)
        BusinessCalendar(is_national_holiday, settings.own_days).next_business_day(days.first)
        now_are.append(whole)
        return is_new

    has_changed = run_async(_changed(change, action))
    (whole,) = now_are
    joined = f"重なる期間と合わせて、{whole}を" if whole != days else f"{days}を"
    same = f"{days}は、すでに{name}です（{whole}）。"
    click.echo(f"{joined}{name}にしました。" if has_changed else same)


def _say(change: Change, action: str, *, done: str, same: str = "") -> None:
    click.echo(done if run_async(_changed(change, action)) else same)


async def _changed(change: Change, action: str) -> bool:
    async with open_deployment(settings_with()) as deployment:
        now, organization_id = deployment.clock(), deployment.organization.id
        async with deployment.database.begin() as session:
            has_changed = await change(session, organization_id, now)
            if has_changed:
                record_audit(
                    session, organization_id=organization_id, at=now, actor_id=None, action=action
                )
    return has_changed


async def _looked_up(*, of_demo: bool = False) -> _Seen:
    async with open_deployment(await settings_of(of_demo=of_demo)) as deployment:
        return await _read(deployment)


async def _read(deployment: Deployment) -> _Seen:
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
    whose = deployment.organization.with_key
    return _Seen(whose, turns.office, turns.of(reminder.KIND), newest, now, cases, installed)


def _what_follows(seen: _Seen) -> str:
    if seen.settings.paused_at:
        return "いまは休止しています。「kakehashi office resume」のあとに送ります。"
    return f"次は{_next(seen)}に送ります。{_moved(seen)}"


def _moved(seen: _Seen) -> str:
    """Where the turn does not come on the day that was chosen; empty where it does."""
    weekday, closed = seen.settings.weekday, seen.coming.closed
    if weekday in (Weekday.SATURDAY, Weekday.SUNDAY):
        return f"{weekday}は閉庁日のため、毎回、次の開庁日に送ります。"
    if closed is None:
        return ""
    planned = wording.day(seen.coming.planned.date(), today=seen.today)
    return f"{planned}は{closed}のため、次の開庁日に送ります。"


def _next(seen: _Seen) -> str:
    return wording.exact_moment(seen.coming.at, today=seen.today)


def _lines(seen: _Seen) -> Iterator[tuple[str, str]]:
    settings = seen.settings
    yield "自治体", seen.whose
    following = "休止中" if settings.paused_at else f"次は{_next(seen)}"
    yield "毎週の知らせ", f"{settings.schedule('')}（{following}）{_moved(seen)}"
    for channel in ONE_EACH:
        place = settings.place(channel)
        why = cannot_send_to(place, settings_with(), seen.installed)
        yield channel_name(channel), f"{place or '未設定'}{f'（{why}）' if why else ''}"
    yield from seen.cases.lines(settings_with(), seen.installed)
    yield "送らない時間帯", str(settings.quiet or "なし")
    yield from (("閉庁日", str(days)) for days in settings.own_days.closed)
    yield from (("開庁日", str(days)) for days in settings.own_days.opened)
    paused = settings.paused_at
    yield (
        "状態",
        f"{wording.exact_moment(paused, today=seen.today)}から休止中" if paused else "動いています",
    )


def _place(words: str) -> ChannelPlace | None:
    return None if words == NONE else channel_place(words)
