"""``kakehashi office``: what is set is shown, what cannot be is refused and changes nothing."""

import asyncio
import re
from collections.abc import Callable
from datetime import UTC, datetime, time

import pytest
from sqlalchemy import update
from sqlmodel import col

from bot.cli import run
from domain.outbox import Notice
from domain.reminder_preference import OwnTime, ReminderPreference
from domain.weekly_schedule import Occurrence, Weekday
from storage.audit import audit_entries
from storage.ledger import settle
from storage.outbox import claim_due, enqueue, waiting
from storage.outbox_changes import change, put_off
from storage.reminder_preferences import keep_reminder_preference
from storage.reminder_rows import whom_to_remind
from storage.session import open_database
from storage.tables import StaffRow
from tests.scheduler.weekly_world import founded

FAR = datetime(2099, 1, 1, tzinfo=UTC)


@pytest.fixture
def url(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("KAKEHASHI_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("KAKEHASHI_ORGANIZATION_KEY", "town")

    async def fill() -> None:
        database = open_database(sqlite_url).across()
        await founded(database)
        await database.close()

    asyncio.run(fill())
    return sqlite_url


@pytest.fixture
def says(url: str, capfd: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """What ``kakehashi office …`` answers, on whichever way, with the status before it."""

    def call(*arguments: str) -> str:
        status = run(["office", *arguments])
        said = capfd.readouterr()
        return f"{status} {said.out}{said.err}".strip()

    return call


def test_改善事例をだれが確認するかを決められる(says: Callable[..., str]) -> None:
    assert "改善事例の確認\t部局のDX推進リーダー、そのあと事務局" in says("show")
    assert says("set", "--case-review", "事務局").startswith("0 設定を変えました。")
    assert says("set", "--case-review", "事務局").startswith("0 設定は前と同じです。")
    assert "改善事例の確認\t事務局だけ" in says("show")
    assert says("set", "--case-review", "課長").startswith("2 確認する人に「課長」はありません。")
    assert "改善事例の確認\t事務局だけ" in says("show")


def test_情報交換の曜日と日数を決められる(says: Callable[..., str]) -> None:
    shown = says("show")
    assert "情報交換\t毎週月曜日 9:00（1開庁日あとにもう一度、3開庁日あとにまとめる）" in shown
    assert (
        "動きのない課題\t30日で部局のDX統括リーダーに、そのあと10開庁日で事務局に知らせる" in shown
    )
    said = says(
        "set", "--exchange", "火曜 10時半", "--exchange-closes", "4", "--stalled-office", "5"
    )
    assert said.startswith("0 設定を変えました。")
    shown = says("show")
    assert "情報交換\t毎週火曜日 10:30（1開庁日あとにもう一度、4開庁日あとにまとめる）" in shown
    assert "そのあと5開庁日で事務局に知らせる" in shown
    assert says("set", "--exchange", "火曜 10:30").startswith("0 設定は前と同じです。")
    assert says("set", "--exchange", "火曜").startswith(
        "2 情報交換の曜日と時刻は「火曜 10:00」のように"
    )
    assert says("set", "--exchange", "火曜 21:00").startswith("2 21:00は、送らない時間帯")
    assert says("set", "--exchange-again", "4").startswith("2 情報交換は、もう一度聞く日を")
    assert says("set", "--exchange", "同じ").startswith("0 設定を変えました。")
    assert "情報交換\t毎週月曜日 9:00" in says("show")
    says("set", "--exchange", "none")
    assert "情報交換\t行わない" in says("show")


def test_決めたことが一覧に出る(says: Callable[..., str]) -> None:
    shown = says("show")
    assert shown.startswith("0 自治体\t町（town）\n")
    assert "毎週の知らせ\t毎週月曜日 9:00（次は" in shown
    assert "フォーラム\t未設定" in shown
    assert "送らない時間帯\t20:00-8:00" in shown
    said = says("set", "--weekday", "火曜", "--at", "8時半", "--forum", "slack:C01")
    assert said.startswith("0 設定を変えました。\n次は")
    assert says("set", "--quiet", "19時〜7:30", "--secretariat", "teams:19:a@thread.tacv2")
    shown = says("show")
    for line in (
        "毎週の知らせ\t毎週火曜日 8:30（次は",
        "フォーラム\tslack:C01（",
        "事務局\tteams:19:a@thread.tacv2（",
        "送らない時間帯\t19:00-7:30",
        "状態\t動いています",
    ):
        assert line in shown
    assert said.splitlines()[1].partition("に送ります。")[0] in shown
    assert says("set", "--at", "8:30").startswith("0 設定は前と同じです。\n次は")
    says("set", "--forum", "none", "--quiet", "none")
    assert "フォーラム\t未設定" in says("show")
    assert "送らない時間帯\tなし" in says("show")


def test_ほかの時刻に送る人と休んでいる人の数を言う(says: Callable[..., str], url: str) -> None:
    whole = re.search(r"毎週の知らせの相手\t(\d+)人\n", says("show"))
    assert whole
    people = int(whole[1])

    async def change_some() -> None:
        database = open_database(url).across()
        async with database.begin() as session:
            first, second, *_ = sorted(
                await whom_to_remind(session, managers_only=False, organization_id=1)
            )
            own = ReminderPreference(own_time=OwnTime(Weekday.FRIDAY, time(15, 0)))
            await keep_reminder_preference(
                session, own, organization_id=1, staff_id=first, at=datetime.now(UTC)
            )
            await session.execute(
                update(StaffRow).where(col(StaffRow.id) == second).values(attendance="育休")
            )
        await database.close()

    asyncio.run(change_some())
    assert (
        f"毎週の知らせの相手\t{people}人のうち{people - 2}人"
        "（ほかに、自分で決めた曜日・時刻に送る人が1人、休職・育休中で送らない人が1人）"
    ) in says("show")


def test_最近の回は役所の曜日と時刻のものだけを言葉で示す(
    says: Callable[..., str], url: str
) -> None:
    at = datetime(2026, 11, 16, tzinfo=UTC)

    async def fill() -> None:
        database = open_database(url).across()
        async with database.begin() as session:
            forum = Occurrence("reminder.forum", "2026-W47", at, at)
            own = Occurrence("reminder.person@2-0830", "2026-W47", at, at)
            await settle(session, forum, organization_id=1, at=at, skipped_for="no_channel")
            await settle(session, own, organization_id=1, at=at)
        await database.close()

    asyncio.run(fill())
    assert says("show").splitlines()[-1].partition("月")[2] == (
        "16日(月)の週\tフォーラムへのお知らせ\t見送り\t送り先のチャンネルが設定されていません。"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("set", "--at", "25:00"), "「25:00」という時刻はありません"),
        (("set", "--weekday", "金星"), "「金星」は使えません"),
        (("set", "--forum", "#forum"), "チャンネルとして読めません"),
        (("set", "--secretariat", "teams:19:…@thread.tacv2"), "IDを略さずに"),
        (("set", "--quiet", "20:00"), "「20:00-8:00」のように"),
        (("set", "--quiet", "8:00-8:00"), "始まりと終わりが同じ"),
        (("set", "--at", "7:00"), "送らない時間帯（20:00-8:00）の中です"),
        (("close", "2027-02-30"), "という日はありません"),
        (("close", "2098/8/15", "2098/8/13"), "順番を確かめてください"),
        (("close", "2097/1/1", "2099/1/1"), "開庁日がありません"),
        (("forget-day", "2027/8/13"), "2027年8月13日(金)の設定はありません"),
    ],
)
def test_ありえない設定は一文で断り何も変えない(
    says: Callable[..., str], arguments: tuple[str, ...], sentence: str
) -> None:
    before = says("show")
    refused = says(*arguments)
    assert refused.startswith("2 ")
    assert sentence in refused
    assert refused.count("\n") == 0
    assert says("show") == before


def test_閉庁日と開庁日を加えて取り消せる(says: Callable[..., str]) -> None:
    span = "2098年8月13日(水)〜2098年8月16日(土)"
    assert says("close", "2098/8/13", "2098/8/16") == f"0 {span}を閉庁日にしました。"
    assert says("open", "2098-8-14") == "0 2098年8月14日(木)を開庁日にしました。"
    shown = says("show")
    assert f"閉庁日\t{span}" in shown
    assert "開庁日\t2098年8月14日(木)" in shown
    assert says("forget-day", "2098-08-14").startswith("0 ")
    assert "8月14日" not in says("show")


def test_重なる閉庁日は一つの期間にまとめ同じものは二度入れない(says: Callable[..., str]) -> None:
    says("close", "2098/8/13", "2098/8/14")
    says("close", "2098/8/16", "2098/8/17")
    whole = "2098年8月13日(水)〜2098年8月17日(日)"
    assert says("close", "2098/8/14", "2098/8/16") == (
        f"0 重なる期間と合わせて、{whole}を閉庁日にしました。"
    )
    assert says("close", "2098/8/15") == (f"0 2098年8月15日(金)は、すでに閉庁日です（{whole}）。")
    assert says("show").count("閉庁日\t") == 1


def test_開庁日にした期間の中の日は取り消すまで閉庁日にできない(says: Callable[..., str]) -> None:
    says("open", "2098/8/13", "2098/8/16")
    refused = says("close", "2098/8/14")
    assert refused.startswith("2 ")
    assert "開庁日（2098年8月13日(水)〜2098年8月16日(土)）にしてあります" in refused
    assert says("close", "2098/8/13", "2098/8/16").startswith("0 ")


@pytest.mark.parametrize("verb", ["close", "open"])
def test_過ぎた日は閉庁日にも開庁日にもできない(says: Callable[..., str], verb: str) -> None:
    refused = says(verb, "2020/8/13", "2020/8/14")
    assert (
        refused
        == "2 2020年8月13日(木)〜2020年8月14日(金)は、もう過ぎています。年を確かめてください。"
    )
    assert "2020年" not in says("show")


def test_土曜日にすると毎回次の開庁日に送ることと次の日を言う(says: Callable[..., str]) -> None:
    said = says("set", "--weekday", "土曜")
    assert "に送ります。土曜日は閉庁日のため、毎回、次の開庁日に送ります。" in said
    assert "(土) 9:00" not in said
    assert "土曜日は閉庁日のため" in says("show")


NOT_CONNECTED = "つなぐまで、ここへは何も送れません。KAKEHASHI_SLACK_BOT_TOKEN を設定してください"


def test_つないでいないチャンネルは受け付けて何も送れないことを言う(
    says: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = says("set", "--forum", "slack:C0123ABCD")
    assert said.startswith("0 設定を変えました。")
    assert f"フォーラム（slack:C0123ABCD）：{NOT_CONNECTED}" in said
    assert f"フォーラム\tslack:C0123ABCD（{NOT_CONNECTED}" in says("show")
    said = says("set", "--secretariat", "teams:19:a1@thread.tacv2")
    assert "KAKEHASHI_TEAMS_APP_ID を設定してください" in said
    monkeypatch.setenv("KAKEHASHI_SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("KAKEHASHI_SLACK_APP_TOKEN", "xapp-1")
    assert "SLACK_BOT_TOKEN" not in says("show")


def test_休止し再開でき再開すれば待っていた知らせはすぐ送れる(
    says: Callable[..., str], url: str
) -> None:
    assert says("pause") == "0 知らせを休止しました。"
    assert says("pause") == "0 すでに休止しています。"
    assert "から休止中" in says("show")
    asyncio.run(_waits_for_the_office(url))
    assert not asyncio.run(_is_due(url))
    assert says("resume") == "0 知らせを再開しました。"
    assert says("resume") == "0 休止していません。"
    assert asyncio.run(_is_due(url))
    assert asyncio.run(_audited(url)) == ["OFFICE_PAUSE", "OFFICE_RESUME"]


async def _waits_for_the_office(url: str) -> None:
    database, now = open_database(url).across(), datetime.now(UTC)
    async with database.begin() as session:
        await enqueue(session, Notice("kind", 1, "a"), organization_id=1, at=now)
        (message,) = await claim_due(session, organization_id=1, now=now, until=FAR, limit=1)
        held = put_off(message, until=FAR, reason="paused", was_attempt=False)
        assert await change(session, [held]) == (True,)
    await database.close()


async def _is_due(url: str) -> bool:
    database = open_database(url).across()
    async with database.read() as session:
        is_due = (await waiting(session, organization_id=1, now=datetime.now(UTC))).due
    await database.close()
    return is_due


async def _audited(url: str) -> list[str]:
    database = open_database(url).across()
    async with database.read() as session:
        entries = await audit_entries(session, organization_id=1)
    await database.close()
    return sorted(entry.action for entry in entries)


def test_改善事例を知らせるチャンネルを加えて外せる(says: Callable[..., str]) -> None:
    assert "設定を変えました" in says(
        "set", "--case-channel", "slack:C0456", "--case-channel", "slack:C0789"
    )
    assert says("set", "--case-channel", "slack:C0456").startswith("0 設定は前と同じです")
    shown = says("show")
    assert "改善事例の周知\tslack:C0456（" in shown
    assert "改善事例の周知\tslack:C0789（" in shown
    assert "改善事例の周知（slack:C0456）：" in says("set", "--case-channel", "slack:C0456")
    assert "設定を変えました" in says("set", "--no-case-channel", "slack:C0456")
    assert "C0456" not in says("show")
    assert says("set", "--case-channel", "総務課").startswith("2 ")
