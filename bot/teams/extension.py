"""The message extension: trainings to put into a message, and a message as a question.

https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/what-are-messaging-extensions
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.teams.answers import Answer
from bot.teams.attachments import card_attachment
from bot.teams.inbound import InboundActivity
from bot.teams.payloads import Heard, Place, written_in_html
from bot.teams.responder import Responder
from cards.elements import Button, Buttons, Card
from cards.renderers import teams
from handlers.reply import Body, Pressed, Reply, Said, Show
from language.intents import Intent

RESULTS = 8
_SHOW_COURSE = "course.show"


def question(activity: InboundActivity) -> Heard:
    """``composeExtension/fetchTask`` from a message: its words."""
    message = _part(activity.value, "messagePayload")
    content = str(_part(message, "body").get("content") or "")
    return Heard(Said(written_in_html(content)), activity.id)


@dataclass(frozen=True, slots=True)
class Extension:
    responder: Responder

    async def search(self, activity: InboundActivity, place: Place) -> Answer:
        """``composeExtension/query``: the trainings that the words name; at first what comes next."""
        reply = await self.responder.reply(Heard(_query(activity.value), activity.id), place)
        return results(await self._each_course(reply, activity.id, place))

    async def _each_course(self, reply: Reply, event: str, place: Place) -> list[Card]:
        """The courses that an answer offers to show, or else the answer itself."""
        offered = list(_courses_offered(reply))[:RESULTS]
        if not offered:
            return list(_cards(reply))
        shown: list[Card] = []
        for number, button in enumerate(offered, start=1):
            pressed = Heard(Pressed(button.action, button.args), f"{event}:{number}")
            shown += _cards(await self.responder.reply(pressed, place))
        return shown


def results(cards: Iterable[Card]) -> Answer:
    """A list to choose from; what is chosen goes into the message that is being written."""
    attachments = [_result(card) for card in cards]
    result = {"type": "result", "attachmentLayout": "list", "attachments": attachments}
    return Answer({"composeExtension": result})


def _query(value: object) -> Body:
    """Teams sends ``initialRun`` before anything is typed."""
    parameters = value.get("parameters") if isinstance(value, dict) else None
    given = [p for p in parameters if isinstance(p, dict)] if isinstance(parameters, list) else []
    words = {str(p.get("name")): str(p.get("value") or "") for p in given}
    words.pop("initialRun", None)
    text = " ".join(filter(None, words.values())).strip()
    if not text:
        return Pressed("training.next")
    return Pressed("intent.choose", {"intent": Intent.FIND_COURSE.value, "text": text})


def _courses_offered(reply: Reply) -> Iterator[Button]:
    for card in _cards(reply):
        for element in card.elements:
            if isinstance(element, Buttons):
                yield from (b for b in element.buttons if b.action == _SHOW_COURSE)


def _cards(reply: Reply) -> tuple[Card, ...]:
    return reply.cards if isinstance(reply, Show) else ()


def _result(card: Card) -> Mapping[str, Any]:
    """The card, and the two lines that stand for it in the list."""
    preview = {
        "contentType": "application/vnd.microsoft.card.thumbnail",
        "content": {"title": card.title, "text": card.summary},
    }
    return card_attachment(teams.render(card)[0]) | {"preview": preview}


def _part(value: object, name: str) -> Mapping[str, Any]:
    part = value.get(name) if isinstance(value, dict) else None
    return part if isinstance(part, dict) else {}
