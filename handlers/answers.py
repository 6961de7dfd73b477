"""What is typed while a request is open: an answer, 「やめる」, 「2番目の」, 「はい」, or something else."""

import re

from cards.dialogue import nothing_open_card, which_list_card
from cards.elements import Button
from domain.dialogue import SUBJECT, WHICH_PART, Draft
from handlers import corrections, course
from handlers.command import Command
from handlers.dialogue import (
    ask_again,
    ask_which_part,
    begin,
    chosen,
    go_on,
    go_on_with,
    read_into,
    save,
    stopped,
)
from handlers.reply import Reply, show
from handlers.request import Found, Request
from handlers.requests import request_of
from handlers.rest import put_aside, rest_of, resumable, with_rest
from handlers.subject import require_about_themself
from handlers.talk import Talk
from language.denied import without_denied
from language.dialogue_words import (
    Reference,
    names_part,
    reference_in,
    referred,
    says_anew,
    says_pardon,
    says_resume,
    says_stop,
    says_stop_of_itself,
    says_yes,
)
from language.intents import Intent
from language.leftover import telling_left
from language.normalise import normalise
from language.taken_words import reports_nothing
from language.understanding import Understanding

NOT_READ = "うまく読み取れませんでした。"
ASKED_AGAIN = "わかりにくくてすみません。もう一度お聞きします。"
NO_SUCH = "どれのことかわかりませんでした。番号か名前を送ってください。"
_WANTS = re.compile(
    r"[?]|教えて|おしえて|知りた|見せて|みせて|見たい|ください|下さい|たいです|たい$|ほしい|欲しい|ますか|ですか|って何"
    r"|とは$|設定|状況|一覧|使い方|どう|なに|何[をがの]|いつ(?!も)|どこ|止めて|やめて|送って|変えて|探|ある$|あります"
)
"""What an answer to our question seldom has, and a new request mostly."""


_ASKS_FOR_NOTHING = frozenset({Intent.NONE, Intent.SMALL_TALK})
MOST_BESIDE = 4
"""Telling characters beside the answer, where nothing else is surely asked for: 「昨日、会場で」."""


async def hear_word(talk: Talk) -> Reply | None:
    """The short words that mean the conversation itself; None where none of them is said."""
    text, left = talk.command.text, talk.dialogue.left
    if says_stop(text) and (left or says_stop_of_itself(text)):
        return await stopped(left, talk) if left else show(nothing_open_card())
    if says_resume(text) and (open_one := resumable(talk.dialogue)):
        return await go_on_with(open_one, talk)
    if left and says_yes(text) and (reply := await _yes(left, talk)):
        return reply
    if talk.current and (reply := await _said_wrong(talk.current, talk)):
        return reply
    if talk.current and (reply := await _asked_back(talk.current, talk)):
        return reply
    reference = reference_in(text)
    if reference and (reference.is_all or reference.asks_about):
        return await _pointed_at(reference, talk)
    return None


async def hear_answer(talk: Talk, understood: Understanding) -> Reply | None:
    """To what is spoken about, else to what was put aside last. None where it is neither."""
    for draft in (talk.current, *talk.dialogue.aside[-1:]):
        request = request_of(draft.intent) if draft else None
        if draft and request and (reply := await _answered(request, draft, talk, understood)):
            return reply
    return None


async def _answered(
    request: Request, draft: Draft, talk: Talk, understood: Understanding
) -> Reply | None:
    is_another = understood.intent is not request.intent
    if is_another and _WANTS.search(normalise(talk.command.text)):
        return None
    if request.intent is Intent.COMPLETE_COURSE and reports_nothing(talk.command.text):
        return None
    said, found = await read_into(request, draft, talk)
    if not found or (is_another and _wants_that(understood, talk.command.text, [*found.values()])):
        return None
    if request.is_about_themself:
        await require_about_themself(Command(talk.command.text), talk.member, talk.deps)
    if _is_about_another(draft, said) and not (talk.corrects or draft.asked == WHICH_PART):
        return None if is_another else await begin(request, talk)
    return await go_on(request, said, talk, found=found)


def _wants_that(understood: Understanding, text: str, found: list[Found]) -> bool:
    """What is surely another request wins, unless there is nothing in it but the answer."""
    if any(said.words is None for said in found):
        return False
    is_surely = understood.is_sure and understood.intent not in _ASKS_FOR_NOTHING
    meant = without_denied(text)[0] or text
    beside = telling_left(meant, [word for said in found for word in said.words or ()])
    return beside > (0 if is_surely else MOST_BESIDE)


