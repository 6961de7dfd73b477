"""The demo's databases: one a day and policy, and no start harms another demo."""

import os
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot import cli
from bot.demo import KEPT, NoSampleForPolicy, demo_policy, demo_settings, prepare_demo
from bot.deployment import open_deployment
from bot.main import Bot, open_bot
from bot.sample_kpis import MONTHS
from bot.settings import Settings, read_settings
from cards.renderers import plain_text
from domain.digest import Period as Week
from domain.japan_time import JAPAN
from domain.kpi_snapshot import Period
from handlers.digest_reading import digest_of
from handlers.reply import Actor, Conversation, Incoming, Reply, Said, Show
from samples.cast import CAST
from samples.issues import sample_issues
from storage.issue_groups import standing_groups
from storage.issue_links import every_link
from storage.issue_threads import thread_of
from storage.issues import every_issue
from storage.kpi_snapshots import month_ends, snapshots_taken
from storage.organization_office import office_of
from storage.organizations import organization_by_key
from storage.policy_file import PolicyFileError

TODAY = date(2026, 11, 21)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings(data_dir=tmp_path / "データ", policy="shimonoseki")


async def says(bot: Bot, text: str, *, number: int = 0) -> Reply:
    return await bot.respond(
        Incoming(
            organization="demo",
            actor=Actor(platform="terminal", platform_id="t", email=CAST[0].email),
            conversation=Conversation(id="t"),
            body=Said(text),
            event_id=f"event-{number:04}",
        )
    )


async def asked(bot: Bot, number: int) -> str:
    """The title of the answer's card."""
    reply = await says(bot, "次に受ける研修は？", number=number)
    assert isinstance(reply, Show)
    return reply.cards[0].title


def databases(settings: Settings) -> set[str]:
    return {file.name for file in (settings.data_dir / "demo").iterdir()}


def last_written(settings: Settings, name: str, day: date) -> None:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=JAPAN).timestamp()
    os.utime(settings.data_dir / "demo" / name, (noon, noon))


async def test_デモではフォーラムと事務局のチャンネルがコンソールの中にある(
    settings: Settings,
) -> None:
    await prepare_demo(settings, today=TODAY)
    async with (
        open_bot(demo_settings(settings, today=TODAY)) as bot,
        bot.deployment.database.read() as session,
    ):
        office = await office_of(session, organization_id=bot.deployment.organization.id)
    assert (str(office.forum), str(office.secretariat)) == ("console:forum", "console:secretariat")


async def test_デモには部局からの課題と話し合いがありどれが同じかはまだだれも答えていない(
    settings: Settings,
) -> None:
    await prepare_demo(settings, today=TODAY)
    async with (
        open_deployment(demo_settings(settings, today=TODAY)) as deployment,
        deployment.database.read() as session,
    ):
        number = deployment.organization.id
        issues = await every_issue(session, organization_id=number)
        talks = [await thread_of(session, each.id, organization_id=number) for each in issues]
        links = await every_link(session, organization_id=number)
        groups = await standing_groups(session, organization_id=number)
    brought = [sample.text.title for sample in sample_issues(TODAY)]
    assert [issue.text.title for issue in issues] == brought
    stages = [step.name for step in deployment.policy.cycle]
    assert {issue.standing.stage for issue in issues} <= {*stages}
    assert any(talks)
    assert (links, groups) == ((), ())


async def test_デモには月末と年度末の指標が残っていて_あとの受講は入っていない(
    settings: Settings,
) -> None:
    await prepare_demo(settings, today=TODAY)
    async with (
        open_deployment(demo_settings(settings, today=TODAY)) as deployment,
        deployment.database.read() as session,
    ):
        number = deployment.organization.id
        months = await month_ends(session, organization_id=number)
        years = await snapshots_taken(session, organization_id=number, period=Period.YEAR)
    ends = [each.as_of for each in months]
    assert len(ends) == MONTHS
    assert (ends, ends[-1]) == (sorted(ends), TODAY.replace(day=1) - timedelta(days=1))
    assert {(each.reading.as_of.month, each.reading.as_of.day) for each in years} == {(3, 31)}
    finished = [
        sum(each.count for each in month.figures if each.series.kpi.name == "COURSE")
        for month in (months[0], months[-1])
    ]
    assert finished[0] < finished[1]


@pytest.mark.parametrize("policy", ["shimonoseki", "okayama"])
async def test_翌日にほかのデモを始めても開いているデモは答え続ける(
    settings: Settings, policy: str
) -> None:
    await prepare_demo(settings, today=TODAY)
    async with open_bot(demo_settings(settings, today=TODAY)) as bot:
        before = await asked(bot, 0)
        await prepare_demo(settings.model_copy(update={"policy": policy}), today=TOMORROW)

        async with bot.deployment.database.read() as other:
            # Another answer in the making holds the connection that is open already.
            await organization_by_key(other, "demo")
            assert await asked(bot, 1) == before


