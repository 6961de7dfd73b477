"""What is typed while a request is open: an answer, 「やめる」, 「2番目の」, 「はい」, or something else."""

import re

from cards.dialogue import nothing_open_card
from cards.elements import Button
from domain.dialogue import Draft, Filled
from handlers import course
from handlers.command import Command
from handlers.dialogue import ask_again, go_on, read_into, stopped
from handlers.reply import Reply, show
from handlers.request import Request
from handlers.requests import request_of
from handlers.rest import values_of, with_rest
from handlers.talk import Talk, talk_of
from language.dialogue_words import (
    Reference,
    reference_in,
    referred,
    says_resume,
    says_stop,
    says_stop_of_itself,
    says_yes,
)
from language.normalise import normalise
from language.understanding import Understanding

NOT_READ = "うまく読み取れませんでした。"
NO_SUCH = "どれのことかわかりませんでした。番号か名前を送ってください。"
_WANTS = re.compile(
    r"[?]|教えて|おしえて|知りた|見せて|みせて|見たい|ください|下さい|たいです|たい$|ほしい|欲しい|ますか|ですか|って何"
    r"|とは$|設定|状況|一覧|使い方|どう|なに|何[をがの]|いつ(?!も)|どこ|止めて|やめて|送って|変えて|探|ある$|あります"
)
"""What an answer to our question seldom has, and a new request mostly."""


async def hear_word(talk: Talk) -> Reply | None:
    """The short words that mean the conversation itself; None where none of them is said."""
    text, left = talk.command.text, talk.dialogue.left
    if says_stop(text) and (left or says_stop_of_itself(text)):
        return await stopped(left, talk) if left else show(nothing_open_card())
    if left and says_resume(text) and (request := request_of(left.intent)):
        return await ask_again(request, talk, left)
    current = talk.current
    if current and not current.asked and says_yes(text):
        return await _yes(current, talk)
    reference = reference_in(text)
    return await _pointed_at(reference, talk) if reference and reference.is_all else None


async def hear_answer(talk: Talk, understood: Understanding) -> Reply | None:
    """None where nothing is open, or the message wants something else."""
    current = talk.current
    request = request_of(current.intent) if current else None
    if current is None or request is None:
        return None
    is_another = understood.intent is not request.intent
    if is_another and _WANTS.search(normalise(talk.command.text)):
        return None
    draft, found = await read_into(request, current, talk)
    if _says_more_than_it(request, current, draft, understood):
        return None
    if found:
        return await go_on(request, draft, talk, instead_of=current, found=found)
    return None


def _says_more_than_it(
    request: Request, current: Draft, draft: Draft, understood: Understanding
) -> bool:
    """The same request anew, for something else: 「RPA入門も受けました」 before 「報告する」."""
    first = request.slots[0].name
    is_anew = understood.is_sure and understood.intent is request.intent
    return bool(is_anew and current.value(first) and current.value(first) != draft.value(first))


async def not_read(talk: Talk, readings: tuple[Button, ...]) -> Reply | None:
    """The message says nothing that we could take as an answer; None where we do not insist on one."""
    current = talk.current
    request = request_of(current.intent) if current and current.asked else None
    if current is None or request is None or not request.is_resumed:
        return None
    return await ask_again(request, talk, current, trouble=NOT_READ, readings=readings)


async def _yes(draft: Draft, talk: Talk) -> Reply | None:
    request = request_of(draft.intent)
    if request is None or request.on_yes is None:
        return None
    command = Command(args=values_of(draft), nonce=draft.nonce, place=talk.command.place)
    reply = await request.on_yes(command, talk.member, talk.deps)
    return await with_rest(reply, await talk_of(command, talk.member, talk.deps))


async def _pointed_at(reference: Reference, talk: Talk) -> Reply | None:
    """A choice of what is asked for; else the training that was shown."""
    current = talk.current
    request = request_of(current.intent) if current and current.asked else None
    if current and request:
        value = referred(reference, current.offered)
        if value is None:
            return (
                await ask_again(request, talk, current, trouble=NO_SUCH)
                if current.offered
                else None
            )
        draft = current.with_slot(current.asked, Filled(value))
        return await go_on(request, draft, talk, instead_of=current)
    code = referred(reference, talk.listed)
    if code is None:
        return None
    command = Command(args={"course": code}, place=talk.command.place)
    return await with_rest(await course.show_course(command, talk.member, talk.deps), talk)
