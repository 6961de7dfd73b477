"""「#12を解決にして」: said back, and saved with 「はい」."""

from cards.dialogue import Choice, Question
from cards.elements import Card
from cards.issue import issue_card
from cards.issue_alike import which_issue_card
from cards.issue_moved import confirm_move_card
from cards.trouble import already_done_card, out_of_date_card
from domain.dialogue import Draft, Filled
from domain.issue import Issue, IssueState, Standing, moved, states_after
from domain.issue_rights import IssueAct, require
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.issue_move import write_move
from handlers.issue_seen import shown_to
from handlers.issue_slot import (
    ask_issue,
    called,
    found_number,
    issue_numbered,
    number_kept,
    number_typed,
    problem_with_issue,
)
from handlers.reply import Reply, Show, show
from handlers.request import NOTHING, Asking, Found, Request, Slot
from language.intents import Intent
from language.issue_state_words import StateWish, state_alone, state_wished
from storage.dialogues import end_draft
from storage.inbox import is_first
from storage.issues import issue_by_number
from storage.organization_lock import hold_organization

ISSUE, STATE = "issue", "state"
_STATES = {each.value: each for each in IssueState}


async def _read_issue(text: str, _asking: Asking) -> Found:
    wish = state_wished(text)
    return found_number(wish.number if wish else number_typed(text))


async def _read_state(text: str, _asking: Asking) -> Found:
    wish = state_wished(text)
    state = wish.state if wish else state_alone(text)
    return Found(Filled(state.value)) if state else NOTHING


async def _problem_with_state(value: str, asking: Asking) -> str:
    """Also of a button that nobody has made."""
    issue = await issue_numbered(asking.draft.value(ISSUE), asking.member, asking.deps)
    if value not in _STATES or issue is None:
        return "その状態にはできません。次から選んでください。"
    may_become = (issue.standing.state, *states_after(issue.standing.state))
    if _STATES[value] not in may_become:
        return f"{issue.name}は、いま「{issue.standing.state}」です。次から選んでください。"
    return ""


async def _ask_state(asking: Asking, _found: Found) -> Question:
    issue = await issue_numbered(asking.draft.value(ISSUE), asking.member, asking.deps)
    states = states_after(issue.standing.state) if issue else tuple(IssueState)
    choices = tuple(Choice(each.value, each.value) for each in states)
    return Question("どの状態にしますか", "課題の状態を選んでください。", choices)


async def _confirm(asking: Asking) -> Show:
    """Raises NotAllowed."""
    draft = asking.draft
    issue = await issue_numbered(draft.value(ISSUE), asking.member, asking.deps)
    if issue is None:  # gone within this turn
        return show(which_issue_card(number_kept(draft.value(ISSUE))))
    require(IssueAct.MOVE, asking.member.person, issue)
    if issue.standing.state is _STATES[draft.value(STATE)]:
        return show(await _as_it_is(issue, asking.member, asking.deps))
    return show(confirm_move_card(issue, _STATES[draft.value(STATE)], nonce=draft.nonce))


async def _describe(asking: Asking) -> str:
    return f"{called(asking.draft.value(ISSUE))}の変更"


async def move_said(command: Command, member: Member, deps: Deps) -> Show:
    """「はい」, pressed or typed. Saved once for each card. Raises NotAllowed, ImpossibleState."""
    state = _STATES.get(command.args.get(STATE, ""))
    if not command.nonce or state is None:
        return show(out_of_date_card())
    number = member.organization.id
    asked = number_kept(command.args.get(ISSUE, ""))
    async with deps.database.begin() as session:
        await hold_organization(session, organization_id=number)
        said = Draft(Intent.UPDATE_ISSUE.value)
        await end_draft(session, said, organization_id=number, staff_id=member.person.id)
        once = f"form:{member.person.id}:{command.nonce}"
        if not await is_first(session, organization_id=number, event_key=once, at=deps.clock()):
            return show(already_done_card())
        issue = await issue_by_number(session, organization_id=number, number=asked)
        if issue is None:
            return show(which_issue_card(asked))
        require(IssueAct.MOVE, member.person, issue)
        was = issue.standing
        if was.state is state:
            return show(await _as_it_is(issue, member, deps))
        standing = Standing(state, was.stage, was.owner_id)
        after = moved(issue, standing, at=deps.clock())
        await write_move(session, after, issue, "", member, deps)
        shown = await shown_to(session, after, member.person, organization_id=number)
    deps.outbox_filled.set()
    done = f"{after.name}を「{state}」にしました。"
    return show(issue_card(shown, today=deps.clock().date(), done=done))


MOVE_IN_WORDS = Request(
    Intent.UPDATE_ISSUE,
    slots=(
        Slot(
            ISSUE,
            read=_read_issue,
            ask=ask_issue,
            problem=problem_with_issue,
            called=("課題の番号", "番号", "課題"),
        ),
        Slot(
            STATE,
            read=_read_state,
            ask=_ask_state,
            problem=_problem_with_state,
            called=("状態",),
        ),
    ),
    finish=_confirm,
    describe=_describe,
    on_yes=move_said,
)


async def not_asked_for(wish: StateWish, member: Member, deps: Deps) -> Reply | None:
    """What is to be said instead of asking; None where it may be moved so. Raises NotAllowed."""
    issue = await issue_numbered(str(wish.number), member, deps)
    if issue is None:
        return show(which_issue_card(wish.number))
    require(IssueAct.MOVE, member.person, issue)
    if issue.standing.state is wish.state:
        return show(await _as_it_is(issue, member, deps))
    return None


async def _as_it_is(issue: Issue, member: Member, deps: Deps) -> Card:
    """It stands there already."""
    async with deps.database.read() as session:
        shown = await shown_to(
            session, issue, member.person, organization_id=member.organization.id
        )
    done = f"{issue.name}は、もう「{issue.standing.state}」です。"
    return issue_card(shown, today=deps.clock().date(), done=done)
