"""The outbox ends in the time that whoever stops the process gives it."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import pytest

from bot.slack import edge as slack_edge
from bot.teams import edge as teams_edge
from bot.web import DRAIN_SECONDS
from domain.outbox import Claimed
from scheduler import deliver_outbox
from scheduler.deliver_outbox import DeliverOutbox, delivering
from scheduler.delivery import Delivery
from scheduler.outcome import Went
from tests.waiting import LONGEST

ROOT = Path(__file__).parents[2]


@dataclass
class SlowClaims:
    """A database that answers when ``answers`` is set."""

    answers: asyncio.Event = field(default_factory=asyncio.Event)
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    delivered: list[Claimed] = field(default_factory=list)
    rest: float = 0.0

    async def claimed(self, most: int) -> Sequence[tuple[Delivery, Claimed]]:
        self.asked.set()
        await self.answers.wait()
        return [(cast("Delivery", self), cast("Claimed", number)) for number in range(most)]

    def note_unsaid(self) -> None:
        """There is always something to say."""

    async def deliver(self, message: Claimed) -> Went:
        self.delivered.append(message)
        return Went.CALLED


class AnsweredLate(DeliverOutbox):
    """The database answers as soon as all has been cut off."""

    def cut_off(self) -> None:
        super().cut_off()
        cast("SlowClaims", self.deliveries).answers.set()


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliver_outbox, "LAST_WORK", 0.05)
    monkeypatch.setattr(deliver_outbox, "CUT_OFF_WITHIN", 0.2)


async def test_打ち切ったあとに取れた知らせは送り始めない() -> None:
    claims = SlowClaims()
    outbox = AnsweredLate(claims, asyncio.Event())
    async with asyncio.timeout(LONGEST):
        async with delivering(outbox):
            await claims.asked.wait()
    assert claims.answers.is_set()
    assert claims.delivered == []


async def test_データベースが答えなくても止まる() -> None:
    claims = SlowClaims()
    async with asyncio.timeout(LONGEST):
        async with delivering(DeliverOutbox(claims, asyncio.Event())):
            await claims.asked.wait()
    assert claims.delivered == []


@pytest.mark.parametrize(
    ("file", "setting"),
    [("docs/動かし続ける.md", r"TimeoutStopSec=(\d+)"), ("deploy/compose.yaml", r"period: (\d+)s")],
)
def test_止める側は終わるまで待つ(file: str, setting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    answers = max(slack_edge.LAST_WORK, teams_edge.LAST_WORK + teams_edge.LAST_LOOK)
    longest = DRAIN_SECONDS + answers + deliver_outbox.LAST_WORK + deliver_outbox.CUT_OFF_WITHIN
    given = re.search(setting, (ROOT / file).read_text(encoding="utf-8"))
    assert given
    assert int(given[1]) > longest
