"""Forms and questions, each delivered four times at the same moment, forms also under a new id.

A question about somebody else leaves one entry in the audit log, as a report does: entries are
counted, since nothing keeps a second one out.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlmodel import col

from bot.main import Bot
from domain.account import AccountKind
from handlers.reply import Actor, Body, Conversation, Incoming, Nothing, Reply, Said, Submitted
from storage.tables import AuditEntryRow, CourseRow

TIMES = 4
AT_ONCE = 6
"""Deliveries whose replays arrive at the same moment."""
REPORTER, SUPERIOR = "ichikawa.haruka@kakehashi.example", "miyake.kazue@kakehashi.example"
COURSE = "情報セキュリティ研修（年次）"
LAST = date(2026, 11, 20)
DAYS = 200


@dataclass(frozen=True)
class Replayed:
    """What a number of forms and as many questions have left."""

    reports: int
    looks: int
    answers: Counter[int]
    """How many were answered how often, of those with one id."""


async def replay(bots: Sequence[Bot], number: int) -> Replayed:
    """``bots`` are programs on the same database; each delivery is dealt out among them."""
    before = await _left(bots[0])
    answers: Counter[int] = Counter()
    deliveries = [*_forms(bots[0], await _course(bots[0]), number), *_questions(bots[0], number)]
    for first in range(0, len(deliveries), AT_ONCE):
        some = deliveries[first : first + AT_ONCE]
        came = [(bots[n % len(bots)], one) for one in some for n in range(TIMES)]
        replies = await asyncio.gather(*(bot.respond(one) for bot, one in came))
        for one in some:
            answers[_answered(one, came, replies)] += 1
    after = await _left(bots[0])
    return Replayed(
        reports=after["REPORT_COMPLETION"] - before["REPORT_COMPLETION"],
        looks=after["SEE_TRAINING"] - before["SEE_TRAINING"],
        answers=answers,
    )


def _answered(one: Incoming, came: Sequence[tuple[Bot, Incoming]], replies: Sequence[Reply]) -> int:
    answers = zip(came, replies, strict=True)
    return sum(delivered is one and reply != Nothing() for (_, delivered), reply in answers)


def _forms(bot: Bot, course: str, number: int) -> Iterator[Incoming]:
    """Each twice: Teams sends what it has had no answer to again under a new id."""
    for n in range(number):
        values = {"completed_on": (LAST - timedelta(days=n % DAYS)).isoformat()}
        form = Submitted("completion.report", values, {"course": course})
        first = _incoming(bot, REPORTER, form, f"form-{n}", nonce=f"nonce-{n}")
        yield first
        yield replace(first, event_id=f"form-{n}-again")


def _questions(bot: Bot, number: int) -> Iterator[Incoming]:
    for n in range(number):
        yield _incoming(bot, SUPERIOR, Said("市川さんの受講状況"), f"question-{n}")


def _incoming(bot: Bot, email: str, body: Body, event_id: str, *, nonce: str = "") -> Incoming:
    return Incoming(
        organization=bot.deployment.organization.key,
        actor=Actor("test", email, email, "表示名", AccountKind.MEMBER),
        conversation=Conversation(email),
        body=body,
        event_id=event_id,
        nonce=nonce,
    )


async def _course(bot: Bot) -> str:
    async with bot.deployment.database.read() as session:
        found = select(col(CourseRow.code)).where(col(CourseRow.name) == COURSE)
        return await session.scalar(found) or ""


async def _left(bot: Bot) -> Counter[str]:
    async with bot.deployment.database.read() as session:
        action = col(AuditEntryRow.action)
        counted = select(action, func.count().label("entries")).group_by(action)
        rows = await session.execute(counted)
        return Counter({row.action: row.entries for row in rows})