def _is_about_another(draft: Draft, said: Draft) -> bool:
    """「UI・UXの基礎も受けました」 before 「報告する」."""
    about = draft.value(SUBJECT)
    return about != "" and about != said.value(SUBJECT)


async def not_read(talk: Talk, readings: tuple[Button, ...]) -> Reply | None:
    """The message says nothing that we could take as an answer; None where we do not insist on one."""
    current = talk.current
    request = request_of(current.intent) if current else None
    if current is None or request is None or not request.is_resumed:
        return None
    again = ask_again if current.asked else ask_which_part
    return await again(request, talk, current, trouble=NOT_READ, readings=readings)


async def misread(talk: Talk) -> Reply:
    """「ちがう」 alone: to what is filled, else to how the last message was read."""
    current = talk.current
    request = request_of(current.intent) if current else None
    readings = corrections.other_readings(talk.command.last)
    if current and request and request.on_yes and current.filled:
        return await ask_which_part(request, talk, current, readings=readings)
    return await corrections.misread(readings, talk)


async def _yes(draft: Draft, talk: Talk) -> Reply | None:
    """Only to the card that was shown last; else that is shown again."""
    request = request_of(draft.intent)
    if request is None or request.on_yes is None or draft.asked not in ("", WHICH_PART):
        return None
    is_shown_last = draft == talk.current and not draft.asked
    return await save(request, draft, talk) if is_shown_last else await go_on_with(draft, talk)


async def _said_wrong(draft: Draft, talk: Talk) -> Reply | None:
    """「最初から」「日付が違います」."""
    request, text = request_of(draft.intent), talk.command.text
    if request is None or request.on_yes is None:
        return None
    if says_anew(text):
        return await go_on(request, Draft(draft.intent, nonce=draft.nonce), talk)
    for slot in request.slots:
        if draft.value(slot.name) and names_part(text, slot.called):
            said, found = await read_into(request, draft.without_slot(slot.name), talk)
            return await go_on(request, said, talk, found=found)
    return None


async def _asked_back(draft: Draft, talk: Talk) -> Reply | None:
    """「はい？」 to our question, or only what it is about: 「日付」."""
    request, text = request_of(draft.intent), talk.command.text
    slot = request.slot(draft.asked) if request else None
    if request and (says_pardon(text) or (slot and names_part(text, slot.called))):
        return await ask_again(request, talk, draft, trouble=ASKED_AGAIN)
    return None


async def _pointed_at(reference: Reference, talk: Talk) -> Reply | None:
    """What is asked for is chosen; else the training that was shown is shown again."""
    current, open_one = talk.current, resumable(talk.dialogue)
    if current is None and open_one and reference.is_earlier and reference.is_all:
        return await go_on_with(open_one, talk)
    request = request_of(current.intent) if current else None
    if current and request and (reference.is_all or request.on_yes is None):
        return await _chosen(reference, request, current, talk)
    listed = talk.listed if reference.index is None else talk.listed_several
    if code := referred(reference, listed):
        command = Command(args={"course": code}, place=talk.command.place)
        talk = await put_aside(talk)
        return await with_rest(await course.show_course(command, talk.member, talk.deps), talk)
    return await _which(reference, talk)


async def _chosen(reference: Reference, request: Request, draft: Draft, talk: Talk) -> Reply | None:
    if not draft.asked:
        return await ask_which_part(request, talk, draft, trouble=NO_SUCH)
    offered = talk.listed if draft.asked == SUBJECT else draft.offered
    value = referred(reference, offered)
    if value is None:
        return await ask_again(request, talk, draft, trouble=NO_SUCH) if offered else None
    if draft.asked == WHICH_PART:
        return await go_on(request, draft.without_slot(value), talk)
    slot = request.slot(draft.asked)
    return await go_on(request, chosen(slot, value, draft), talk) if slot else None


async def _which(reference: Reference, talk: Talk) -> Reply | None:
    """「それ」 may be several; 「2番目」 may be of a list that is not known any more."""
    listed, looks = talk.listed, request_of(Intent.COURSE_DETAIL.value)
    if reference.index is not None:
        return show(which_list_card(rest=await rest_of(talk.dialogue, talk)))
    if looks is None or not listed:
        return None
    which = Draft(looks.intent.value, asked=SUBJECT, offered=listed)
    return await ask_again(looks, talk, which)
