"""「今週のまとめ」: for the secretariat, of this week as far as it has gone, or of any week before."""

import asyncio
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from cards.digest import digest_card, digest_file_card, digest_part_card
from cards.digest_charts import training_charts, weeks_chart
from cards.digest_details import digest_details
from cards.elements import Card
from cards.trouble import out_of_date_card
from domain.digest import Part, Period
from domain.digest_phrasing import marks_of_phrased
from domain.iso_week import WEEK, monday_of, week_of
from domain.outbox import Note
from domain.permissions import Act, is_allowed, require
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.digest_made import digest_with_tables
from handlers.digest_phrased import with_phrasing, with_phrasing_so_far
from handlers.digest_pictures import digest_file, groups_picture
from handlers.digest_published import published_of_week
from handlers.digest_reading import MadeDigest
from handlers.late_week import too_late
from handlers.occasion import ChannelOccasion, Dropped, Noted, Postponed
from handlers.reply import Reply, Show, show
from language.digest_words import day_of_digest
from storage.organizations import organization_by_id

KIND = "digest"
PHRASING = "phrasing_on_its_way"
LOOK_AGAIN = timedelta(seconds=10)


async def show_digest(command: Command, member: Member, deps: Deps) -> Reply:
    """Of the week that is named (「先週のまとめ」「11月9日の週のまとめ」), else of this one.

    Others than the office get what was published of it, where anything was.
    """
    person = member.person
    if not is_allowed(Act.SEE_DIGEST, actor=person, subject=person):
        week = week_of(_day(command, deps))
        if published := await published_of_week(week, member, deps):
            return show(published)
    made = await _made(command, member, deps)
    return show(card_of(made, today=deps.clock().date()))


async def show_part(command: Command, member: Member, deps: Deps) -> Reply:
    """All that is said of one part of it."""
    made = await _made(command, member, deps)
    digest, tables = made.digest, made.tables
    asked = command.args.get("part", "")
    part = digest.of(Part[asked]) if asked in Part.__members__ else None
    if part is None:
        return show(out_of_date_card())
    charts = training_charts(tables.training) if part.part is Part.TRAINING else ()
    today = deps.clock().date()
    details = digest_details(part.part, tables, today=today)
    card = digest_part_card(digest, part, today=today, charts=charts, details=details)
    if part.part is not Part.GROUPS:
        return show(card)
    picture = await asyncio.to_thread(groups_picture, tables)
    return Show((card,), files=(picture,) if picture else ())


async def give_digest(command: Command, member: Member, deps: Deps) -> Reply:
    """As an Excel file."""
    made = await _made(command, member, deps)
    file = await asyncio.to_thread(digest_file, made)
    return Show((digest_file_card(file.name),), files=(file,))


async def _made(command: Command, member: Member, deps: Deps) -> MadeDigest:
    require(Act.SEE_DIGEST, actor=member.person, subject=member.person)
    made = await digest_of_day(_day(command, deps), member, deps)
    told = await with_phrasing(
        made.digest, deps.phrasings, database=deps.database, organization=member.organization
    )
    return replace(made, digest=told)


async def digest_of_day(day: date, member: Member, deps: Deps) -> MadeDigest:
    """Of the week of that day, in its own words. Raises NotYetBegun."""
    now, organization = deps.clock(), member.organization
    adviser = await deps.advice.adviser(deps.database, organization, now=now)
    counted = partial(
        deps.kpis.today, organization, adviser.rulebook, deps.database, today=now.date()
    )
    return await digest_with_tables(
        Period.of_week(day, as_of=now),
        database=deps.database,
        organization=organization,
        adviser=adviser,
        counted=counted,
        now=now,
        kept=deps.digests,
    )


def _day(command: Command, deps: Deps) -> date:
    """Of the week that a button or the words name; today where nothing does."""
    today = deps.clock().date()
    with suppress(ValueError):
        return monday_of(command.args.get("week", ""))
    holidays = deps.is_national_holiday
    return day_of_digest(command.text, today=today, is_national_holiday=holidays) or today


async def write(occasion: ChannelOccasion, args: Mapping[str, str]) -> Noted | Dropped | Postponed:
    """Of the week before the turn's: it comes on Monday morning. What it says in other words is noted for the
    files below it.
    """
    if late := await too_late(occasion, KIND, args["week"]):
        return late
    made = await digest_of_turn(occasion, args["week"])
    if isinstance(made, Postponed):
        return made
    card = card_of(made, today=occasion.today)
    return Noted(card, Note(phrased=marks_of_phrased(made.digest)))


def card_of(made: MadeDigest, *, today: date) -> Card:
    return digest_card(made.digest, today=today, chart=weeks_chart(made.tables.weeks))


async def digest_of_turn(
    occasion: ChannelOccasion, week: str, *, told_before: Collection[str] | None = None
) -> MadeDigest | Postponed:
    """Of the week before ``week``. Whatever else is to be sent does not wait for a language model.

    ``told_before``: of a card, ``Note.phrased``; no others are in other words.
    """
    made = await _made_for_turn(occasion, week)
    if told_before is not None and not told_before:
        return made
    since = occasion.note.waiting_since or occasion.now
    told = await with_phrasing_so_far(
        made.digest,
        occasion.digests.phrasings,
        database=occasion.database,
        organization=await organization_by_id(occasion.session, occasion.organization_id),
        waited=(occasion.now - since).total_seconds(),
        told_before=told_before,
    )
    if told is None:
        return Postponed(occasion.now + LOOK_AGAIN, PHRASING, Note(waiting_since=since))
    return replace(made, digest=told)


async def _made_for_turn(occasion: ChannelOccasion, week: str) -> MadeDigest:
    """In its own words; once for all looks at it, while nothing that it rests on changes."""
    organization = await organization_by_id(occasion.session, occasion.organization_id)
    adviser = await occasion.adviser()
    database, means = occasion.database, occasion.digests
    today = occasion.today
    return await digest_with_tables(
        Period.of_week(monday_of(week) - WEEK, as_of=occasion.now),
        database=database,
        organization=organization,
        adviser=adviser,
        counted=partial(means.kpis.today, organization, adviser.rulebook, database, today=today),
        now=occasion.now,
        kept=means.kept,
    )
