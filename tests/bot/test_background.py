"""On PostgreSQL what comes every week goes through the job queue, from the clock to the letter box."""

from datetime import datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from bot.background import DatabaseNow, background
from bot.cli import run
from bot.main import Bot, open_bot
from domain.japan_time import JAPAN
from storage.ledger import settled_turns
from storage.organization_office import begin_office
from storage.session import Session
from tests.city import settings_for
from tests.scenarios.post import post_in
from tests.scenarios.world import Clock
from tests.waiting import until

SUNDAY = datetime(2026, 11, 22, 12, 0, tzinfo=JAPAN)
MONDAY = datetime(2026, 11, 30, 9, 1, tzinfo=JAPAN)
"""The week before has a holiday on its Monday."""


def told_by(clock: Clock) -> DatabaseNow:
    """A database whose clock is ours."""

    async def now(_session: Session) -> datetime:
        return clock()

    return now


def in_the_queue(bot: Bot) -> list[tuple[str]]:
    """The jobs' names."""
    address = bot.deployment.jobs_address
    assert address is not None
    with psycopg.connect(address) as connection:
        return connection.execute("SELECT task_name FROM procrastinate_jobs").fetchall()


async def test_時計がデータベースと違うプロセスは週のお知らせを始めない(
    city_postgresql_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock(SUNDAY)
    async with open_bot(settings_for(city_postgresql_url), clock=clock) as bot:
        post, number = post_in(bot), bot.deployment.organization.id
        async with bot.deployment.database.begin() as session:
            await begin_office(session, organization_id=number, at=SUNDAY + timedelta(days=4))
        clock.now = MONDAY + timedelta(days=7000)
        async with background(bot):
            await until(lambda: any("clock differs" in each for each in caplog.messages))
        assert not post.boxes
        async with bot.deployment.database.read() as session:
            assert not await settled_turns(session, organization_id=number, limit=20)
    assert sum("clock differs" in each for each in caplog.messages) == 1


async def test_週のお知らせは仕事の列を通って本人に届く(
    city_postgresql_url: str,
) -> None:
    clock = Clock(SUNDAY)
    async with open_bot(settings_for(city_postgresql_url), clock=clock) as bot:
        post, number = post_in(bot), bot.deployment.organization.id
        async with bot.deployment.database.begin() as session:
            await begin_office(session, organization_id=number, at=SUNDAY + timedelta(days=4))
        clock.now = MONDAY
        async with background(bot, its_clock=told_by(clock)):
            await until(lambda: post.boxes)
        async with bot.deployment.database.read() as session:
            turns = await settled_turns(session, organization_id=number, limit=20)
    assert {turn.week for turn in turns} == {"2026-W49"}


async def test_仕事をしないserveは列に入れるだけで送らない(
    city_postgresql_url: str,
) -> None:
    clock = Clock(SUNDAY)
    async with open_bot(settings_for(city_postgresql_url), clock=clock) as bot:
        post, number = post_in(bot), bot.deployment.organization.id
        async with bot.deployment.database.begin() as session:
            await begin_office(session, organization_id=number, at=SUNDAY + timedelta(days=4))
        clock.now = MONDAY
        async with background(bot, works=False, its_clock=told_by(clock)):
            await until(lambda: in_the_queue(bot))
        assert not post.boxes
        async with bot.deployment.database.read() as session:
            assert not await settled_turns(session, organization_id=number, limit=20)


def test_SQLiteではworkerは要らないと言う(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KAKEHASHI_DATABASE_URL", f"sqlite:///{tmp_path / 'a.db'}")
    assert run(["worker"]) == 2
    assert "serve が送信もする" in capsys.readouterr().err


def test_送り先のないworkerは始まらない(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KAKEHASHI_DATABASE_URL", "postgresql://a@127.0.0.1/a")
    monkeypatch.setenv("KAKEHASHI_ORGANIZATION", "試験市")
    assert run(["worker"]) == 2
    assert "窓口がありません" in capsys.readouterr().err
    monkeypatch.setenv("KAKEHASHI_CONSOLE", "1")
    assert run(["worker"]) == 2
    assert "KAKEHASHI_CONSOLE を消してください" in capsys.readouterr().err
