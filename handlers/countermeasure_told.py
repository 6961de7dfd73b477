"""「#12、うちではこうしている：…」: said back with what may be about a resident, and put down with 「はい」."""

import hashlib

from cards.countermeasure_confirm import confirm_told_card
from cards.dialogue import Question
from cards.issue_alike import which_issue_card
from cards.trouble import already_done_card
from domain.countermeasure import WHAT_LENGTH, CountermeasureText
from domain.dialogue import Draft, Filled
from domain.issue import Issue
from domain.issue_thread import kept_text
from handlers.case_warnings import warnings_of_words
from handlers.command import Command, Member
from handlers.countermeasure import measure_shown
from handlers.countermeasure_save import add_told, begun, registered
from handlers.deps import Deps
from handlers.reply import Reply, Show, show
from handlers.request import NOTHING, Asking, Found, Request, Slot, Worded
from language.countermeasure_words import countermeasure_told
from language.issue_numbers import issue_number_in
from storage.dialogues import end_draft
from storage.inbox import is_first
from storage.issues import issue_by_number
from storage.organization_lock import hold_organization

ISSUE, WHAT = "issue", "what"
_LARGEST = 1_000_000


async def _read_issue(text: str, asking: Asking) -> Found:
    told = countermeasure_told(kept_text(text))
    number = told[0] if told else None
    if told is None and asking.draft.asked == ISSUE:
        plain = text.strip()
        number = int(plain) if plain.isdecimal() else issue_number_in(text)
    return Found(Filled(str(number))) if number and number < _LARGEST else NOTHING


async def _read_what(text: str, asking: Asking) -> Found:
    told = countermeasure_told(kept_text(text))
    if told:
        return Found(Filled(told[1]))
    what = kept_text(text).strip()
    return Found(Filled(what)) if what and asking.draft.asked == WHAT else NOTHING


async def _problem_with_issue(value: str, asking: Asking) -> str:
    if await issue_told_of(value, asking.member, asking.deps):
        return ""
    return f"課題#{value}はありません。番号を確かめて送ってください。"


async def _ask_issue(_asking: Asking, _found: Found) -> Question:
    return Question("どの課題ですか", "課題の番号を「#12」のように送ってください。")


async def _ask_what(_asking: Asking, _found: Found) -> Question:
    return Question("どうしていますか", "うちの課でしていることを、文章で送ってください。")


async def _confirm(asking: Asking) -> Show:
    draft, member, deps = asking.draft, asking.member, asking.deps
    issue = await issue_told_of(draft.value(ISSUE), member, deps)
    if issue is None:  # gone within this turn
        return show(which_issue_card(_number(draft.value(ISSUE))))
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
    return f"課題#{asking.draft.value(ISSUE)}の対応策"


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
        asked = _number(command.args.get(ISSUE, ""))
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
            ask=_ask_issue,
            problem=_problem_with_issue,
            called=("課題の番号", "番号", "課題"),
        ),
        Slot(WHAT, read=_read_what, ask=_ask_what, called=("していること", "内容")),
    ),
    finish=_confirm,
    describe=_describe,
    on_yes=_tell,
)


async def issue_told_of(value: str, member: Member, deps: Deps) -> Issue | None:
    async with deps.database.read() as session:
        return await issue_by_number(
            session, organization_id=member.organization.id, number=_number(value)
        )


def _number(value: str) -> int:
    """0 of what is none, which no issue has."""
    is_number = value.isascii() and value.isdecimal() and len(value) < len(str(_LARGEST))
    return int(value) if is_number else 0


def digest_of(said: str) -> str:
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def once_of(command: Command, member: Member) -> str:
    return f"form:{member.person.id}:{command.nonce}"
