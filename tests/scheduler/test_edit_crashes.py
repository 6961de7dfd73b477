"""Whatever crashes when: a posted case shows the newest version in the end, never an older one after
a newer one, and stands there once.
"""

import asyncio
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.national_holidays import is_national_holiday
from cards.renderers import plain_text
from domain.improvement_case import Case, CaseState, CaseText, resubmitted
from domain.japan_time import JAPAN
from domain.office import ChannelPlace, Office
from handlers.case_publish import enqueue_published
from scheduler.delivery import Delivery
from scheduler.platforms import (
    Address,
    Gone,
    InDoubt,
    Letter,
    NotNow,
    NotThere,
    Refused,
    Sent,
)
from storage.improvement_cases import add_case, change_case
from storage.organization_office import save_office
from storage.organizations import ensure_organization
from storage.outbox_entries import outbox_counts
from storage.session import Database, open_database
from tests.scenarios.post import Post
from tests.scenarios.world import Clock
from tests.scheduler.outbox_senders import no_advice

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=JAPAN)
ORGANIZATION = 1
SHORT, LONG = 5, 200
"""Seconds: a call that is late and may still be made; longer than the lease."""
POINTS = 8
"""Of a life: fewer than the steps that a few messages take."""


class Crash(BaseException):
    """``kill -9``."""


@dataclass(frozen=True)
class Life:
    """``at``: at which point it ends or is stopped; ``answers``: how the platform's calls end."""

    writes: bool = True
    """The case is changed first."""
    at: int | None = None
    stopped: int = 0
    """Seconds; 0: it is killed there."""
    answers: tuple[str, ...] = ()
    pause: int = 0


lives = st.builds(
    Life,
    writes=st.booleans(),
    at=st.none() | st.integers(0, POINTS),
    stopped=st.sampled_from([0, SHORT, LONG]),
    answers=st.lists(st.sampled_from(["", "lost", "unheard", "deleted"]), max_size=3).map(tuple),
    pause=st.sampled_from([0, 4, 100, 1_000]),
)


@dataclass
class Channel(Post):
    """Remembers what it showed, in order; a lost answer has been done all the same."""

    world: "Dangerous | None" = None
    answers: list[str] = field(default_factory=list)
    shown: list[int] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)

    async def send(self, letter: Letter, address: Address) -> Sent | InDoubt | Refused:
        await self.point()
        answer = self.answers.pop(0) if self.answers else ""
        if answer == "unheard":
            letter.before_call()
            return self._silent()
        sent = await super().send(letter, address)
        assert isinstance(sent, Sent)
        self.keys[letter.key] = sent.message_id
        self.shown.append(_version(letter))
        await self.point()
        return InDoubt("TimeoutError") if answer == "lost" else sent

    def _silent(self) -> InDoubt:
        """Not done, and nobody knows."""
        return InDoubt("TimeoutError")

    async def edit(
        self, letter: Letter, address: Address, message_id: str
    ) -> Sent | Gone | Refused | NotNow | InDoubt:
        await self.point()
        answer = self.answers.pop(0) if self.answers else ""
        letter.before_call()
        if answer == "unheard":
            return self._silent()
        if answer == "deleted":
            self.boxes[address.conversation].clear()
            self.keys.clear()
        edited = await super().edit(letter, address, message_id)
        if isinstance(edited, Sent):
            self.shown.append(_version(letter))
        await self.point()
        return InDoubt("TimeoutError") if answer == "lost" else edited

    async def find(self, key: str, *, conversation: str, since: datetime) -> Sent | NotThere:  # type: ignore[override]  # it can be asked
        return Sent(self.keys[key]) if key in self.keys else NotThere()

    async def point(self) -> None:
        assert self.world is not None
        await self.world.point()


def _version(letter: Letter) -> int:
    words = plain_text.render(letter.card)
    return int(words[words.index("第") + 1 : words.index("版")])


def _text(version: int) -> CaseText:
    return CaseText(title=f"第{version}版", before="前", after="後")


