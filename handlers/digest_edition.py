"""フォーラム版 of a week's digest: looked at, made anew, published, withdrawn by the secretariat."""

from cards.digest_edition_preview import ask_withdraw_card
from cards.digest_edition_words import remade_words
from cards.trouble import out_of_date_card
from domain.case_diff import FieldDifference
from domain.digest import Period
from domain.digest_edition_anew import begun_anew, not_carried, reworded
from domain.digest_edition_history import (
    EditionHistory,
    EditionStep,
    NoForumForDigest,
    NothingChosen,
)
from domain.errors import DomainError
from domain.iso_week import monday_of
from domain.permissions import Act
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.digest import digest_of_day
from handlers.digest_edition_post import enqueue_posted
from handlers.digest_edition_seen import (
    as_told,
    day_meant,
    history_in,
    opened,
    previewed,
    require_publisher,
    still_said,
)
from handlers.reply import Reply, show
from storage.audit import record_audit
from storage.digest_editions import add_version
from storage.digest_taken_back import taken_back_of
from storage.organization_lock import hold_organization
from storage.organization_office import office_of
from storage.session import Session


async def show_edition(command: Command, member: Member, deps: Deps) -> Reply:
    """As the forum is going to read it; begun where there is none. Raises NotAllowed, NotYetBegun."""
    require_publisher(member)
    day = await day_meant(command, member, deps)
    return show(await previewed(await opened(day, member, deps), member, deps))


async def publish(command: Command, member: Member, deps: Deps) -> Reply:
    """What was looked at goes to the forum; where it cannot, it is shown again. Raises NotAllowed."""
    done = "公開を受け付けました。"
    return await _step(EditionStep.PUBLISHED, done, command, member, deps)


async def ask_withdraw(command: Command, member: Member, deps: Deps) -> Reply:
    """What is going to happen; nothing does yet. Raises NotAllowed."""
    require_publisher(member)
    week = command.args.get("week", "")
    async with deps.database.read() as session:
        history = await history_in(session, week, organization_id=member.organization.id)
    if history is None:
        return show(out_of_date_card())
    if history.published is None:
        return show(await previewed(history, member, deps))
    return show(ask_withdraw_card(history, today=deps.clock().date()))


async def withdraw(command: Command, member: Member, deps: Deps) -> Reply:
    """The message in the forum says so from then on. Raises NotAllowed."""
    done = "取り下げを受け付けました。下書きは残っています。"
    return await _step(EditionStep.WITHDRAWN, done, command, member, deps)


async def remake(command: Command, member: Member, deps: Deps) -> Reply:
    """From the digest of now, as a draft. Raises NotAllowed, NotYetBegun."""
    require_publisher(member)
    day = await day_meant(command, member, deps)
    begun = await opened(day, member, deps)
    digest = (await digest_of_day(day, member, deps)).digest
    number, now = member.organization.id, deps.clock()
    async with deps.database.begin() as session:
        await hold_organization(session, organization_id=number)
        week = Period.of_week(day, as_of=now).week
        history = await history_in(session, week, organization_id=number) or begun
        former = history.newest.edition
        anew = begun_anew(former, digest)
        before = (each.edition for each in history.versions)
        anew = await still_said(session, anew, *before, organization_id=number)
        if anew == history.newest.edition:
            done = "まとめは変わっていません。"
        else:
            gone = await taken_back_of(session, history.versions, organization_id=number)
            left = former.without(gone)
            done = remade_words(not_carried(left, anew), taken_back=reworded(former, without=left))
            await add_version(
                session,
                anew,
                EditionStep.SAVED,
                organization_id=number,
                read=history.newest.version,
                editor_id=member.person.id,
                at=now,
            )
            history = await history_in(session, week, organization_id=number) or history
    return show(await previewed(history, member, deps, done=done))


async def _step(
    step: EditionStep, done: str, command: Command, member: Member, deps: Deps
) -> Reply:
    require_publisher(member)
    week, version = command.args.get("week", ""), command.row("version")
    number = member.organization.id
    refused, changed = "", tuple[FieldDifference, ...]()
    async with deps.database.begin() as session:
        await hold_organization(session, organization_id=number)
        history = await history_in(session, week, organization_id=number)
        if history is None or version is None or not _is_week(week):
            return show(out_of_date_card())
        told = await as_told(session, history, organization_id=number)
        try:
            if not _is_done(step, history, version):
                _require_read(told, version)
                await _put_down(session, step, history, member, deps)
        except DomainError as refusal:
            refused = refusal.sentence
            changed = told.changes(told.newest.version, since=version)
        history = await history_in(session, week, organization_id=number) or history
    deps.outbox_filled.set()
    card = await previewed(
        history,
        member,
        deps,
        done="" if refused else done,
        refused=refused,
        changed=changed,
    )
    return show(card)


def _is_week(week: str) -> bool:
    try:
        monday_of(week)
    except ValueError:
        return False
    return True


def _is_done(step: EditionStep, history: EditionHistory, version: int) -> bool:
    """The same button, pressed again."""
    return history.newest.step is step and history.newest.version in (version, version + 1)


def _require_read(history: EditionHistory, version: int) -> None:
    """Raises PublishedTooLate."""
    if history.newest.version != version:
        raise history.too_late(version=version)


async def _put_down(
    session: Session, step: EditionStep, history: EditionHistory, member: Member, deps: Deps
) -> None:
    """Raises NoForumForDigest, NothingChosen."""
    number, now = member.organization.id, deps.clock()
    edition, withheld = history.newest.edition, 0
    if step is EditionStep.PUBLISHED:
        gone = await taken_back_of(session, history.versions, organization_id=number)
        withheld = edition.withheld_mark(gone)
        if edition.shown(gone).is_empty:
            raise NothingChosen
        if (await office_of(session, organization_id=number)).forum is None:
            raise NoForumForDigest
    added = await add_version(
        session,
        edition,
        step,
        organization_id=number,
        read=history.newest.version,
        editor_id=member.person.id,
        at=now,
        withheld=withheld,
    )
    assert added, "the organization is held, and the version has been looked at"  # noqa: S101
    week = edition.period.week
    await enqueue_posted(session, week, organization_id=number, at=now)
    record_audit(
        session,
        organization_id=number,
        at=now,
        actor_id=member.person.id,
        action=Act.PUBLISH_DIGEST.name,
        detail=f"{week} {step.name} version {history.newest.version + 1}",
    )
