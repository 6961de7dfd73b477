"""``kakehashi office``: when the organization is told of the week, in which channels, and when not."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

import click

from bot.channel_check import channels_without_connection
from bot.commands.office_cases import CaseWishes, case_options
from bot.commands.office_exchange import ExchangeWishes, digest_on, exchange_options
from bot.commands.office_phrasing import phrasing
from bot.commands.office_shown import Seen, lines, read_office, what_follows
from bot.commands.options import demo_option, run_async, settings_of, settings_with
from bot.deployment import open_deployment
from bot.national_holidays import is_national_holiday
from cards.told_turns import turn_words
from domain.business_calendar import Days
from domain.errors import DomainError
from domain.office import ChannelPlace, Office, channel_place
from domain.schedule_words import office_days, quiet_hours, weekly_schedule
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

Change = Callable[[Session, int, datetime], Awaitable[bool]]
"""In an organization, at a time; whether anything has changed."""


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


office.add_command(phrasing)


@office.command("show", help="今の設定と、最近の回を見る")
@demo_option
def show(of_demo: bool) -> None:
    seen = run_async(_looked_up(of_demo=of_demo))
    for name, value in lines(seen):
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
@exchange_options
@demo_option
def set_office(
    weekday: str | None,
    at: str | None,
    forum: str | None,
    secretariat: str | None,
    quiet: str | None,
    case_review: str | None,
    case_channel: tuple[str, ...],
    no_case_channel: tuple[str, ...],
    digest: str | None,
    exchange: str | None,
    exchange_again: int | None,
    exchange_closes: int | None,
    stalled_office: int | None,
    of_demo: bool,
) -> None:
    exchanges = ExchangeWishes(exchange, exchange_again, exchange_closes, stalled_office)
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
            exchange=exchanges.on(was.exchange),
            digest=digest_on(was.digest, digest),
        )

    async def change(session: Session, organization_id: int, now: datetime) -> bool:
        was, is_now = await change_office(session, wanted, organization_id=organization_id, at=now)
        are_cases_new = await cases.save(session, organization_id=organization_id, at=now)
        return was != is_now or are_cases_new

    _say(
        change,
        "OFFICE_SET",
        done="設定を変えました。",
        same="設定は前と同じです。",
        of_demo=of_demo,
    )
    seen = run_async(_looked_up(of_demo=of_demo))
    click.echo(what_follows(seen))
    for line in channels_without_connection(seen.settings, settings_with(), seen.installed):
        click.echo(line)
    for line in seen.cases.without_connection(settings_with(), seen.installed):
        click.echo(line)


@office.command("close", help="閉庁日を加える（一日、または始まりと終わりの日）")
@click.argument("first", metavar="日付")
@click.argument("last", metavar="[終わりの日]", default="")
@demo_option
def close(first: str, last: str, of_demo: bool) -> None:
    _say_days(office_days(first=first, last=last), is_open=False, of_demo=of_demo)


@office.command("open", help="開庁日を加える（土日・祝日・閉庁日より優先する）")
@click.argument("first", metavar="日付")
@click.argument("last", metavar="[終わりの日]", default="")
@demo_option
def open_days(first: str, last: str, of_demo: bool) -> None:
    _say_days(office_days(first=first, last=last), is_open=True, of_demo=of_demo)


@office.command("forget-day", help="加えた閉庁日・開庁日を取り消す")
@click.argument("first", metavar="日付")
@click.argument("last", metavar="[終わりの日]", default="")
@demo_option
def forget_day(first: str, last: str, of_demo: bool) -> None:
    days = office_days(first=first, last=last)

    async def change(session: Session, organization_id: int, _: datetime) -> bool:
        if not await forget_days(session, days, organization_id=organization_id):
            raise NoSuchDays(days)
        return True

    done = f"{days}の設定を取り消しました。"
    _say(change, "OFFICE_FORGET_DAY", done=done, of_demo=of_demo)


@office.command("pause", help="すべての知らせを休止する（話しかけた人への返事は続く）")
@demo_option
def pause(of_demo: bool) -> None:
    async def change(session: Session, organization_id: int, now: datetime) -> bool:
        await begin_office(session, organization_id=organization_id, at=now)
        return await set_paused(session, organization_id=organization_id, paused_at=now)

    done, same = "知らせを休止しました。", "すでに休止しています。"
    _say(change, "OFFICE_PAUSE", done=done, same=same, of_demo=of_demo)


@office.command("resume", help="休止した知らせを再開する")
@demo_option
def resume(of_demo: bool) -> None:
    async def change(session: Session, organization_id: int, now: datetime) -> bool:
        return await end_pause(session, organization_id=organization_id, at=now)

    done, same = "知らせを再開しました。", "休止していません。"
    _say(change, "OFFICE_RESUME", done=done, same=same, of_demo=of_demo)


def _say_days(days: Days, *, is_open: bool, of_demo: bool) -> None:
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
        settings.calendar(is_national_holiday).next_business_day(days.first)
        now_are.append(whole)
        return is_new

    has_changed = run_async(_changed(change, action, of_demo=of_demo))
    (whole,) = now_are
    joined = f"重なる期間と合わせて、{whole}を" if whole != days else f"{days}を"
    same = f"{days}は、すでに{name}です（{whole}）。"
    click.echo(f"{joined}{name}にしました。" if has_changed else same)


def _say(change: Change, action: str, *, done: str, same: str = "", of_demo: bool = False) -> None:
    click.echo(done if run_async(_changed(change, action, of_demo=of_demo)) else same)


async def _changed(change: Change, action: str, *, of_demo: bool = False) -> bool:
    async with open_deployment(await settings_of(of_demo=of_demo)) as deployment:
        now, organization_id = deployment.clock(), deployment.organization.id
        async with deployment.database.begin() as session:
            has_changed = await change(session, organization_id, now)
            if has_changed:
                record_audit(
                    session, organization_id=organization_id, at=now, actor_id=None, action=action
                )
    return has_changed


async def _looked_up(*, of_demo: bool) -> Seen:
    async with open_deployment(await settings_of(of_demo=of_demo)) as deployment:
        return await read_office(deployment)


def _place(words: str) -> ChannelPlace | None:
    return None if words == NONE else channel_place(words)