@dataclass
class Dangerous:
    database: Database
    channel: Channel
    case: Case
    clock: Clock
    life: Life = Life()
    passed: int = 0

    async def lived(self, life: Life) -> None:
        if life.writes:
            await self.changes()
        self.life, self.passed = life, 0
        self.channel.answers = list(life.answers)
        with suppress(Crash):
            await self.works()
        self.life = Life()
        self.channel.answers = []
        self.clock.now += timedelta(seconds=life.pause)

    async def point(self) -> None:
        """Where it is stopped the case is changed once more, and another process works meanwhile."""
        here, self.passed = self.passed, self.passed + 1
        if here != self.life.at:
            return
        if not self.life.stopped:
            raise Crash
        stopped, self.life = self.life.stopped, Life()
        await self.changes()
        self.clock.now += timedelta(seconds=stopped)
        await self.works()

    async def works(self) -> None:
        delivery = Delivery(
            self.database,
            {"post": self.channel},
            ORGANIZATION,
            self.clock,
            is_national_holiday,
            no_advice(),
        )
        for _, message in await delivery.claimed(20):
            await delivery.deliver(message)

    async def changes(self) -> None:
        after = resubmitted(
            self.case,
            _text(self.case.version + 1),
            state=CaseState.OFFICE_REVIEW,
            at=self.clock(),
        )
        after = replace(
            after, state=CaseState.PUBLISHED, waiting_since=None, published_version=after.version
        )
        async with self.database.begin() as session:
            assert await change_case(
                session, after, read=self.case, organization_id=ORGANIZATION, at=self.clock()
            )
            await enqueue_published(session, after, organization_id=ORGANIZATION, at=self.clock())
        self.case = after

    async def calms_down(self) -> None:
        for _ in range(4):
            self.clock.now += timedelta(seconds=4_000)
            await self.lived(Life(writes=False))


async def _founded(database: Database, clock: Clock) -> Dangerous:
    async with database.begin() as session:
        await ensure_organization(session, key="town", name="町", policy_id="shimonoseki")
        office = Office(forum=ChannelPlace("post", "FORUM"), quiet=None)
        await save_office(session, office, organization_id=ORGANIZATION, at=NOW)
        case = Case(
            id=0,
            number=0,
            author_id=None,
            department="市民部",
            section="市民課",
            state=CaseState.PUBLISHED,
            version=1,
            text=_text(1),
            created_at=NOW,
            published_version=1,
            published_at=NOW,
        )
        added = await add_case(session, case, organization_id=ORGANIZATION, editor_id=None)
        await enqueue_published(session, added, organization_id=ORGANIZATION, at=NOW)
    channel = Channel()
    channel.world = Dangerous(database, channel, added, clock)
    return channel.world


async def _ended(template: Path, all_lives: Sequence[Life]) -> Dangerous:
    with tempfile.TemporaryDirectory() as folder:
        file = shutil.copyfile(template, Path(folder) / "town.sqlite3")
        database = open_database(f"sqlite:///{file}").across()
        clock = Clock(NOW)
        world = await _founded(database, clock)
        for life in all_lives:
            await world.lived(life)
        await world.calms_down()
        async with database.read() as session:
            counts = await outbox_counts(session, organization_id=ORGANIZATION)
        assert not {"pending", "sending", "unknown", "failed"} & {s.value for s in counts}
        await database.close()
    return world


FEW = settings(
    max_examples=1, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@FEW
@given(all_lives=st.lists(lives, max_size=4))
@example(all_lives=[])
@example(all_lives=[Life(), Life(at=0, stopped=LONG)])
@example(all_lives=[Life(writes=False), Life(at=0, stopped=SHORT), Life(answers=("lost",))])
@example(all_lives=[Life(writes=False), Life(answers=("deleted",), at=2), Life(at=1)])
@example(all_lives=[Life(writes=False, at=1), Life(), Life(answers=("unheard",))])
def test_どこで倒れても投稿は最新の版を示し古い版に戻らない(
    sqlite_template: Path, all_lives: list[Life]
) -> None:
    check(sqlite_template, all_lives)


@pytest.mark.soak
@settings(FEW, max_examples=300)
@given(all_lives=st.lists(lives, max_size=6))
def test_何百とおりに倒れても投稿は最新の版を示し古い版に戻らない(
    sqlite_template: Path, all_lives: list[Life]
) -> None:
    check(sqlite_template, all_lives)


def check(template: Path, all_lives: Sequence[Life]) -> None:
    world = asyncio.run(_ended(template, all_lives))
    box = [plain_text.render(card) for card in world.channel.boxes["FORUM"]]
    assert len(box) == 1
    assert f"第{world.case.version}版" in box[0]
    assert world.channel.shown == sorted(world.channel.shown), "古い版が新しい版のあとに出ました。"