async def test_長く書き込まれていないデータベースだけを消す(settings: Settings) -> None:
    for name in ("okayama-2026-10-01.db", "yamaguchi-2026-10-01.db", "tottori-2026-10-01.db"):
        (settings.data_dir / "demo").mkdir(parents=True, exist_ok=True)
        for ending in ("", "-wal", "-shm"):
            (settings.data_dir / "demo" / f"{name}{ending}").touch()
            last_written(settings, f"{name}{ending}", TODAY - KEPT - timedelta(days=1))
    last_written(settings, "yamaguchi-2026-10-01.db-wal", TODAY - KEPT)
    last_written(settings, "tottori-2026-10-01.db", TODAY)

    await prepare_demo(settings, today=TODAY)

    assert databases(settings) == {
        "shimonoseki-2026-11-21.db",
        *(f"yamaguchi-2026-10-01.db{ending}" for ending in ("", "-wal", "-shm")),
        *(f"tottori-2026-10-01.db{ending}" for ending in ("", "-wal", "-shm")),
    }


async def test_デモのデータは本人だけが読める(settings: Settings) -> None:
    await prepare_demo(settings, today=TODAY)

    folder = settings.data_dir / "demo"
    assert [each.stat().st_mode & 0o777 for each in (settings.data_dir, folder)] == [0o700] * 2
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}


def test_見本を書き出せない場所は入力の誤りとしない(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    folder = tmp_path / "file" / "見本"

    assert cli.run(["demo", "--write-samples", str(folder)]) == 1

    said = capsys.readouterr().err
    assert (said.count("\n"), f"フォルダー {folder} に書き込めません" in said) == (1, True)


def _own_file(tmp_path: Path, *, policy_id: str = "shimonoseki", more: str = "") -> Path:
    shipped = Path(__file__).parents[2] / "policies" / "shimonoseki.yaml"
    file = tmp_path / "方針.yaml"
    words = shipped.read_text("utf-8").replace("id: shimonoseki", f"id: {policy_id}", 1)
    file.write_text(f"{more}{words}", "utf-8")
    return file


async def test_同梱の方針から作ったファイルはパスで選べて別のデータベースになる(
    settings: Settings, tmp_path: Path
) -> None:
    more = "targets_from: 2026\n"
    own = settings.model_copy(update={"policy": str(_own_file(tmp_path, more=more))})
    await prepare_demo(own, today=TODAY)
    async with open_deployment(demo_settings(own, today=TODAY)) as deployment:
        assert deployment.policy.targets_from == 2026
    shipped = demo_settings(settings, today=TODAY).database_url
    assert demo_settings(own, today=TODAY).database_url != shipped


def test_ほかのidの方針ファイルはそのidを言って断る(settings: Settings, tmp_path: Path) -> None:
    file = _own_file(tmp_path, policy_id="minato")
    with pytest.raises(NoSampleForPolicy, match="のid「minato」では試せません"):
        demo_policy(settings.model_copy(update={"policy": str(file)}))


def test_ない方針ファイルは開けないと言って断る(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(PolicyFileError, match="ファイルを開けません"):
        demo_policy(settings.model_copy(update={"policy": str(tmp_path / "ない.yaml")}))


async def test_見本の話し合いのまとめは訂正後の数と決定と残る問いを示す(settings: Settings) -> None:
    await prepare_demo(settings, today=TODAY)
    async with open_bot(demo_settings(settings, today=TODAY)) as bot:
        reply = await says(bot, "課題#12の話し合いのまとめ")
    assert isinstance(reply, Show)
    まとめ = plain_text.render(reply.cards[0])
    assert "今年届いた紙の現況届は1,620件でした" in まとめ
    assert "1,850件" not in まとめ
    assert "現況届の1様式で、来月から試すことに決めました（7）" in まとめ
    assert "どなたが業者に確かめますか？（6）" in まとめ


async def test_見本の話し合いで決まったことと残る問いを週のまとめが引く(settings: Settings) -> None:
    await prepare_demo(settings, today=TODAY)
    period = Week.of_week(TODAY, as_of=datetime(2026, 11, 22, 20, tzinfo=JAPAN))
    async with open_deployment(demo_settings(settings, today=TODAY)) as deployment:
        made = await digest_of(
            deployment.database, period, organization_id=deployment.organization.id, last_stage=""
        )
    said = [*made.digest.sentences()]
    for begins, has in (
        ("話し合いで決まった", "来月から試すことに決めました"),
        ("話し合いに残っている", "どなたが業者に確かめますか？"),
    ):
        found = [each for each in said if each.text.startswith(begins)]
        assert any(has in each.text for each in found)
        assert {cite.number for each in found for cite in each.cites} == {12}
