"""The case that a button names, as who pressed it may see it."""

from domain.case_sight import may_see
from domain.case_spread import CaseNotShown
from domain.errors import NotFound
from domain.improvement_case import PublishedCase
from handlers.command import Command, Member
from handlers.deps import Deps
from storage.inbox import is_first
from storage.published_cases import published_case
from storage.session import Session


class AttachmentGone(NotFound):
    def __init__(self) -> None:
        super().__init__("この添付ファイルはなくなりました。事例を開き直して確かめてください。")


async def seen_case(session: Session, command: Command, member: Member) -> PublishedCase:
    """``args["case"]`` is its row. Raises CaseNotShown."""
    case_id = command.row("case")
    case = case_id and await published_case(
        session, organization_id=member.organization.id, case_id=case_id
    )
    if not case or not may_see(member.person, case):
        raise CaseNotShown
    return case


async def is_new_press(
    session: Session, action: str, command: Command, member: Member, deps: Deps
) -> bool:
    """Of that person: a card in a channel is pressed by many, each for themselves.

    What has no nonce says itself what is to be so, and may be said twice.
    """
    if not command.nonce:
        return True
    key = f"{action}:{member.person.id}:{command.nonce}:{sorted(command.args.items())}"
    return await is_first(
        session, organization_id=member.organization.id, event_key=key, at=deps.clock()
    )
