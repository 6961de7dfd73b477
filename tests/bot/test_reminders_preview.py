"""``kakehashi reminders preview``: who would be told what at the next turn; nothing is sent."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import date, time
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, select, update
from sqlmodel import col

from bot.cli import run
from bot.deployment import open_deployment
from domain.business_calendar import Days
from domain.office import ChannelPlace, Office
from domain.reminder_preference import OwnTime, ReminderPreference
from domain.weekly_schedule import Weekday
from storage.organization_office import begin_office, save_days, save_office, set_paused
from storage.outbox_entries import outbox_entries
from storage.reminder_preferences import keep_reminder_preference
from storage.session import Session
from storage.tables import StaffRow
from tests.city import NOW, settings_for

HOLIDAY = "2026-11-23"
市川, 三宅 = "ichikawa.haruka", "miyake.kazue"
OVERDUE = "■ 期限を過ぎた必須研修\n　　情報セキュリティ研修（年次）　期限 9月30日(水)・55日"

Says = Callable[..., str]
Change = Callable[[Session, int], Awaitable[object]]


@pytest.fixture
def url(city_sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("KAKEHASHI_DATABASE_URL", city_sqlite_url)
    monkeypatch.setenv("KAKEHASHI_ORGANIZATION_KEY", "demo")
    return city_sqlite_url


@pytest.fixture
def says(url: str, capfd: pytest.CaptureFixture[str]) -> Says:
    def call(as_of: str = HOLIDAY) -> str:
        status = run(["reminders", "preview", "--as-of", as_of])
        said = capfd.readouterr()
        return f"{status} {said.out}{said.err}".strip()

    return call


def done(url: str, change: Change) -> None:
    """In the city, before anybody looks."""

    async def work() -> None:
        async with (
            open_deployment(settings_for(url)) as deployment,
            deployment.database.begin() as session,
        ):
            await change(session, deployment.organization.id)

    asyncio.run(work())


def wishing(name: str, preference: ReminderPreference) -> Change:
    async def change(session: Session, number: int) -> None:
        staff_id = await session.scalar(
            select(col(StaffRow.id)).where(col(StaffRow.email) == f"{name}@kakehashi.example")
        )
        assert staff_id
        await keep_reminder_preference(
            session, preference, organization_id=number, staff_id=staff_id, at=NOW
        )

    return change


def part_of(said: str, name: str) -> str:
    """What stands below a person, up to the next one."""
    return said.split(f"{name}@kakehashi.example", 1)[1].split("\n●", 1)[0]


@contextmanager
def statements_counted() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_祝日なら次の開庁日とそのわけと一人ずつの中身が出る(says: Says) -> None:
    said = says()
    assert said.startswith("0 自治体：かけはし市（demo）\n何も送っていません。")
    assert "次の回：2026年11月24日(火) 9:00（毎週月曜日 9:00）" in said
    assert "11月23日(月)は祝日のため、次の開庁日に送ります。" in said
    assert OVERDUE in part_of(said, 市川)
    assert "受講の時間をとってあげてください" in part_of(said.split("■ 所属長へ")[1], 三宅)
    assert "今週は知らせることがない　" in said
    assert "休職・育休　" in said
    assert "■ フォーラムへ：2026年11月24日(火) 9:00" in said
    assert "■ 事務局へ：2026年11月24日(火) 9:15" in said


def test_在籍する人は送る人か送らない人のどちらかに一度だけ数えられる(says: Says, url: str) -> None:
    said = says().split("■ 所属長へ")[0]
    spared = sum(
        int(line.rpartition("　")[2].removesuffix("人"))
        for line in said.split("送らない人：")[1].splitlines()
        if line
    )
    listed = int(said.split("■ 本人へ：")[1].split("人")[0])
    assert listed == said.count("\n● ")
    staff: list[StaffRow] = []

    async def count(session: Session, _: int) -> None:
        rows = await session.scalars(select(StaffRow).where(col(StaffRow.attendance) != "退職"))
        staff.extend(rows)

    done(url, count)
    assert listed + spared == len(staff)


def test_何も書き込まない(says: Says, url: str) -> None:
    entries: list[object] = []

    async def look(session: Session, number: int) -> None:
        entries.extend(await outbox_entries(session, organization_id=number, limit=10))

    with statements_counted() as statements:
        says()
    changes = ("INSERT", "UPDATE", "DELETE")
    assert not [each for each in statements if each.lstrip().upper().startswith(changes)]
    done(url, look)
    assert entries == []


@pytest.mark.parametrize(
    ("preference", "day", "why"),
    [
        (
            ReminderPreference(opted_out=True),
            "11月24日",
            "お知らせは止めていますが、必須研修の期限だけはお伝えします",
        ),
        (
            ReminderPreference(snoozed_until=date(2026, 12, 1)),
            "11月24日",
            "12月1日(火)まで止めていますが、必須研修の期限が近いか過ぎているため",
        ),
        (
            ReminderPreference(OwnTime(Weekday.WEDNESDAY, time(8, 30))),
            "11月25日",
            "11月25日(水) 8:30（本人が選んだ曜日と時刻）",
        ),
    ],
)
def test_頼まれたことがわけとして出る(
    says: Says, url: str, preference: ReminderPreference, day: str, why: str
) -> None:
    done(url, wishing(市川, preference))
    part = part_of(says(), 市川)
    assert why in part
    assert "期限を過ぎた必須研修" in part


def test_守れる頼みの人は数だけが出る(says: Says, url: str) -> None:
    """森田 is told of a session alone."""
    done(url, wishing("morita.sho", ReminderPreference(snoozed_until=date(2026, 12, 1))))
    done(url, wishing("fukasawa.risa", ReminderPreference(opted_out=True)))
    said = says()
    assert "止めている（12月1日(火)まで）　1人" in said
    assert "送らないでほしい　1人" in said
    assert "morita.sho@" not in said.split("■ 所属長へ")[0]


def test_年末年始の回と自分で閉じた日もわけとともに出る(says: Says, url: str) -> None:
    assert "2027年1月4日(月) 9:00" in says("2026-12-29 10:00")

    async def close(session: Session, number: int) -> None:
        days = Days(date(2026, 12, 7), date(2026, 12, 15))
        await save_days(session, days, is_open=False, organization_id=number)

    done(url, close)
    said = says("2026-12-07")
    assert "次の回：2026年12月16日(水) 9:00" in said
    assert "12月14日(月)は自治体の閉庁日のため" in said
    assert "12月7日(月)の回は、閉庁日が続き次の回と同じ日か続く日になるため送りません" in said


def test_止めている配信とないチャンネルはそう書く(says: Says, url: str) -> None:
    async def pause(session: Session, number: int) -> None:
        await begin_office(session, organization_id=number, at=NOW)
        await set_paused(session, organization_id=number, paused_at=NOW)

    done(url, pause)
    said = says()
    assert "いまは配信を止めています" in said
    assert said.count("チャンネルが決まっていないため送りません") == 2


def test_過ぎた日時は振り返りだと言う(says: Says) -> None:
    said = says("2020-06-01 8:00")
    assert said.splitlines()[1] == (
        "何も送っていません。過ぎた日時（2020年6月1日(月) 8:00）からの最初の回を、"
        "今の名簿・受講記録・設定で振り返ります。"
    )
    assert "その回：2020年6月1日(月) 9:00" in said
    assert "振り返ります" not in says("2098-06-02")


def test_過ぎた日時からの回がもうなければ次の回だと言う(
    says: Says, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.commands.reminders.japan_now", lambda: NOW)
    done(url, lambda session, number: begin_office(session, organization_id=number, at=NOW))
    said = says("2026-10-01").splitlines()
    assert said[1] == (
        "何も送っていません。過ぎた日時（2026年10月1日(木) 0:00）から今までに、まだの回はありません。"
        "今の名簿・受講記録・設定では、次の回に次のとおり送ります。"
    )
    assert said[2].startswith("次の回：")


def test_自前の方針だけがあって名簿がなければ取り込むように言う(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("KAKEHASHI_DATABASE_URL", raising=False)
    monkeypatch.setenv("KAKEHASHI_DATA_DIR", str(tmp_path))
    shipped = Path(__file__).parents[2] / "policies" / "shimonoseki.yaml"
    own = tmp_path / "わたしの市.yaml"
    own.write_text(shipped.read_text("utf-8").replace("id: shimonoseki", "id: minato", 1), "utf-8")
    monkeypatch.setenv("KAKEHASHI_POLICY", str(own))
    assert run(["reminders", "preview"]) == 1
    said = capfd.readouterr().err
    assert "職員名簿がまだありません" in said
    assert "kakehashi import roster" in said
    assert "サンプルの市" not in said.replace("サンプルの市のデータを使います", "")


def test_つないでいないチャンネルへは送れないことを言い中身も示す(says: Says, url: str) -> None:
    async def choose(session: Session, number: int) -> None:
        office = Office(since=NOW, forum=ChannelPlace("slack", "C0123ABCD"))
        await save_office(session, office, organization_id=number, at=NOW)

    done(url, choose)
    forum = says().split("■ フォーラムへ")[1].split("■ 事務局へ")[0]
    assert "つなぐまで、ここへは何も送れません。KAKEHASHI_SLACK_BOT_TOKEN" in forum
    assert "チャンネルが決まっていない" not in forum
    assert len(forum.splitlines()) > 3


@pytest.mark.parametrize(
    ("as_of", "sentence"),
    [
        ("2026-02-30", "「2026-02-30」という日はありません"),
        ("あした", "日付として読めません"),
        ("2026-11-23 25:00", "「25:00」という時刻はありません"),
        ("1999-01-01", "2000年から2099年まで"),
        ("0001-01-01", "--as-of を読めません"),
        ("", "--as-of を読めません"),
    ],
)
def test_読めない日時は一行で断る(says: Says, as_of: str, sentence: str) -> None:
    said = says(as_of)
    assert said.startswith("2 ")
    assert sentence in said
    assert "\n" not in said


def test_問い合わせの数は人数によらない(says: Says, url: str) -> None:
    with statements_counted() as for_all:
        says()

    async def most_leave(session: Session, _: int) -> None:
        stays = col(StaffRow.email) == f"{市川}@kakehashi.example"
        await session.execute(update(StaffRow).where(~stays).values(attendance="退職"))

    done(url, most_leave)
    with statements_counted() as for_one:
        said = says()
    assert "■ 本人へ：1人" in said
    assert len(for_all) == len(for_one) < 60
