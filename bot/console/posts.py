"""What the page posts, checked for shape, as ``Incoming``."""

from datetime import datetime
from typing import Annotated, TypeVar

from aiohttp import web
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from bot.console.refusals import Refused
from handlers.reply import Actor, Body, Conversation, Incoming, Pressed, Said, Submitted, Typed

BODY_BYTES = 256 * 1024

Email = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        max_length=254,
        pattern=r"^[^\s@\x00-\x1f\x7f<>\"]+@[^\s@\x00-\x1f\x7f<>\"]+$",
    ),
]
EventId = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z-]{8,64}$")]
ActionId = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Posted(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Opening(Posted):
    """A person was picked, or the address of someone who is not in the roster typed."""

    person: Email


class Message(Posted):
    person: Email
    event_id: EventId
    text: str

    @property
    def body(self) -> Body:
        return Said(self.text)

    @property
    def entry(self) -> None:
        return None

    @property
    def nonce(self) -> str:
        return ""


class Upload(Posted):
    """Files, with what was written beside them."""

    person: Email
    event_id: EventId
    text: str = ""


class Action(Posted):
    """``entry`` is the one whose card was acted on."""

    person: Email
    event_id: EventId
    entry: int | None
    action: ActionId
    args: dict[str, str]
    nonce: str

    @property
    def body(self) -> Body:
        return Pressed(self.action, self.args)


class FormValues(Posted):
    """``entry`` is the one whose button opened the form."""

    person: Email
    event_id: EventId
    entry: int | None
    action: ActionId
    args: dict[str, str]
    nonce: str
    values: dict[str, str]

    @property
    def body(self) -> Body:
        return Submitted(self.action, self.values, self.args)


class TypedValues(FormValues):
    """A form that stays open, after somebody has typed into a watched field."""

    def typed(self, *, at: datetime) -> Typed:
        return Typed(self.action, self.values, self.args, at)


Post = Message | Action | FormValues

AnyPosted = TypeVar("AnyPosted", bound=Posted)


async def read(request: web.Request, kind: type[AnyPosted]) -> AnyPosted:
    """The body as ``kind``. Raises ``Refused`` for a wrong type, length or shape."""
    if request.content_type != "application/json":
        raise Refused(415, "JSON（application/json）で送ってください。")
    body = await _capped(request)
    try:
        return kind.model_validate_json(body)
    except ValidationError as error:
        raise refused_shape(error) from None


def incoming(post: Post, *, organization: str) -> Incoming:
    return came(post.body, post.person, post.event_id, organization=organization, nonce=post.nonce)


def came(body: Body, person: str, event_id: str, *, organization: str, nonce: str = "") -> Incoming:
    return Incoming(
        organization=organization,
        actor=Actor(platform="console", platform_id=person, email=person),
        conversation=Conversation(id=person),
        body=body,
        event_id=event_id,
        nonce=nonce,
    )


async def _capped(request: web.Request) -> bytes:
    body = bytearray()
    async for chunk in request.content.iter_chunked(64 * 1024):
        body += chunk
        if len(body) > BODY_BYTES:
            raise Refused(413, "文章が長すぎます。いくつかに分けて送ってください。")
    return bytes(body)


def refused_shape(error: ValidationError) -> Refused:
    return Refused(400, _sentence(error))


def _sentence(error: ValidationError) -> str:
    if any(detail["loc"][:1] == ("person",) for detail in error.errors(include_input=False)):
        return "メールアドレスを「名前@city.example.jp」の形で入力してください。"
    return (
        "送られた内容を読み取れませんでした。ページを読み込み直してから、もう一度送ってください。"
    )
