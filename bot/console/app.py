"""The console as an aiohttp application of its own, mounted beside the other edges."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from aiohttp import web

from bot.console import posts, replies
from bot.console.conversation import Conversation, Conversations
from bot.console.page import page
from bot.console.people import People
from bot.console.refusals import Refused, answer_refusals
from bot.console.same_origin import add_security_headers, only_this_machine
from bot.console.stream import follow
from bot.console.uploads import read_upload
from handlers.reply import Attached, Incoming, Reply

PATH = "/console"
STATIC = Path(__file__).parent / "static"

Respond = Callable[[Incoming], Awaitable[Reply]]
"""``handlers.respond.respond``: it never raises."""


def mount_console(app: web.Application, console: web.Application) -> None:
    """Under ``/console/``; who opens ``/`` is sent there."""

    async def to_console(_: web.Request) -> web.StreamResponse:
        raise web.HTTPFound(f"{PATH}/")

    app.router.add_get("/", to_console)
    app.router.add_get(PATH, to_console)
    app.add_subapp(f"{PATH}/", console)


def console_app(
    *,
    people: People,
    respond: Respond,
    conversations: Conversations,
    organization: str,
    city: str,
    notice: str = "",
) -> web.Application:
    """Answers under the names of this machine only."""
    edge = _Edge(people, respond, conversations, organization, city, notice)
    app = web.Application(middlewares=[answer_refusals, only_this_machine()])
    app.router.add_get("/", edge.page)
    app.router.add_get("/events", edge.events)
    app.router.add_post("/conversations", edge.open)
    app.router.add_post("/messages", edge.message)
    app.router.add_post("/actions", edge.action)
    app.router.add_post("/forms", edge.form)
    app.router.add_post("/typed", edge.typed)
    app.router.add_post("/files", edge.upload)
    app.router.add_get("/files/{conversation}/{file}", edge.download)
    app.router.add_static("/static", STATIC)
    app.on_response_prepare.append(add_security_headers)
    app.on_shutdown.append(edge.close)
    return app


@dataclass(frozen=True, slots=True)
class _Edge:
    people: People
    respond: Respond
    conversations: Conversations
    organization: str
    city: str
    notice: str

    async def page(self, _: web.Request) -> web.StreamResponse:
        written = page(city=self.city, notice=self.notice, people=await self.people())
        return web.Response(text=written, content_type="text/html")

    async def open(self, request: web.Request) -> web.StreamResponse:
        opening = await posts.read(request, posts.Opening)
        return web.json_response({"key": self.conversations.of(opening.person).key})

    async def events(self, request: web.Request) -> web.StreamResponse:
        conversation = self.conversations.with_key(request.query.get("conversation", ""))
        if conversation is None:
            raise Refused(404, "この会話は終わりました。ページを読み込み直してください。")
        return await follow(request, conversation)

    async def message(self, request: web.Request) -> web.StreamResponse:
        message = await posts.read(request, posts.Message)
        if not message.text.strip():
            raise Refused(400, "メッセージを入力してください。")
        self.conversations.of(message.person).say(message.text, event_id=message.event_id)
        return await self._answer(message)

    async def action(self, request: web.Request) -> web.StreamResponse:
        return await self._answer(await posts.read(request, posts.Action))

    async def form(self, request: web.Request) -> web.StreamResponse:
        return await self._answer(await posts.read(request, posts.FormValues))

    async def typed(self, request: web.Request) -> web.StreamResponse:
        """Nothing is said of it: only the form that is open may change."""
        post = await posts.read(request, posts.TypedValues)
        body = post.typed(at=self.conversations.clock())
        incoming = posts.came(
            body, post.person, post.event_id, organization=self.organization, nonce=post.nonce
        )
        reply = await self.respond(incoming)
        return web.json_response(dict(replies.while_typing(reply)))

    async def upload(self, request: web.Request) -> web.StreamResponse:
        sent = await read_upload(request)
        upload, conversation = sent.upload, self.conversations.of(sent.upload.person)
        names = "、".join(file.name for file in sent.files)
        said = f"{upload.text}\n📎 {names}".strip()
        conversation.say(said, event_id=upload.event_id)
        body = Attached(sent.files, upload.text)
        incoming = posts.came(body, upload.person, upload.event_id, organization=self.organization)
        return _put(await self.respond(incoming), conversation, entry_id=None)

    async def download(self, request: web.Request) -> web.StreamResponse:
        conversation = self.conversations.with_key(request.match_info["conversation"])
        file = conversation.file(request.match_info["file"]) if conversation else None
        if file is None:
            raise Refused(
                404, "このファイルはもうありません。もう一度はじめから書き出してください。"
            )
        named = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
        return web.Response(
            body=file.content,
            content_type="application/octet-stream",
            headers={"Content-Disposition": named},
        )

    async def close(self, _: web.Application) -> None:
        self.conversations.close()

    async def _answer(self, post: posts.Post) -> web.StreamResponse:
        conversation: Conversation = self.conversations.of(post.person)
        reply = await self.respond(posts.incoming(post, organization=self.organization))
        return _put(reply, conversation, entry_id=post.entry)


def _put(reply: Reply, conversation: Conversation, *, entry_id: int | None) -> web.StreamResponse:
    return web.json_response(dict(replies.put(reply, conversation, entry_id=entry_id)))
