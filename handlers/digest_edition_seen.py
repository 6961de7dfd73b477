"""What all that is done to a フォーラム版 begins with: the week, its versions, what is not told any more."""

from contextlib import suppress
from datetime import date

from cards.digest_edition_preview import preview_card
from cards.elements import Card
from domain.case_diff import FieldDifference
from domain.digest import Period
from domain.digest_edition import Edition, begun
from domain.digest_edition_history import EditionHistory, EditionStep
from domain.in_forum import ON_ITS_WAY
from domain.iso_week import WEEK, monday_of, week_of
from domain.permissions import Act, require
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.digest import digest_of_day
from handlers.digest_edition_standing import in_forum
from handlers.issue_seen import names_of
from language.digest_words import day_of_digest
from storage.digest_editions import add_version, edition_versions, edition_weeks
from storage.digest_taken_back import taken_back, taken_back_of
from storage.organization_lock import hold_organization
from storage.organization_office import office_of
from storage.session import Session


def require_publisher(member: Member) -> None:
    """Raises NotAllowed."""
    require(Act.PUBLISH_DIGEST, actor=member.person, subject=member.person)


def day_named(command: Command, deps: Deps) -> date | None:
    """Of the week that a button or the words name."""
    with suppress(ValueError):
        return monday_of(command.args.get("week", ""))
    today, holidays = deps.clock().date(), deps.is_national_holiday
    return day_of_digest(command.text, today=today, is_national_holiday=holidays)


async def day_meant(command: Command, member: Member, deps: Deps) -> date:
    """Where none is named: of this week as soon as it has an edition, else of the last whole week."""
    if named := day_named(command, deps):
        return named
    today = deps.clock().date()
    async with deps.database.read() as session:
        weeks = await edition_weeks(session, organization_id=member.organization.id)
    return today if any(week == week_of(today) for week, _ in weeks) else today - WEEK


async def history_in(session: Session, week: str, *, organization_id: int) -> EditionHistory | None:
    """None where the week has none."""
    versions = await edition_versions(session, week, organization_id=organization_id)
    if not versions:
        return None
    ids = (each.editor_id for each in versions)
    return EditionHistory(versions, await names_of(session, ids, organization_id=organization_id))


async def as_told(
    session: Session, history: EditionHistory, *, organization_id: int
) -> EditionHistory:
    """What was taken back is told of no version, nor as something that changed."""
    gone = await taken_back_of(session, history.versions, organization_id=organization_id)
    return history.without(gone)


async def edition_now(day: date, member: Member, deps: Deps) -> Edition:
    """From the digest as it is now. Raises NotYetBegun."""
    return begun((await digest_of_day(day, member, deps)).digest)


async def still_said(
    session: Session, edition: Edition, *before: Edition, organization_id: int
) -> Edition:
    """Without the words that nobody says any more, of it and of those ``before``. In the transaction that
    writes it, with the organization held: whoever deletes a message later finds it among the versions.
    """
    gone = await taken_back(session, [edition, *before], organization_id=organization_id)
    return edition.without(gone.of_words)


async def opened(day: date, member: Member, deps: Deps) -> EditionHistory:
    """Begun where there is none yet. Raises NotYetBegun."""
    number, now = member.organization.id, deps.clock()
    week = Period.of_week(day, as_of=now).week
    async with deps.database.read() as session:
        known = await history_in(session, week, organization_id=number)
    if known is not None:
        return known
    edition = await edition_now(day, member, deps)
    async with deps.database.begin() as session:
        await hold_organization(session, organization_id=number)
        await add_version(
            session,
            await still_said(session, edition, organization_id=number),
            EditionStep.SAVED,
            organization_id=number,
            read=0,
            editor_id=member.person.id,
            at=now,
        )
        history = await history_in(session, week, organization_id=number)
    assert history is not None, "it has just been begun, by this or by another one"  # noqa: S101
    return history


async def previewed(
    history: EditionHistory,
    member: Member,
    deps: Deps,
    *,
    done: str = "",
    refused: str = "",
    changed: tuple[FieldDifference, ...] = (),
) -> Card:
    number, now, stands = member.organization.id, deps.clock(), ON_ITS_WAY
    week = history.newest.edition.period.week
    async with deps.database.read() as session:
        gone = await taken_back_of(session, history.versions, organization_id=number)
        if history.published is not None:
            office = await office_of(session, organization_id=number)
            stands = await in_forum(session, week, office, organization_id=number, deps=deps)
    return preview_card(
        history,
        gone,
        today=now.date(),
        in_forum=stands,
        done=done,
        refused=refused,
        changed=changed,
    )
