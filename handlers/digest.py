"""「今週のまとめ」: for the secretariat, of this week as far as it has gone, or of any week before."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from cards.digest import digest_card, digest_file_card, digest_part_card
from cards.elements import Card
from cards.trouble import out_of_date_card
from domain.digest import Digest, DigestPart, Part, Period
from domain.iso_week import WEEK, monday_of
from domain.permissions import Act, require
from domain.policy import Policy
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.digest_office import office_part
from handlers.digest_reading import digest_of
from handlers.late_week import too_late
from handlers.occasion import ChannelOccasion, Dropped
from handlers.reply import MadeFile, Reply, Show, show
from language.digest_words import day_of_digest
from storage.digest_workbook import digest_workbook

KIND = "digest"


async def show_digest(command: Command, member: Member, deps: Deps) -> Reply:
    """Of the week that is named (「先週のまとめ」「11月9日の週のまとめ」), else of this one."""
    digest = await _digest(command, member, deps)
    return show(digest_card(digest, today=deps.clock().date()))


async def show_part(command: Command, member: Member, deps: Deps) -> Reply:
    """All that is said of one part of it."""
    digest = await _digest(command, member, deps)
    asked = command.args.get("part", "")
    part = digest.of(Part[asked]) if asked in Part.__members__ else None
    if part is None:
        return show(out_of_date_card())
    return show(digest_part_card(digest, part, today=deps.clock().date()))


async def give_digest(command: Command, member: Member, deps: Deps) -> Reply:
    """As an Excel file."""
    digest = await _digest(command, member, deps)
    content = await asyncio.to_thread(digest_workbook, digest)
    name = f"週のまとめ_{digest.period.since:%Y-%m-%d}.xlsx"
    return Show((digest_file_card(name),), files=(MadeFile(name, content),))


async def _digest(command: Command, member: Member, deps: Deps) -> Digest:
    require(Act.SEE_DIGEST, actor=member.person, subject=member.person)
    now = deps.clock()
    adviser = await deps.advice.adviser(deps.database, member.organization, now=now)
    period = Period.of_week(_day(command, deps), as_of=now)
    more = await _of_now(period, member.organization.id, deps) if period.is_recent(now) else ()
    return await digest_of(
        deps.database,
        period,
        organization_id=member.organization.id,
        last_stage=last_stage(adviser.policy),
        more=more,
    )


async def _of_now(period: Period, organization_id: int, deps: Deps) -> tuple[DigestPart, ...]:
    async with deps.database.read() as session:
        return (await office_part(session, period, organization_id=organization_id),)


def _day(command: Command, deps: Deps) -> date:
    """Of the week that a button or the words name; today where nothing does."""
    today = deps.clock().date()
    with suppress(ValueError):
        return monday_of(command.args.get("week", ""))
    holidays = deps.is_national_holiday
    return day_of_digest(command.text, today=today, is_national_holiday=holidays) or today


async def write(occasion: ChannelOccasion, args: Mapping[str, str]) -> Card | Dropped:
    """Of the week before the turn's: it comes on Monday morning."""
    if late := await too_late(occasion, KIND, args["week"]):
        return late
    adviser = await occasion.adviser()
    whose = {"organization_id": occasion.organization_id}
    period = Period.of_week(monday_of(args["week"]) - WEEK, as_of=occasion.now)
    office = await office_part(occasion.session, period, **whose)
    stage = last_stage(adviser.policy)
    digest = await digest_of(occasion.database, period, **whose, last_stage=stage, more=(office,))
    return digest_card(digest, today=occasion.today)


def last_stage(policy: Policy) -> str:
    """Empty where the policy has no cycle."""
    return policy.cycle[-1].name if policy.cycle else ""
