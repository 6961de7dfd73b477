"""The outbox's rows: who has claimed one has it alone until the lease ends."""

import asyncio
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from domain.japan_time import JAPAN
from domain.office import OfficeChannel
from domain.outbox import Claimed, Notice, OutboxState
from storage import outbox, outbox_changes, outbox_decisions, outbox_entries
from storage.organizations import ensure_organization
from storage.outbox_entries import Which
from storage.outbox_postings import posting, posting_keys
from storage.outbox_table import OutboxRow
from storage.session import Database
from storage.tables import StaffRow

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=JAPAN)
LEASE = timedelta(seconds=90)
ORGANIZATION = 1


@pytest.fixture(autouse=True)
async def town(database: Database) -> None:
    async with database.begin() as session:
        await ensure_organization(session, key="minato", name="みなと市", policy_id="shimonoseki")
        session.add(
            StaffRow(
                organization_id=ORGANIZATION,
                employee_number="1",
                email="a@minato.example",
                name="港　花子",
                grade="主事",
                employment="常勤",
                attendance="在職",
                joined_on=date(2020, 4, 1),
            )
        )


async def put(database: Database, *keys: str) -> list[bool]:
    async with database.begin() as session:
        return [
            await outbox.enqueue(
                session,
                Notice("completion.decided", 1, key, {"record": "7"}),
                organization_id=ORGANIZATION,
                at=NOW,
            )
            for key in keys
        ]


async def claimed(
    database: Database, *, now: datetime = NOW, limit: int = 10, overdue: bool = False
) -> tuple[Claimed, ...]:
    claim = outbox.claim_overdue if overdue else outbox.claim_due
    async with database.begin() as session:
        return await claim(
            session, organization_id=ORGANIZATION, now=now, until=now + LEASE, limit=limit
        )


async def begun(database: Database, message: Claimed, *, at: datetime = NOW) -> bool:
    attempt = outbox_changes.begin_attempt(
        message, platform="slack", conversation="D1", written_at=at, until=at + LEASE
    )
    return await is_changed(database, attempt)


async def is_changed(database: Database, change: outbox_changes.Change) -> bool:
    async with database.begin() as session:
        (is_done,) = await outbox_changes.change(session, [change])
    return is_done


async def is_due(database: Database, now: datetime) -> bool:
    async with database.read() as session:
        waiting = await outbox.waiting(session, organization_id=ORGANIZATION, now=now)
    return waiting.due or waiting.overdue


async def counts(database: Database) -> dict[OutboxState, int]:
    async with database.read() as session:
        return await outbox_entries.outbox_counts(session, organization_id=ORGANIZATION)


async def test_同じ鍵の知らせは一度だけ入る(database: Database) -> None:
    assert await put(database, "a", "b", "a") == [True, True, False]
    assert await put(database, "b") == [False]
    assert await counts(database) == {OutboxState.PENDING: 2}


async def rolled_back(database: Database) -> None:
    async with database.begin() as session:
        notice = Notice("completion.decided", 1, "a")
        await outbox.enqueue(session, notice, organization_id=ORGANIZATION, at=NOW)
        raise ZeroDivisionError


