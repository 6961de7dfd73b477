"""A new 対応策 is put down, drawn on the cards of its issues, and told to whom it concerns."""

from datetime import datetime

from cards.countermeasure import Target
from domain.countermeasure import Countermeasure, CountermeasureText
from domain.issue import Issue
from handlers.command import Member
from handlers.countermeasure_notice import tell_those_concerned
from handlers.deps import Deps
from handlers.issue_publish import enqueue_changed
from storage.audit import record_audit
from storage.countermeasures import add_countermeasure
from storage.session import Session


def registered(added: Countermeasure, of: Target) -> str:
    return f"{added.name}として、{of.called}に登録しました。"


def begun(
    of: Target,
    text: CountermeasureText,
    *,
    author_id: int,
    at: datetime,
    message_id: int | None = None,
    case_id: int | None = None,
) -> Countermeasure:
    """Not numbered yet."""
    is_issue = isinstance(of, Issue)
    return Countermeasure(
        id=0,
        number=0,
        issue_id=of.id if is_issue else None,
        group_id=None if is_issue else of.id,
        author_id=author_id,
        text=text,
        version=1,
        created_at=at,
        touched_at=at,
        message_id=message_id,
        case_id=case_id,
    )


async def add_told(
    session: Session, told: Countermeasure, of: Target, member: Member, deps: Deps
) -> Countermeasure:
    """In one transaction: put down, drawn on the issue's card, and told to whom it concerns.

    Whoever calls sets ``deps.outbox_filled`` after that.
    """
    number = member.organization.id
    added = await add_countermeasure(
        session, told, organization_id=number, editor_id=member.person.id
    )
    note_countermeasure(session, "TELL_COUNTERMEASURE", added, member, deps)
    await tell_those_concerned(session, added, of, member, at=deps.clock())
    await draw_anew(session, of, member, deps)
    return added


async def draw_anew(session: Session, of: Target, member: Member, deps: Deps) -> None:
    """The cards of its issues in the channel."""
    ids = (of.id,) if isinstance(of, Issue) else of.issue_ids
    for issue_id in ids:
        await enqueue_changed(
            session, issue_id, organization_id=member.organization.id, at=deps.clock()
        )


def note_countermeasure(
    session: Session, action: str, measure: Countermeasure, member: Member, deps: Deps
) -> None:
    record_audit(
        session,
        organization_id=member.organization.id,
        at=deps.clock(),
        actor_id=member.person.id,
        action=action,
        subject_id=measure.author_id,
        detail=f"countermeasure {measure.id} version {measure.version}",
    )
