"""The aiohttp application: the edges, and what the operator's tools ask for."""

import asyncio
import gc
import logging
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

from aiohttp import web

from bot.background import background
from bot.console.app import console_app, mount_console
from bot.console.conversation import Conversations
from bot.console.people import ConsolePerson
from bot.console.telling import CONSOLE, ConsoleTelling
from bot.edges import Edge, finish_answers
from bot.failures import Failure
from bot.main import Bot
from bot.metrics import CONTENT_TYPE
from domain.office import OfficeChannel
from domain.people import FORUM_ROLES, Duty, Person
from scheduler.platforms import OnlyFor
from storage.outbox_due import longest_due_since, undelivered_counts
from storage.people import has_anyone, staff_in_service

DRAIN_SECONDS = 20.0
"""How long a shutdown waits for answers in the making."""

_log = logging.getLogger("kakehashi")


def web_app(bot: Bot, *, edges: Sequence[Edge] = (), works: bool = True) -> web.Application:
    """The platforms' routes, what the operator's tools ask for, the timetable and the outbox.

    ``works``: see ``background``.
    """
    app = web.Application()
    app.router.add_get("/healthz", _healthz)
    app.router.add_get("/readyz", _readyz(bot))
    app.router.add_get("/metrics", _metrics(bot))
    for edge in edges:
        edge.add_routes(app)
    app.cleanup_ctx.append(_beside(bot, edges, works=works))
    return app


def add_console(
    app: web.Application,
    bot: Bot,
    *,
    city: str,
    people: Callable[[], Awaitable[Sequence[ConsolePerson]]],
    notice: str = "",
) -> None:
    """The web console. ``people`` are those one can speak as."""
    conversations = Conversations(clock=bot.deps.clock)
    deployment = bot.deployment
    telling = ConsoleTelling(
        conversations, channel_readers(bot), deployment.database, deployment.organization.id
    )
    bot.platforms[CONSOLE] = OnlyFor(deployment.organization.id, telling)
    console = console_app(
        people=people,
        respond=bot.respond,
        conversations=conversations,
        organization=bot.deployment.organization.key,
        city=city,
        notice=notice,
    )
    mount_console(app, console)


def add_sign_of_life(app: web.Application) -> None:
    """For the administrator who opens the address in a browser."""

    async def alive(_: web.Request) -> web.Response:
        return web.Response(text="かけはしは動いています。SlackかTeamsから話しかけてください。")

    app.router.add_get("/", alive)


async def has_staff(bot: Bot) -> bool:
    async with bot.deployment.database.read() as session:
        return await has_anyone(session, organization_id=bot.deployment.organization.id)


def staff_to_speak_as(
    bot: Bot, *, featured: dict[str, str] | None = None
) -> Callable[[], Awaitable[Sequence[ConsolePerson]]]:
    """The roster for the console's picker. ``featured``: a line about some, by e-mail."""

    async def people() -> Sequence[ConsolePerson]:
        async with bot.deployment.database.read() as session:
            staff = await staff_in_service(session, organization_id=bot.deployment.organization.id)
        lines = featured or {}
        alike = Counter(map(_as_seen, staff))
        return [
            ConsolePerson(
                email=person.email,
                name=person.name,
                department=person.main_post.department,
                section=person.main_post.section,
                # Two of one name in one section are told apart by their address.
                description=lines.get(
                    person.email,
                    _what_they_are(person) if alike[_as_seen(person)] == 1 else person.email,
                ),
                featured=person.email in lines,
            )
            for person in staff
        ]

    return people


def _what_they_are(person: Person) -> str:
    """「次長級・DX統括リーダー」: by their roles they are looked for."""
    held = (*(role.name for role in person.team_roles), *person.duties)
    return "・".join(dict.fromkeys(filter(None, (person.grade, *held))))


def channel_readers(bot: Bot) -> Callable[[str], Awaitable[Sequence[str]]]:
    """Who would be in the channel: the forum's roles, and those who do the secretariat's work."""

    async def readers(channel: str) -> Sequence[str]:
        async with bot.deployment.database.read() as session:
            staff = await staff_in_service(session, organization_id=bot.deployment.organization.id)
        return [person.email for person in staff if _reads(person, OfficeChannel(channel))]

    return readers


def _reads(person: Person, channel: OfficeChannel) -> bool:
    if channel is OfficeChannel.CASES:
        return True
    is_of_forum = any(held.name in FORUM_ROLES for held in person.team_roles)
    is_secretariat = Duty.SECRETARIAT in person.duties
    return is_secretariat or (channel is OfficeChannel.FORUM and is_of_forum)


def _as_seen(person: Person) -> tuple[str, str]:
    return person.name, person.main_post.section


class CannotListen(Failure):
    def __init__(self, *, host: str, port: int, port_set_by: str) -> None:
        super().__init__(
            f"{host} のポート {port} で待ち受けられません。"
            f"同じポートを使うプログラムを終えるか、{port_set_by} で別の番号を指定してください。"
        )


async def serve(
    app: web.Application,
    *,
    host: str,
    port: int,
    port_set_by: str,
    ready: Callable[[], None],
    stop: asyncio.Event,
) -> None:
    """Listens until ``stop``; answers in the making are finished first.

    ``port_set_by`` is the option or the setting of the port. Raises CannotListen.
    """
    cannot_listen = CannotListen(host=host, port=port, port_set_by=port_set_by)
    # Before the set-up, which begins to send: who cannot listen has done nothing.
    if not await _is_free(host, port):
        raise cannot_listen
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=DRAIN_SECONDS)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError:
            raise cannot_listen from None
        _log.info("listening host=%s port=%d", host, port)
        # What is here now stays. To look through it for garbage would stop everybody for 0.1 s.
        gc.freeze()
        ready()
        await stop.wait()
        _log.info("stopping")
    finally:
        await runner.cleanup()


async def _is_free(host: str, port: int) -> bool:
    try:
        server = await asyncio.get_running_loop().create_server(asyncio.Protocol, host, port)
    except OSError:
        return False
    server.close()
    await server.wait_closed()
    return True


async def _healthz(_request: web.Request) -> web.Response:
    """The process answers."""
    return web.json_response({"status": "ok"})


def _readyz(bot: Bot) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def readyz(_request: web.Request) -> web.Response:
        """The database answers too."""
        if await bot.deployment.database.is_reachable():
            return web.json_response({"status": "ready"})
        return web.json_response({"status": "database unreachable"}, status=503)

    return readyz


def _metrics(bot: Bot) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def metrics(_request: web.Request) -> web.Response:
        now = bot.deps.clock()
        async with bot.deployment.database.across().read() as session:
            waiting = await undelivered_counts(session)
            since = await longest_due_since(session, now=now)
        oldest = (now - since).total_seconds() if since else 0.0
        text = bot.metrics.text(waiting, oldest_due=oldest)
        return web.Response(body=text, headers={"Content-Type": CONTENT_TYPE})

    return metrics


def _beside(
    bot: Bot, edges: Sequence[Edge], *, works: bool
) -> Callable[[web.Application], AsyncIterator[None]]:
    async def running(_app: web.Application) -> AsyncIterator[None]:
        """Every platform is open by now, and stays open until what answers have caused is sent."""
        async with background(bot, works=works):
            yield
            await finish_answers(edges)

    return running
