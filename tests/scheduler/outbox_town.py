"""A town in which many decisions are told at once: some people are on Slack, the others on Teams.

Every notice is about a training of its own, by whose name it is found again on the screens.
"""

import asyncio
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert
from sqlalchemy.exc import SQLAlchemyError

from domain.account import Account, AccountKind
from domain.conversation_reference import ConversationReference, ConversationScope
from domain.desk import ReportedCompletion
from domain.outbox import OutboxState
from domain.training import RecordState
from handlers import completion_notice
from storage.accounts import keep_account
from storage.conversation_references import keep_reference
from storage.organizations import ensure_organization
from storage.outbox import enqueue
from storage.outbox_entries import outbox_counts, outbox_entries
from storage.session import Database, Session
from storage.tables import CourseRow, StaffRow, TrainingRecordRow
from tests.peers.slack import reading
from tests.peers.slack.peer import SlackPeer
from tests.peers.teams.peer import TENANT, TeamsPeer
from tests.peers.teams.state import Conversation, Member

ORGANIZATION = 1
ON = date(2026, 11, 2)
PLATFORMS = ("slack", "teams")


def course_name(number: int) -> str:
    return f"第{number:05}研修"


@dataclass(frozen=True)
class Ends:
    """How the notices of one platform ended."""

    states: dict[str, OutboxState]
    seen: Counter[str]
    """By training, how often somebody reads of it."""

    @property
    def lost(self) -> list[str]:
        """Not there, and nobody would know."""
        sure = (OutboxState.UNKNOWN, OutboxState.FAILED)
        return [
            name for name, state in self.states.items() if not self.seen[name] and state not in sure
        ]

    @property
    def double(self) -> list[str]:
        return [name for name, times in self.seen.items() if times > 1]


@dataclass(frozen=True)
class OutboxTown:
    database: Database
    slack: SlackPeer
    teams: TeamsPeer
    people: int
    """On each platform."""
    have_spoken: bool = True
    """Those on Slack; else they are there, and we have never heard of them."""

    async def founded(
        self, *, notices: int, now: datetime, on: Collection[str] = PLATFORMS
    ) -> None:
        """``notices`` for each platform ``on`` which there are any, dealt out to its people."""
        async with self.database.begin() as session:
            await ensure_organization(session, key="town", name="町", policy_id="shimonoseki")
            await self._fill(session, notices=notices, now=now, on=on)
        for number in range(self.people):
            self.slack.joins(f"U{number}", _email("slack", number))
            self.slack.opens_direct(f"U{number}")

    async def ends(self, platform: str) -> Ends:
        async with self.database.read() as session:
            entries = await outbox_entries(session, organization_id=ORGANIZATION, limit=100_000)
        states = {
            course_name(e.id): e.state for e in entries if self._platform(e.staff_id) == platform
        }
        return Ends(states, self._seen(platform))

    async def has_begun(self) -> None:
        """Returns when the first message stands there."""
        while not self.slack.messages:  # noqa: ASYNC110 - other processes' work
            await asyncio.sleep(0.02)

    async def left(self) -> int:
        """Messages that are still to be sent, or being sent."""
        async with self.database.read() as session:
            counts = await outbox_counts(session, organization_id=ORGANIZATION)
        return sum(counts.get(state, 0) for state in (OutboxState.PENDING, OutboxState.SENDING))

    async def is_over(self) -> bool:
        """False also while the database cannot be asked."""
        try:
            return await self.left() == 0
        except (SQLAlchemyError, OSError):
            return False

    def _platform(self, staff_id: int | None) -> str:
        assert staff_id is not None
        return PLATFORMS[(staff_id - 1) // self.people]

    def _seen(self, platform: str) -> Counter[str]:
        if platform == "slack":
            shown = [reading.words(message.content) for message in self.slack.messages]
        else:
            chats = self.teams.conversations.values()
            shown = [message.words() for chat in chats for message in chat.messages.values()]
        return Counter(words[words.index("第") :][: len(course_name(1))] for words in shown)

    async def _fill(
        self, session: Session, *, notices: int, now: datetime, on: Collection[str]
    ) -> None:
        for place, platform in enumerate(PLATFORMS):
            for number in range(self.people):
                await self._settles(session, platform, number, now=now)
            if platform not in on:
                continue
            first = 1 + place * self.people
            people = {
                place * notices + number + 1: first + number % self.people
                for number in range(notices)
            }
            await _decided(session, people, now=now)

    async def _settles(
        self, session: Session, platform: str, number: int, *, now: datetime
    ) -> None:
        email = _email(platform, number)
        session.add(_staff(email))
        await session.flush()
        known_as = f"U{number}" if platform == "slack" else f"aad-{number}"
        account = Account(platform, known_as, AccountKind.MEMBER, email, "", now)
        if platform != "slack" or self.have_spoken:
            await keep_account(session, account, organization_id=ORGANIZATION)
        if platform == "teams":
            chat = self.teams.conversation("personal", Member(email, known_as, email, None))
            await keep_reference(
                session, self._reference(chat, known_as, now), organization_id=ORGANIZATION
            )

    def _reference(self, chat: Conversation, known_as: str, now: datetime) -> ConversationReference:
        return ConversationReference(
            platform="teams",
            conversation_id=chat.id,
            scope=ConversationScope.PERSONAL,
            platform_id=known_as,
            tenant_id=TENANT,
            service_url=self.teams.service_url,
            seen_at=now,
        )


async def _decided(session: Session, people: Mapping[int, int], *, now: datetime) -> None:
    """``people`` by the number that the row of the outbox, the record and the training all have."""
    await session.execute(insert(CourseRow), [_course(number) for number in people])
    records = [_record(number, person) for number, person in people.items()]
    await session.execute(insert(TrainingRecordRow), records)
    for number, person in people.items():
        report = ReportedCompletion(number, person, "", "", ON)
        notice = completion_notice.notice(report, state=RecordState.COMPLETED, nonce=str(number))
        await enqueue(session, notice, organization_id=ORGANIZATION, at=now)


def _course(number: int) -> dict[str, object]:
    return {
        "id": number,
        "organization_id": ORGANIZATION,
        "code": f"C{number}",
        "name": course_name(number),
        "obligation": "必須",
    }


def _record(number: int, person: int) -> dict[str, object]:
    return {
        "id": number,
        "organization_id": ORGANIZATION,
        "staff_id": person,
        "course_id": number,
        "completed_on": ON,
        "state": RecordState.COMPLETED.value,
    }


def _staff(email: str) -> StaffRow:
    return StaffRow(
        organization_id=ORGANIZATION,
        employee_number=email,
        email=email,
        name="職員",
        grade="主事",
        employment="常勤",
        attendance="在職",
        joined_on=date(2020, 4, 1),
    )


def _email(platform: str, number: int) -> str:
    return f"{platform}{number}@town.example"