async def test_取り消された決定の知らせは残らない(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        await rolled_back(database)
    assert await counts(database) == {}


async def test_取った知らせはほかのだれにも渡らず期限までそのまま(database: Database) -> None:
    await put(database, "a", "b", "c")
    first, second = await claimed(database, limit=2), await claimed(database, limit=2)
    assert [message.args for message in first] == [{"record": "7"}] * 2
    assert len({message.id for message in (*first, *second)}) == 3
    assert await claimed(database, now=NOW + LEASE) == ()
    just_before = NOW + LEASE - timedelta(seconds=1)
    assert await claimed(database, now=just_before, overdue=True) == ()
    again = await claimed(database, now=NOW + LEASE, overdue=True)
    assert {message.attempts for message in again} == {2}


async def test_同時に取っても重ならない(database: Database) -> None:
    await put(database, *(str(number) for number in range(40)))
    batches = await asyncio.gather(*(claimed(database, limit=5) for _ in range(8)))
    taken = [message.id for batch in batches for message in batch]
    assert len(taken) == len(set(taken))
    assert sum(map(len, [await claimed(database, limit=50)])) + len(taken) == 40


async def test_早く入ったものから取る(database: Database) -> None:
    await put(database, "a", "b", "c")
    first = await claimed(database, limit=2)
    assert [message.id for message in first] == sorted(message.id for message in first)
    assert max(message.id for message in first) < (await claimed(database))[0].id


async def test_期限を過ぎて戻った送り手は何も変えられない(database: Database) -> None:
    await put(database, "a")
    (slow,) = await claimed(database)
    (quick,) = await claimed(database, now=NOW + LEASE, overdue=True)
    assert not await begun(database, slow)
    assert not await is_changed(database, outbox_changes.mark_sent(slow, message_id="1.1", at=NOW))
    assert not await is_changed(database, outbox_changes.put_off(slow, until=NOW, reason="x"))
    assert await begun(database, quick, at=NOW + LEASE)


async def test_一緒に書き留めても取られた知らせだけはそのまま(database: Database) -> None:
    await put(database, "a", "b", "c")
    lost, sent, refused = await claimed(database)
    async with database.begin() as session:
        await outbox.claim_overdue(
            session, organization_id=ORGANIZATION, now=NOW + LEASE, until=NOW + 2 * LEASE, limit=1
        )
        changes = [
            outbox_changes.give_up(refused, state=OutboxState.FAILED, reason="x", at=NOW),
            outbox_changes.mark_sent(lost, message_id="1.1", at=NOW),
            outbox_changes.mark_sent(sent, message_id="1.2", at=NOW),
        ]
        assert await outbox_changes.change(session, changes) == (True, False, True)
    states = {OutboxState.SENDING: 1, OutboxState.SENT: 1, OutboxState.FAILED: 1}
    assert await counts(database) == states


async def test_始めた送信の終わりが知れなければ次に取った人にわかる(database: Database) -> None:
    await put(database, "a", "b")
    begun_one, _ = await claimed(database)
    await begun(database, begun_one)
    again = await claimed(database, now=NOW + LEASE, overdue=True)
    doubts = {message.id: message.is_in_doubt for message in again}
    assert doubts[begun_one.id]
    assert sum(doubts.values()) == 1
    (known,) = [message for message in again if message.is_in_doubt]
    assert (known.platform, known.conversation, known.key) == ("slack", "D1", begun_one.key)


async def test_送り始めるとそこから新しい期限になる(database: Database) -> None:
    await put(database, "a")
    (message,) = await claimed(database)
    late = timedelta(seconds=60)
    await begun(database, message, at=NOW + late)
    assert await claimed(database, now=NOW + LEASE, overdue=True) == ()
    assert len(await claimed(database, now=NOW + late + LEASE, overdue=True)) == 1


async def test_後回しにすると時が来るまで取られず疑いもなくなる(database: Database) -> None:
    await put(database, "a")
    (message,) = await claimed(database)
    await begun(database, message)
    later = NOW + timedelta(minutes=1)
    late = outbox_changes.put_off(message, until=later, reason="ratelimited", was_attempt=False)
    assert await is_changed(database, late)
    assert await claimed(database) == ()
    (again,) = await claimed(database, now=later)
    assert (again.is_in_doubt, again.attempts) == (False, 1)


async def test_読むだけで取るものがあるかわかる(database: Database) -> None:
    assert not await is_due(database, NOW)
    await put(database, "a")
    assert not await is_due(database, NOW - timedelta(seconds=1))
    assert await is_due(database, NOW)
    await claimed(database)
    assert not await is_due(database, NOW)
    assert await is_due(database, NOW + LEASE)


async def test_届いた知らせは二度と取られない(database: Database) -> None:
    await put(database, "a")
    (message,) = await claimed(database)
    await begun(database, message)
    assert await is_changed(database, outbox_changes.mark_sent(message, message_id="1.1", at=NOW))
    assert await claimed(database, now=NOW + 9 * LEASE, overdue=True) == ()
    assert await counts(database) == {OutboxState.SENT: 1}


async def test_ほかの自治体の知らせは取らない(database: Database) -> None:
    await put(database, "a")
    async with database.begin() as session:
        other = await outbox.claim_due(
            session, organization_id=2, now=NOW, until=NOW + LEASE, limit=5
        )
    assert other == ()


@pytest.mark.parametrize("state", [OutboxState.UNKNOWN, OutboxState.FAILED, OutboxState.DEAD])
async def test_人が決めた知らせはもう一度送られ疑いは残る(
    database: Database, state: OutboxState
) -> None:
    await put(database, "a")
    (message,) = await claimed(database)
    await begun(database, message)
    await is_changed(database, outbox_changes.give_up(message, state=state, reason="x", at=NOW))
    async with database.begin() as session:
        send = outbox_decisions.send_again
        which = Which(numbers=[message.id])
        assert await send(session, which, organization_id=2, at=NOW) == []
        assert await send(session, which, organization_id=ORGANIZATION, at=NOW) == [message.id]
        assert await send(session, which, organization_id=ORGANIZATION, at=NOW) == []
    (again,) = await claimed(database)
    assert (again.attempts, again.is_in_doubt, again.is_overdue) == (1, True, False)


async def test_送らないと決めた知らせは一覧に理由とともに残る(database: Database) -> None:
    await put(database, "a", "b")
    (sending,) = await claimed(database, limit=1)
    async with database.begin() as session:
        drop = outbox_decisions.drop_message
        waiting = sending.id + 1
        which = Which(numbers=[sending.id, waiting])
        assert await drop(session, which, organization_id=ORGANIZATION, at=NOW) == [waiting]
    async with database.read() as session:
        entry, _ = await outbox_entries.outbox_entries(
            session, organization_id=ORGANIZATION, limit=5
        )
        assert (
            await outbox_entries.undelivered(
                session, organization_id=ORGANIZATION, limit=5, now=NOW
            )
            == ()
        )
    assert (entry.id, entry.reason, entry.done_at) == (sending.id + 1, "dropped", NOW)


@pytest.mark.parametrize(
    ("state", "reason", "is_tried", "dropped"),
    [
        (OutboxState.FAILED, "channel_not_found", True, "dropped_refused"),
        (OutboxState.FAILED, "known_nowhere", False, "dropped"),
        (OutboxState.FAILED, "posted_in_doubt", True, "dropped"),
        (OutboxState.UNKNOWN, "no_answer", True, "dropped"),
    ],
)
async def test_取りやめても_いつ送ってみたかと断られたかは残る(
    database: Database, state: OutboxState, reason: str, is_tried: bool, dropped: str
) -> None:
    await put(database, "a")
    (message,) = await claimed(database)
    if is_tried:
        await begun(database, message)
    await is_changed(database, outbox_changes.give_up(message, state=state, reason=reason, at=NOW))
    for _ in range(2):  # what is dead may be dropped once more
        async with database.begin() as session:
            which = Which(numbers=[message.id])
            assert await outbox_decisions.drop_message(
                session, which, organization_id=ORGANIZATION, at=NOW
            ) == [message.id]
            row = (await session.scalars(select(OutboxRow))).one()
            assert (row.state, row.reason) == ("dead", dropped)
            assert row.attempt_at == (NOW if is_tried else None)


async def test_断られたものは_送り直す前に取りやめれば届いていないと分かるまま(
    database: Database,
) -> None:
    await put(database, "a")
    (message,) = await claimed(database)
    await begun(database, message)
    refused = outbox_changes.give_up(
        message, state=OutboxState.FAILED, reason="known_nowhere", at=NOW
    )
    await is_changed(database, refused)
    which = Which(numbers=[message.id])
    async with database.begin() as session:
        await outbox_decisions.drop_message(session, which, organization_id=ORGANIZATION, at=NOW)
        assert await outbox_decisions.send_again(
            session, which, organization_id=ORGANIZATION, at=NOW
        ) == [message.id]
        await outbox_decisions.drop_message(session, which, organization_id=ORGANIZATION, at=NOW)
        row = (await session.scalars(select(OutboxRow))).one()
        assert (row.reason, row.attempt_at) == ("dropped", None)


@pytest.mark.parametrize(
    ("state", "reason", "is_listed"),
    [
        (OutboxState.UNKNOWN, "no_answer", True),
        (OutboxState.FAILED, "known_nowhere", True),
        (OutboxState.DEAD, "too_many_attempts", True),
        (OutboxState.DEAD, "decided_otherwise", False),
    ],
)
async def test_届いていない知らせだけが一覧に載り毎週のものでなければ決まるまで消えない(
    database: Database, state: OutboxState, reason: str, is_listed: bool
) -> None:
    await put(database, "a")
    (message,) = await claimed(database)
    await is_changed(database, outbox_changes.give_up(message, state=state, reason=reason, at=NOW))
    async with database.begin() as session:
        found = await outbox_entries.undelivered(
            session, organization_id=ORGANIZATION, limit=5, now=NOW
        )
        assert bool(found) is is_listed
    tomorrow = NOW + timedelta(days=1)
    assert await forgets(database, NOW) == 0
    assert await forgets(database, tomorrow) == int(not is_listed)
    assert await forgets(database, tomorrow, "completion.decided") == int(is_listed)


async def forgets(database: Database, before: datetime, *weekly: str, limit: int = 9) -> int:
    async with database.begin() as session:
        return await outbox_entries.forget_messages_before(
            session, before, organization_id=ORGANIZATION, weekly=weekly, limit=limit
        )


async def test_忘れるときは少しずつ消し待っているものは残す(database: Database) -> None:
    await put(database, *"abcd")
    for message in await claimed(database, limit=3):
        await is_changed(database, outbox_changes.mark_sent(message, message_id="1", at=NOW))
    tomorrow = NOW + timedelta(days=1)
    assert [await forgets(database, tomorrow, limit=2) for _ in range(3)] == [2, 1, 0]
    assert await counts(database) == {OutboxState.PENDING: 1}


async def test_一時間たっても送れていない知らせは一覧に載る(database: Database) -> None:
    await put(database, "a", "b")
    await claimed(database, limit=1)

    async def listed(minutes: int) -> list[OutboxState]:
        now = NOW + timedelta(minutes=minutes)
        found = await outbox_entries.undelivered(
            session, organization_id=ORGANIZATION, limit=5, now=now
        )
        return [entry.state for entry in found]

    async with database.read() as session:
        assert await listed(59) == []
        assert await listed(61) == [OutboxState.PENDING, OutboxState.SENDING]


@pytest.mark.parametrize(
    "wrong",
    [
        "state = 'lost'",
        "state = 'sending', claim = NULL",
        "attempt_at = created_at, platform = NULL",
    ],
)
async def test_ありえない状態をデータベースが断る(database: Database, wrong: str) -> None:
    await put(database, "a")
    with pytest.raises(IntegrityError):
        async with database.begin() as session:
            await session.execute(text(f"UPDATE outbox SET {wrong}"))


async def test_書き換える先の行がひとつながりに読める(database: Database) -> None:
    place = {"platform": "slack", "channel": "C0"}

    def of(case: int, *, edits: bool) -> Notice:
        key, args = f"case.published:{case}:slack:C0", {"case": str(case), **place}
        if not edits:
            return Notice("case.published", None, key, args, channel=OfficeChannel.CASES)
        return Notice(
            "case.changed", None, f"e:{case}", args, channel=OfficeChannel.CASES, edits=key
        )

    async with database.begin() as session:
        for notice in (of(1, edits=False), of(12, edits=False), of(12, edits=True)):
            await outbox.enqueue(session, notice, organization_id=ORGANIZATION, at=NOW)
    posted, other, change = await claimed(database)
    assert (posted.edits, change.edits) == (None, other.dedupe_key)
    begun = outbox_changes.begin_attempt(
        change,
        platform="slack",
        conversation="C0",
        written_at=NOW,
        until=NOW + LEASE,
        message_id="1.1",
    )
    assert await is_changed(database, begun)
    sent = outbox_changes.mark_sent(other, message_id="1.1", at=NOW)
    assert await is_changed(database, sent)
    later = await claimed(database, now=NOW + LEASE * 2, overdue=True)
    assert {each.id: each.may_be_repeated for each in later} == {posted.id: False, change.id: True}
    async with database.read() as session:
        chain = await posting(session, organization_id=ORGANIZATION, key=other.dedupe_key)
        keys = await posting_keys(session, organization_id=ORGANIZATION, begin="case.published:1:")
    assert keys == (posted.dedupe_key,)
    assert [(link.id, link.is_edit, link.message_id) for link in chain] == [
        (other.id, False, "1.1"),
        (change.id, True, "1.1"),
    ]
