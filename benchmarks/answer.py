"""One answer to 「次に何の研修を受ければいい？」: text in, rendered card out.

The peer is the least that any program must do for it: the same person's records by the standard
library's sqlite3, the missing skills by set difference, and JSON; no understanding, no order, no reason.
"""

import json
import sqlite3
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.prefecture import PEOPLE, email
from bot.main import Bot
from cards.renderers import slack
from handlers.reply import Actor, Conversation, Incoming, Said, Show

ROUNDS = 2_000
TEXT = "次に何の研修を受ければいい？"


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds."""

    p50: float
    p99: float
    worst: float


def times(seconds: list[float]) -> Times:
    ordered = sorted(seconds)
    return Times(*(1000 * ordered[int(len(ordered) * q) - 1] for q in (0.5, 0.99, 1.0)))


async def ours(bot: Bot) -> Times:
    taken = []
    for n in range(ROUNDS):
        begun = time.perf_counter()
        reply = await bot.respond(_question(bot, n))
        if not isinstance(reply, Show):
            raise TypeError("the question was not answered with a card")
        for card in reply.cards:
            json.dumps(slack.render(card))
        taken.append(time.perf_counter() - begun)
    return times(taken)


def peer(database: Path) -> Times:
    connection = sqlite3.connect(database)
    taken = [_timed(lambda n=n: _least(connection, n)) for n in range(ROUNDS)]  # type: ignore[misc]  # a default keeps n of this round
    connection.close()
    return times(taken)


def _question(bot: Bot, n: int) -> Incoming:
    address = email(n * 7919 % PEOPLE + 1)
    return Incoming(
        organization=bot.deployment.organization.key,
        actor=Actor("benchmark", address, address),
        conversation=Conversation("benchmark"),
        body=Said(TEXT),
        # Another round is another delivery: one that comes again is not answered.
        event_id=uuid.uuid4().hex,
    )


def _least(connection: sqlite3.Connection, n: int) -> str:
    address = email(n * 7919 % PEOPLE + 1)
    person, name = connection.execute(
        "SELECT id, name FROM staff WHERE email = ?", (address,)
    ).fetchone()
    rows = connection.execute(
        "SELECT c.skills FROM training_record r JOIN course c ON c.id = r.course_id"
        " WHERE r.organization_id = 1 AND r.staff_id = ?",
        (person,),
    )
    acquired = {skill for (skills,) in rows for skill in json.loads(skills)}
    offered = connection.execute("SELECT name, skills FROM course").fetchall()
    missing = [title for title, skills in offered if not acquired.issuperset(json.loads(skills))]
    return json.dumps({"name": name, "next": missing})


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
