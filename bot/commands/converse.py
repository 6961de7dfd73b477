"""``kakehashi chat`` and ``kakehashi understand``."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, assert_never

import click

from bot.commands.options import (
    json_lines,
    policy_option,
    put_json,
    run_async,
    settings_with,
)
from bot.demo import settings_of_demo
from bot.main import open_bot
from bot.national_holidays import is_national_holiday
from bot.settings import Settings
from cards.elements import Card
from cards.renderers import plain_text
from domain.errors import DomainError
from handlers.reply import (
    Actor,
    Conversation,
    Incoming,
    MadeFile,
    Nothing,
    OpenForm,
    RejectFields,
    Reply,
    Said,
    Show,
    Update,
)
from language.gazetteer import CourseNames
from language.model import trained_understander
from language.slots import SlotReader
from samples.names import course_names, places


@click.command(help="サンプルの市の職員として、ひとこと話しかける")
@click.option("--as", "email", metavar="EMAIL", required=True, help="だれとして話すか")
@click.argument("text", metavar="TEXT")
@policy_option
def chat(email: str, text: str, policy_name: str | None) -> None:
    if "@" not in email:
        raise NotAnEmail
    reply = run_async(_chat(settings_with(policy_name), email=email, text=text))
    click.echo(in_plain_text(reply))


class NotAnEmail(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "--as には、名簿のメールアドレスを書いてください（例：ichikawa.haruka@kakehashi.example）。"
        )


@click.command(help='文の意図を読み取る（JSON Lines: {"text", "today"?}）')
def understand() -> None:
    understander = trained_understander()
    reader = SlotReader(CourseNames(course_names()), places(), is_national_holiday)
    for number, line in json_lines('{"text": "…"}', text="text"):
        text, today = line["text"], _today(number, line)
        understood = understander.understand(text)
        put_json(
            {
                "intent": understood.intent.value,
                "confidence": round(understood.confidence, 4),
                "slots": dict(reader.slots(text, intent=understood.intent, today=today)),
            }
        )


class NotADay(DomainError):
    def __init__(self, number: int) -> None:
        super().__init__(f"標準入力の{number}行目の today は 2026-11-21 の形で書いてください。")


def _today(number: int, line: Mapping[str, Any]) -> date | None:
    """The day on which the text is said. Raises NotADay."""
    today = line.get("today")
    if today is None:
        return None
    try:
        return date.fromisoformat(today)
    except (TypeError, ValueError):
        raise NotADay(number) from None


def in_plain_text(reply: Reply) -> str:
    """What a terminal shows of a reply."""
    match reply:
        case Show(cards, files=files):
            return _in_paragraphs(cards, files)
        case Update(card, then, files=files):
            return _in_paragraphs((card, *then), files)
        case OpenForm(form) | RejectFields(form):
            return plain_text.render_form(form)
        case Nothing():
            return ""
        case _:
            assert_never(reply)


def _in_paragraphs(cards: Iterable[Card], files: Iterable[MadeFile]) -> str:
    """A terminal takes no file: where it can be had."""
    elsewhere = "は、ウェブの画面（kakehashi demo）で受け取ってください。"
    return "\n\n".join(
        [
            *(plain_text.render(card) for card in cards),
            *(f"ファイル「{file.name}」{elsewhere}" for file in files),
        ]
    )


async def _chat(settings: Settings, *, email: str, text: str) -> Reply:
    async with open_bot(await settings_of_demo(settings)) as bot:
        incoming = Incoming(
            organization=bot.deployment.organization.key,
            actor=Actor(platform="terminal", platform_id=email, email=email),
            conversation=Conversation(id="terminal"),
            body=Said(text),
            event_id=str(uuid.uuid4()),
        )
        return await bot.respond(incoming)
