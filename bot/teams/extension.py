"""The message extension: trainings to put into a message, and a message as a question.

https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/what-are-messaging-extensions
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.teams.answers import Answer
from bot.teams.attachments import card_attachment
from bot.teams.inbound import InboundActivity
from bot.teams.payloads import Heard, Place, event_of, written_in_html
from bot.teams.responder import Responder
from cards.elements import Card
from cards.renderers import teams
from handlers.reply import Pressed, Reply, Said, Show

NOTHING = "見つかりませんでした。"


REPORT_AS_CASE, RAISE_AS_ISSUE, MARK_MESSAGE = "reportCase", "raiseIssue", "markMessage"
_FORMS = {REPORT_AS_CASE: "case.write", RAISE_AS_ISSUE: "issue.write"}
"""What fills a form, by the command of the manifest."""


def question(activity: InboundActivity) -> Heard:
    """``composeExtension/fetchTask`` from a message: its words, to be answered or to fill the form
    of an improvement case or an issue; or which one it is, to be marked. Its files stay where they are: Teams gives a bot none of a channel's.
    """
    message = _part(activity.value, "messagePayload")
    words = written_in_html(str(_part(message, "body").get("content") or ""))
    value = activity.value if isinstance(activity.value, dict) else {}
    command = str(value.get("commandId"))
    if command == MARK_MESSAGE:
        told = {"message": str(message.get("id") or "")}
        return Heard(Pressed("issue.message", told), event_of(activity))
    form = _FORMS.get(command)
    body = Pressed(form, {"text": words}) if form else Said(words)
    return Heard(body, event_of(activity))


@dataclass(frozen=True, slots=True)
class Extension:
    responder: Responder

    async def search(self, activity: InboundActivity, place: Place) -> Answer:
        """``composeExtension/query``: the trainings that the words name; at first what comes next."""
        asked = Pressed("course.search", {"text": _words(activity.value)})
        return results(await self.responder.reply(Heard(asked, event_of(activity)), place))


def results(reply: Reply) -> Answer:
    """A list to choose from; what is chosen goes into the message that is being written. An answer
    that is for who asked alone is words beside the search, which nobody can send on.
    """
    if isinstance(reply, Show) and reply.is_for_others:
        attachments = [_result(card) for card in reply.cards]
        found = {"type": "result", "attachmentLayout": "list", "attachments": attachments}
        return Answer({"composeExtension": found})
    words = " ".join(card.summary or card.title for card in _cards(reply))
    return Answer({"composeExtension": {"type": "message", "text": words or NOTHING}})


def _words(value: object) -> str:
    """Teams sends ``initialRun`` before anything is typed."""
    parameters = value.get("parameters") if isinstance(value, dict) else None
    given = [p for p in parameters if isinstance(p, dict)] if isinstance(parameters, list) else []
    words = {str(p.get("name")): str(p.get("value") or "") for p in given}
    words.pop("initialRun", None)
    return " ".join(filter(None, words.values())).strip()


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
