"""「#12、うちではこうしている：…」: said back with what may be about a resident, and put down with 「はい」."""

import hashlib

from cards.countermeasure_confirm import confirm_told_card
from cards.dialogue import Question
from cards.issue_alike import which_issue_card
from cards.trouble import already_done_card
from domain.countermeasure import WHAT_LENGTH, CountermeasureText
from domain.dialogue import Draft, Filled
from domain.issue_thread import kept_text
from handlers.case_warnings import warnings_of_words
from handlers.command import Command, Member
from handlers.countermeasure import measure_shown
from handlers.countermeasure_added import add_told, begun, registered
from handlers.deps import Deps
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
from handlers.request import NOTHING, Asking, Found, Request, Slot, Worded
from language.countermeasure_words import countermeasure_told
from storage.dialogues import end_draft
from storage.inbox import is_first
from storage.issues import issue_by_number
from storage.organization_lock import hold_organization

ISSUE, WHAT = "issue", "what"


async def _read_issue(text: str, asking: Asking) -> Found:
    """Of what is said about the issue itself, numbers are none of issues."""
    told = countermeasure_told(kept_text(text))
    if told:
        return found_number(told[0])
    return found_number(number_typed(text)) if asking.draft.asked == ISSUE else NOTHING


async def _read_what(text: str, asking: Asking) -> Found:
    told = countermeasure_told(kept_text(text))
    if told:
        return Found(Filled(told[1]))
    what = kept_text(text).strip()
    return Found(Filled(what)) if what and asking.draft.asked == WHAT else NOTHING


async def _ask_what(_asking: Asking, _found: Found) -> Question:
    return Question("どうしていますか", "うちの課でしていることを、文章で送ってください。")


async def _confirm(asking: Asking) -> Show:
    draft, member, deps = asking.draft, asking.member, asking.deps
    issue = await issue_numbered(draft.value(ISSUE), member, deps)
    if issue is None:  # gone within this turn
        return show(which_issue_card(number_kept(draft.value(ISSUE))))
    said = draft.value(WHAT)
    card = confirm_told_card(
        issue,
        said[:WHAT_LENGTH],
        is_cut=len(said) > WHAT_LENGTH,
        warnings=await warnings_of_words(said[:WHAT_LENGTH], member, deps),
        place=member.person.main_post.place,
        intent=draft.intent,
        digest=digest_of(said),
        nonce=draft.nonce,
    )
    return show(card)


async def _describe(asking: Asking) -> str:
    return f"{called(asking.draft.value(ISSUE))}の対応策"


async def _tell(command: Command, member: Member, deps: Deps) -> Reply:
    """「はい」. Put down once for each card."""
    number, what = member.organization.id, command.args.get(WHAT, "")
    async with deps.database.begin() as session:
        await hold_organization(session, organization_id=number)
        open_one = Draft(Worded.TELL_COUNTERMEASURE.value)
        await end_draft(session, open_one, organization_id=number, staff_id=member.person.id)
        once = once_of(command, member)
        if not await is_first(session, organization_id=number, event_key=once, at=deps.clock()):
            return show(already_done_card())
        asked = number_kept(command.args.get(ISSUE, ""))
        issue = await issue_by_number(session, organization_id=number, number=asked)
        if issue is None:
            return show(which_issue_card(asked))
        post = member.person.main_post
        text = CountermeasureText(
            what=what[:WHAT_LENGTH], department=post.department, section=post.section
        )
        told = begun(issue, text, author_id=member.person.id, at=deps.clock())
        added = await add_told(session, told, issue, member, deps)
    deps.outbox_filled.set()
    done = f"{registered(added, issue)}道具や効果は「対応策を直す」から書き足せます。"
    return show(await measure_shown(added.id, member, deps, done=done))


TELL_IN_WORDS = Request(
    Worded.TELL_COUNTERMEASURE,
    slots=(
        Slot(
            ISSUE,
            read=_read_issue,
            ask=ask_issue,
            problem=problem_with_issue,
            called=("課題の番号", "番号", "課題"),
        ),
        Slot(WHAT, read=_read_what, ask=_ask_what, called=("していること", "内容")),
    ),
    finish=_confirm,
    describe=_describe,
    on_yes=_tell,
)


def digest_of(said: str) -> str:
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def once_of(command: Command, member: Member) -> str:
    return f"form:{member.person.id}:{command.nonce}"
