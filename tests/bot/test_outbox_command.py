"""``kakehashi outbox``: what has not arrived is listed by number, and somebody decides."""

import asyncio
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from bot.cli import run
from domain.japan_time import JAPAN
from domain.outbox import Notice, OutboxState
from storage.audit import audit_entries
from storage.organizations import ensure_organization
from storage.outbox import claim_due, enqueue
from storage.outbox_changes import change, give_up
from storage.session import open_database
from storage.tables import StaffRow

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=JAPAN)
EARLY = NOW - timedelta(hours=1)


@pytest.fixture
def url(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Two notices to 港 花子: of the first nobody knows whether it has arrived."""
    monkeypatch.setenv("KAKEHASHI_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("KAKEHASHI_ORGANIZATION_KEY", "city")
    asyncio.run(_fill(sqlite_url))
    return sqlite_url


async def _fill(url: str) -> None:
    database = open_database(url).across()
    async with database.begin() as session:
        town = await ensure_organization(
            session, key="city", name="みなと市", policy_id="shimonoseki"
        )
        session.add(
            StaffRow(
                organization_id=town.id,
                employee_number="1",
                email="hanako@minato.example",
                name="港　花子",
                grade="主事",
                employment="常勤",
                attendance="在職",
                joined_on=date(2020, 4, 1),
            )
        )
    async with database.begin() as session:
        whose = {"organization_id": town.id}
        await enqueue(session, Notice("completion.decided", 1, "a"), **whose, at=NOW)
        (first,) = await claim_due(session, **whose, now=NOW, until=NOW, limit=1)
        unknown = give_up(first, state=OutboxState.UNKNOWN, reason="no_answer", at=NOW)
        await change(session, [unknown])
        await enqueue(session, Notice("completion.decided", 1, "b"), **whose, at=NOW)
    await database.close()


async def _audited(url: str) -> list[tuple[str, str]]:
    database = open_database(url).across()
    async with database.read() as session:
        entries = await audit_entries(session, organization_id=1)
    await database.close()
    return [(entry.action, entry.detail) for entry in entries]


@pytest.fixture
def says(url: str, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    def command(*arguments: str) -> tuple[int, str]:
        status = run(["outbox", *arguments])
        output = capsys.readouterr()
        return status, output.out + output.err

    return command


Says = Callable[..., tuple[int, str]]


def below(answer: tuple[int, str]) -> str:
    """Of a list, what stands below the name of the organization."""
    return answer[1].partition("\n")[2]


def test_届いていない知らせを番号と宛先と理由で示す(says: Says) -> None:
    status, said = says("list")
    whose, waiting, listed, counted = said.splitlines()
    assert whose == "自治体\tみなと市（city）"
    assert status == 0
    assert waiting.startswith("2\t送信待ち\t修了の確認の結果\t")  # for hours
    assert listed.split("\t") == [
        "1",
        "届いたか不明",
        "修了の確認の結果",
        "1 港　花子",
        "答えがなく、届いたかどうかを確かめられません。（no_answer）",
        "11月20日(金) 10:00",
    ]
    assert {*counted.split("、")} == {"届いたか不明1件", "送信待ち1件"}
    assert len(says("list", "--all")[1].splitlines()) == 4


def test_状態と理由と番号でしぼって続きを見られる(says: Says) -> None:
    assert below(says("list", "--state", "failed")).startswith("届いていない知らせはありません。")
    assert below(says("list", "--state", "unknown", "--reason", "no_answer")).startswith("1\t")
    assert "続きは --before 2 で見られます。" in says("list", "--all", "--limit", "1")[1]
    assert below(says("list", "--all", "--before", "2")).startswith("1\t")


def test_何も選ばなければ決められない(says: Says) -> None:
    for verb in ("retry", "drop"):
        status, said = says(verb)
        assert status == 2
        assert "--state" in said


def test_たくさんあっても状態と理由でまとめて決められる(says: Says, url: str) -> None:
    _, said = says("retry", "--state", "unknown", "--reason", "ほかの理由")
    assert said == "0件の知らせを、もう一度送ります。\n"
    _, said = says("retry", "--state", "unknown", "--reason", "no_answer")
    assert said == "1件の知らせを、もう一度送ります。\n"
    _, said = says("drop", "--state", "pending")
    assert said == "2件の知らせを、送らないことにしました。\n"
    assert [action for action, _ in asyncio.run(_audited(url))] == [
        "OUTBOX_RETRY",
        "OUTBOX_DROP",
        "OUTBOX_DROP",
    ]


def test_もう一度送ると決めたことが記録に残る(says: Says, url: str) -> None:
    assert says("retry", "1") == (0, "1件の知らせを、もう一度送ります。\n")
    assert "送信待ち2件" in says("list")[1]
    assert asyncio.run(_audited(url)) == [("OUTBOX_RETRY", "outbox 1")]


def test_送らないと決めたことが記録に残る(says: Says, url: str) -> None:
    assert says("drop", "1", "2") == (0, "2件の知らせを、送らないことにしました。\n")
    assert "届いていない知らせはありません。" in says("list")[1]
    assert asyncio.run(_audited(url)) == [("OUTBOX_DROP", f"outbox {n}") for n in (1, 2)]


@pytest.mark.parametrize("verb", ["retry", "drop"])
def test_番号がなければどれかを言う(says: Says, verb: str) -> None:
    status, said = says(verb, "1", "98", "99")
    assert status == 2
    assert "98、99" in said
    assert "届いていない知らせの番号は " in said
    assert "outbox list --all" in said


def test_ない番号にはある番号を言う(says: Says) -> None:
    for verb in ("retry", "drop"):
        status, said = says(verb, "999")
        assert (status, said.count("\n")) == (2, 1)
        assert "届いていない知らせの番号は 2、1 です" in said
    says("drop", "1", "2")
    assert "届いていない知らせはありません" in says("retry", "999")[1]


def test_ない状態にはある状態を言う(says: Says) -> None:
    status, said = says("list", "--state", "dad")
    assert status == 2
    assert "pending、sending、sent、unknown、failed、dead" in said


@pytest.mark.parametrize("number", ["0", "いち", "abc", str(2**31)])
def test_番号でないものは書いたものを示して断る(says: Says, number: str) -> None:
    status, said = says("retry", number)
    assert (status, said.count("\n")) == (2, 1)
    assert "番号" in said
    assert f"「{number}」は" in said


async def _dies_of(url: str, *reasons: str) -> None:
    """One more message for each, that is not to be sent any more."""
    database = open_database(url).across()
    whose = {"organization_id": 1}
    async with database.begin() as session:
        for number, reason in enumerate(reasons):
            await enqueue(session, Notice("reminder.person", 1, f"d{number}"), **whose, at=EARLY)
            (message,) = await claim_due(session, **whose, now=EARLY, until=EARLY, limit=1)
            dead = give_up(message, state=OutboxState.DEAD, reason=reason, at=EARLY)
            await change(session, [dead])
    await database.close()


def test_送り直しても言うことのないものは送り直さず数とわけを言う(says: Says, url: str) -> None:
    asyncio.run(_dies_of(url, "too_many_attempts", "nothing_new", "nothing_new", "dropped"))
    status, said = says("retry", "--state", "dead")
    assert status == 0
    assert said.splitlines() == [
        "1件の知らせを、もう一度送ります。",
        "次のものは送りません　2件：知らせることがありませんでした。（nothing_new）",
        "次のものは送りません　1件：システム管理者が取りやめました。（dropped）",
        "それでも送るものは、番号か、--reason に（ ）の中の言葉を付けて選んでください。",
    ]
    status, said = says("retry", "4")
    assert status == 2
    assert "番号 4 の知らせは、ないか、もう一度送れる状態にありません" in said
    assert "知らせることがありませんでした" in said
    assert says("retry", "--state", "dead", "--reason", "dropped") == (
        0,
        "1件の知らせを、もう一度送ります。\n",
    )
