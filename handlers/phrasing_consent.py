"""「AIの言い換え」: whether texts of the digest go to a language model, read by all, decided by the secretariat."""

from datetime import datetime

from cards.phrasing_consent import consent_card
from domain.people import Person
from domain.permissions import Act, is_allowed, require
from domain.phrasing import NoPhraser
from domain.phrasing_consent import Destination, PhrasingConsent
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.reply import Reply, show
from storage.audit import record_audit
from storage.people import people_ever
from storage.phrasing_consents import (
    end_phrasing_consent,
    keep_phrasing_consent,
    phrasing_consent,
)
from storage.session import Session


async def show_consent(_command: Command, member: Member, deps: Deps) -> Reply:
    """Everybody whose words may leave may read whether they do."""
    return await _shown(member, deps)


async def agree(command: Command, member: Member, deps: Deps) -> Reply:
    """To the destination that stood on the card. Raises NotAllowed, NoPhraser."""
    require(Act.AGREE_TO_PHRASING, actor=member.person, subject=member.person)
    destination = _destination(deps)
    if destination is None:
        raise NoPhraser
    if command.args.get("to") != destination.key:
        return await _shown(member, deps, done="送り先が変わりました。もう一度お読みください。")
    number = member.organization.id
    async with deps.database.begin() as session:
        await put_down_consent(
            session, destination, by=member.person, organization_id=number, at=deps.clock()
        )
    return await _shown(member, deps, done="同意を記録しました。")


async def end(_command: Command, member: Member, deps: Deps) -> Reply:
    """Raises NotAllowed."""
    require(Act.AGREE_TO_PHRASING, actor=member.person, subject=member.person)
    number = member.organization.id
    async with deps.database.begin() as session:
        has_ended = await take_back_consent(
            session, by=member.person, organization_id=number, at=deps.clock()
        )
    done = "やめました。これから作るまとめから、何も送りません。" if has_ended else ""
    return await _shown(member, deps, done=done)


async def put_down_consent(
    session: Session,
    destination: Destination,
    *,
    by: Person,
    organization_id: int,
    at: datetime,
) -> None:
    """Nothing where it stands already: who agreed first stays."""
    standing = await phrasing_consent(session, organization_id=organization_id)
    if standing is not None and standing.covers(destination):
        return
    consent = PhrasingConsent(destination, by.id, at)
    await keep_phrasing_consent(session, consent, organization_id=organization_id)
    record_audit(
        session,
        organization_id=organization_id,
        at=at,
        actor_id=by.id,
        action="PHRASING_ON",
        detail=f"{destination.place} {destination.model}",
    )


async def take_back_consent(
    session: Session, *, by: Person | None, organization_id: int, at: datetime
) -> bool:
    """False where there was none. ``by`` is None of whoever sits at the command line."""
    has_ended = await end_phrasing_consent(session, organization_id=organization_id)
    if has_ended:
        actor = by.id if by else None
        record_audit(
            session, organization_id=organization_id, at=at, actor_id=actor, action="PHRASING_OFF"
        )
    return has_ended


async def _shown(member: Member, deps: Deps, *, done: str = "") -> Reply:
    number = member.organization.id
    async with deps.database.read() as session:
        consent = await phrasing_consent(session, organization_id=number)
        ids = [consent.staff_id] if consent else []
        agreed = await people_ever(session, organization_id=number, ids=ids)
    may_decide = is_allowed(Act.AGREE_TO_PHRASING, actor=member.person, subject=member.person)
    return show(
        consent_card(
            consent,
            _destination(deps),
            who=agreed[0].name if agreed else "",
            may_decide=may_decide,
            today=deps.clock().date(),
            done=done,
            nonce=deps.new_nonce(),
        )
    )


def _destination(deps: Deps) -> Destination | None:
    phraser = deps.phrasings.phraser
    return phraser.destination if phraser else None
