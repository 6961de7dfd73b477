"""「同じ課題ですか？」: which issues of any department are near, with the words that tie them, and what
people say of them. 「同じ課題の部署ある？」.
"""

import asyncio
from collections.abc import Sequence

from cards.elements import Card
from cards.issue_alike import (
    NearShown,
    alike_card,
    found_alike_card,
    nothing_alike_card,
    which_issue_card,
)
from cards.trouble import already_done_card, out_of_date_card
from domain.issue import Issue
from domain.issue_board import of_their_own
from domain.issue_link import IssueLink, LinkKind, said_of
from domain.issue_rights import IssueAct, may, require
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.desk import is_first_press
from handlers.issue_index import StillReading
from handlers.issue_seen import issue_of, names_of
from handlers.issue_shelf import NearIssue
from handlers.reply import Reply, Update, show
from language.asked_query import asked_query
from language.issue_numbers import issue_number_in
from language.issue_text import issue_said
from language.issue_ties import ties
from storage.audit import record_audit
from storage.issue_links import link_issues, links_of, unlink_issues
from storage.issues import issue_by_number, issues_that
from storage.session import Session

_KINDS = {"same": LinkKind.SAME, "related": LinkKind.RELATED, "different": LinkKind.DIFFERENT}
MOST_SAID = 10
"""Answers shown besides the nearest."""
LEAST_ASKED = 3
"""Characters of a question that say what it is about."""


async def alike_cards(issue: Issue, member: Member, deps: Deps) -> tuple[Card, ...]:
    """After it was registered or rewritten; none where nothing is near, or not known yet."""
    try:
        shown = await _near(issue, member, deps)
    except StillReading:
        return ()
    return (_card(issue, shown, deps),) if shown else ()


async def show_alike(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises IssueGone, StillReading."""
    async with deps.database.read() as session:
        issue = await issue_of(
            session, command.row("issue"), organization_id=member.organization.id
        )
    return show(await _alike(issue, member, deps))


async def link(command: Command, member: Member, deps: Deps) -> Reply:
    """「同じ」「関係あり」「違う」. Raises IssueGone, NotAllowed, LinkToItself, StillReading."""
    kind = _KINDS.get(command.args.get("kind", ""))
    if kind is None or not command.nonce:
        return show(out_of_date_card())
    number, now = member.organization.id, deps.clock()
    async with deps.database.begin() as session:
        if not await is_first_press(command, member, session, deps):
            return show(already_done_card())
        issue, other = await _pair(command, member, session)
        if await link_issues(
            session,
            issue.id,
            other.id,
            kind,
            organization_id=number,
            staff_id=member.person.id,
            at=now,
        ):
            _note(session, f"LINK_ISSUES {kind.name}", issue, other, member, deps)
    return Update(await _alike(issue, member, deps))


async def unlink(command: Command, member: Member, deps: Deps) -> Reply:
    """「取り消す」. Raises IssueGone, NotAllowed, LinkToItself, StillReading."""
    if not command.nonce:
        return show(out_of_date_card())
    number, now = member.organization.id, deps.clock()
    async with deps.database.begin() as session:
        if not await is_first_press(command, member, session, deps):
            return show(already_done_card())
        issue, other = await _pair(command, member, session)
        if await unlink_issues(
            session, issue.id, other.id, organization_id=number, by=member.person.id, at=now
        ):
            _note(session, "UNLINK_ISSUES", issue, other, member, deps)
    return Update(await _alike(issue, member, deps))


async def similar_issues(command: Command, member: Member, deps: Deps) -> Reply:
    """A message: of a numbered issue, of what the question itself is about, or else of the newest issue
    of their own section.

    Raises StillReading.
    """
    number = issue_number_in(command.text)
    if number is not None:
        async with deps.database.read() as session:
            issue = await issue_by_number(
                session, organization_id=member.organization.id, number=number
            )
        return show(await _alike(issue, member, deps) if issue else which_issue_card(number))
    asked = asked_query(command.text, left_out=[])
    if len(asked) < LEAST_ASKED:
        newest = await _newest_of_section(member, deps)
        return show(await _alike(newest, member, deps) if newest else which_issue_card())
    near = await deps.issues.nearest(member, asked, deps)
    if not near:
        return show(nothing_alike_card(asked))
    tied = await asyncio.to_thread(_tied, asked, near)
    return show(found_alike_card([NearShown(issue=n.issue, ties=t) for n, t in tied], asked))


async def _newest_of_section(member: Member, deps: Deps) -> Issue | None:
    """What 「同じ課題」 is about where nothing else is said."""
    wanted = of_their_own(member.person.main_post)
    async with deps.database.read() as session:
        found = await issues_that(
            session,
            wanted,
            organization_id=member.organization.id,
            now=deps.clock(),
            limit=1,
        )
    return next(iter(found), None)


async def _pair(command: Command, member: Member, session: Session) -> tuple[Issue, Issue]:
    number = member.organization.id
    issue = await issue_of(session, command.row("issue"), organization_id=number)
    other = await issue_of(session, command.row("other"), organization_id=number)
    require(IssueAct.LINK, member.person, issue, other)
    return issue, other


async def _alike(issue: Issue, member: Member, deps: Deps) -> Card:
    """What is near and what was said, as it stands now. Raises StillReading."""
    return _card(issue, await _near(issue, member, deps), deps)


def _card(issue: Issue, shown: Sequence[NearShown], deps: Deps) -> Card:
    return alike_card(issue, shown, today=deps.clock().date(), nonce=deps.new_nonce())


async def _near(issue: Issue, member: Member, deps: Deps) -> tuple[NearShown, ...]:
    """The nearest first, then the others of which something was said."""
    said = issue_said(issue.text.title, issue.text.said)
    near = await deps.issues.nearest(member, said, deps, but=[issue.id])
    tied = await asyncio.to_thread(_tied, said, near)
    number = member.organization.id
    async with deps.database.read() as session:
        links = said_of(issue.id, await links_of(session, [issue.id], organization_id=number))
        shown = {near.issue.id for near, _ in tied}
        others = [each for each in links if each not in shown][:MOST_SAID]
        rest = [await issue_of(session, each, organization_id=number) for each in others]
        names = await names_of(
            session, (each.staff_id for each in links.values()), organization_id=number
        )

    def as_shown(other: Issue, words: Sequence[tuple[str, str]] = ()) -> NearShown:
        said: IssueLink | None = links.get(other.id)
        return NearShown(
            issue=other,
            ties=words,
            said=said,
            said_by=names.get(said.staff_id, "") if said else "",
            may_say=may(IssueAct.LINK, member.person, issue, other),
        )

    return (*(as_shown(each.issue, words) for each, words in tied), *map(as_shown, rest))


def _tied(
    said: str, near: Sequence[NearIssue]
) -> list[tuple[NearIssue, tuple[tuple[str, str], ...]]]:
    return [
        (each, ties(said, issue_said(each.issue.text.title, each.issue.text.said))) for each in near
    ]


def _note(
    session: Session, action: str, issue: Issue, other: Issue, member: Member, deps: Deps
) -> None:
    record_audit(
        session,
        organization_id=member.organization.id,
        at=deps.clock(),
        actor_id=member.person.id,
        action=action.split()[0],
        subject_id=issue.author_id,
        detail=f"issue {issue.id} issue {other.id} {action.partition(' ')[2]}".strip(),
    )
