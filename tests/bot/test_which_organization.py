"""Which municipality a command speaks of: one that is there, or none; a mistyped key makes nothing."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot import cli
from bot.deployment import japan_now
from bot.main import open_bot
from bot.own_organization import NoSuchOrganization
from bot.settings import read_settings
from domain.office import OfficeChannel
from domain.organization import NotAnOrganizationKey
from domain.outbox import Notice
from domain.weekly_schedule import Occurrence
from domain.workspace import TEAMS, Installation
from samples.city import SampleFiles
from storage.audit import audit_entries
from storage.ledger import note_rows, settle
from storage.organizations import organization_by_key, organization_keys
from storage.outbox import enqueue
from storage.session import Session, open_database
from storage.workspaces import install_workspace, revoke_workspace
from tests.city import NOW

SHOWING = (
    ("office", "show"),
    ("outbox", "list"),
    ("reminders", "preview"),
    ("workspace", "list"),
    ("office", "pause"),
    ("outbox", "drop", "1"),
    ("export", "records", "記録.xlsx"),
    ("recommend", "--all"),
)
"""All of them need an organization, and none may make one."""

Said = pytest.CaptureFixture[str]
Says = Callable[..., tuple[int, str]]


@pytest.fixture(autouse=True)
def a_place_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("POLICY", "ORGANIZATION_KEY", "CONSOLE"):
        monkeypatch.delenv(f"KAKEHASHI_{name}", raising=False)
    monkeypatch.setenv("KAKEHASHI_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("KAKEHASHI_ORGANIZATION", "わたしの市")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def says(capfd: Said) -> Says:
    """Status, and what was said."""

    def call(*arguments: str) -> tuple[int, str]:
        capfd.readouterr()
        status = cli.run(arguments)
        said = capfd.readouterr()
        return status, said.out + said.err

    return call


@pytest.fixture
def nothing(empty_database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The database as it is before the first command."""
    monkeypatch.setenv("KAKEHASHI_DATABASE_URL", empty_database_url)
    return empty_database_url


@pytest.fixture
def two(owner_database_url: str, says: Says, monkeypatch: pytest.MonkeyPatch) -> str:
    """わたしの市 (main) and みなと市 (minato)."""
    monkeypatch.setenv("KAKEHASHI_DATABASE_URL", owner_database_url)
    assert says(*adding("minato"))[0] == 0
    return owner_database_url


def adding(key: str) -> tuple[str, ...]:
    return ("organization", "add", key, "--name", "みなと市", "--policy", "okayama")


def keys(url: str) -> tuple[str, ...]:
    async def asked() -> tuple[str, ...]:
        database = open_database(url).across()
        async with database.read() as session:
            found = await organization_keys(session)
        await database.close()
        return found

    return asyncio.run(asked())


def test_綴りを違えたKEYはどのコマンドも断り何も作らない(
    two: str, says: Says, sample_files: SampleFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAKEHASHI_ORGANIZATION_KEY", "mniato")
    importing = ("import", "roster", str(sample_files.roster))
    for arguments in (*SHOWING, importing, (*importing, "--dry-run")):
        status, said = says(*arguments)
        assert status == cli.BAD_INPUT, arguments
        assert "KAKEHASHI_ORGANIZATION_KEY の「mniato」という自治体はありません。" in said, (
            arguments
        )
        assert "近いもの：minato。ある自治体：main、minato。" in said, arguments
        assert said.count("\n") == 1, arguments
        assert keys(two) == ("main", "minato"), arguments


def test_綴りを違えたKEYではサーバーも始まらない(two: str) -> None:
    async def begun() -> None:
        async with open_bot(read_settings(organization_key="mniato")):
            pass

    with pytest.raises(NoSuchOrganization, match="近いもの：minato"):
        asyncio.run(begun())
    assert keys(two) == ("main", "minato")


def test_自治体の一覧と追加はKEYの綴りによらない(
    two: str, says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAKEHASHI_ORGANIZATION_KEY", "kita")
    assert "minato\tみなと市\tokayama" in says("organization", "list")[1]
    assert says(*adding("kita"))[0] == 0
    assert keys(two) == ("main", "minato", "kita")
    assert says("office", "show")[1].startswith("自治体\tみなと市（kita）\n")


@pytest.mark.parametrize("is_upgraded", [False, True])
def test_何もないデータベースでは見るだけで何も作らず次にすることを言う(
    is_upgraded: bool, says: Says, nothing: str
) -> None:
    if is_upgraded:
        assert says("db", "upgrade")[0] == 0
    for arguments in (*SHOWING, ("organization", "list")):
        status, said = says(*arguments)
        assert status == cli.FAILED, arguments
        assert "まだ何もありません" in said, arguments
        assert "kakehashi import roster" in said, arguments
        assert keys(nothing) == (), arguments
    assert (says("db", "check")[0] == 0) is is_upgraded


def test_名簿の取り込みが最初の自治体を作る(
    says: Says, sample_files: SampleFiles, nothing: str
) -> None:
    assert says("import", "roster", str(sample_files.roster))[0] == 0
    assert keys(nothing) == ("main",)


def test_最初に加えたときは設定の自治体も作りそう言う(says: Says, nothing: str) -> None:
    said = says(*adding("minato"))[1]
    assert "KAKEHASHI_ORGANIZATION_KEY のわたしの市（main）も作りました。" in said
    assert "main" not in says(*adding("kita"))[1]
    assert keys(nothing) == ("main", "minato", "kita")


def test_設定の自治体そのものを最初に加えられる(says: Says, nothing: str) -> None:
    assert says(*adding("main"))[0] == 0
    assert says("organization", "list")[1] == "main\tみなと市\tokayama\n"


@pytest.mark.usefixtures("two")
def test_調べる最初の行も自治体を名乗る(says: Says, monkeypatch: pytest.MonkeyPatch) -> None:
    assert says("doctor")[1].startswith("自治体：わたしの市（main）\n")
    monkeypatch.setenv("KAKEHASHI_ORGANIZATION_KEY", "mniato")
    status, said = says("doctor")
    assert status == cli.FAILED
    assert said.startswith("自治体：mniato\n")
    assert "× 職員と研修：KAKEHASHI_ORGANIZATION_KEY の「mniato」という自治体は" in said


@pytest.mark.usefixtures("nothing")
def test_KEYの決まりは設定でもコマンドでも同じ(says: Says, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "KEY は、英小文字・数字" in says(*adding("みなと"))[1]
    monkeypatch.setenv("KAKEHASHI_ORGANIZATION_KEY", "みなと")
    status, said = says("office", "show")
    assert status == cli.BAD_INPUT
    assert said.startswith("「みなと」は使えません。KAKEHASHI_ORGANIZATION_KEY は、英小文字・数字")
    with pytest.raises(NotAnOrganizationKey):
        read_settings()


Change = Callable[[Session, int], object]


def done(url: str, change: Callable[..., object], *arguments: object) -> object:
    """With a session, and with みなと市's number."""

    async def work() -> object:
        database = open_database(url).across()
        async with database.begin() as session:
            minato = await organization_by_key(session, "minato")
            assert minato is not None
            result = await change(session, minato.id, *arguments)  # type: ignore[misc]  # any of the below
        await database.close()
        return result

    return asyncio.run(work())


def test_まちがえて作った自治体を取り除き記録は残る自治体に残す(says: Says, two: str) -> None:
    def looks(*more: str) -> int:
        return says("organization", *more)[0]

    done(two, skipped_a_week)
    assert says("organization", "remove", "minato") == (0, "みなと市（minato）を取り除きました。\n")
    assert keys(two) == ("main",)
    assert looks("remove", "minato") == cli.BAD_INPUT

    async def audited() -> list[tuple[str, str]]:
        database = open_database(two).across()
        async with database.read() as session:
            main = await organization_by_key(session, "main")
            assert main is not None
            entries = await audit_entries(session, organization_id=main.id)
        await database.close()
        return [(each.action, each.detail) for each in entries]

    assert asyncio.run(audited()) == [("ORGANIZATION_REMOVE", "organization 2 minato")]
    assert says(*adding("minato"))[0] == 0
    assert looks("remove", "minato") == 0


async def skipped_a_week(session: Session, number: int) -> None:
    """As every organization does that has no channel."""
    turn = Occurrence("reminder.forum", "2026-W47", NOW, NOW)
    await settle(session, turn, organization_id=number, at=NOW, skipped_for="no_channel")


async def tells_the_forum(session: Session, number: int) -> None:
    notice = Notice("reminder.forum", None, "a", channel=OfficeChannel.FORUM)
    await enqueue(session, notice, organization_id=number, at=NOW)


async def told_long_ago(session: Session, number: int) -> None:
    turn = Occurrence("reminder.forum", "2026-W47", NOW, NOW)
    await settle(session, turn, organization_id=number, at=NOW)
    await note_rows(session, turn, 1, organization_id=number)


async def joins(session: Session, number: int) -> None:
    tenant = Installation(TEAMS, "1a2b3c4d-1111-2222-3333-444444444444", "みなと市")
    await install_workspace(session, tenant, organization_id=number, at=NOW)


async def leaves(session: Session, number: int) -> None:
    later = japan_now() + timedelta(days=1)
    await revoke_workspace(
        session,
        platform=TEAMS,
        external_id="1a2b3c4d-1111-2222-3333-444444444444",
        at=later,
        before=later,
    )


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (tells_the_forum, "知らせがあるため"),
        (told_long_ago, "知らせがあるため"),
        (joins, "Teamsのテナントがあるため"),
    ],
)
def test_使っている自治体はわけを言って取り除かない(
    change: Change, why: str, says: Says, two: str
) -> None:
    done(two, change)
    status, said = says("organization", "remove", "minato")
    assert status == cli.BAD_INPUT
    assert why in said
    assert keys(two) == ("main", "minato")


def test_職員と記録のある自治体は取り除かない(
    says: Says, sample_files: SampleFiles, two: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setenv("KAKEHASHI_ORGANIZATION_KEY", "minato")
        for kind, file in (
            ("roster", sample_files.roster),
            ("catalogue", sample_files.catalogue),
            ("records", sample_files.records),
        ):
            assert says("import", kind, str(file), "--policy", "shimonoseki")[0] == 0
    status, said = says("organization", "remove", "minato")
    assert status == cli.BAD_INPUT
    assert "みなと市（minato）には職員、受講などの記録があるため" in said
    assert keys(two) == ("main", "minato")


def test_取り消したテナントは取り除くことを妨げない(says: Says, two: str) -> None:
    done(two, joins)
    done(two, leaves)
    assert says("organization", "remove", "minato")[0] == 0


@pytest.mark.usefixtures("two")
def test_結び付きがなければ何をするかを言う(says: Says) -> None:
    status, said = says("workspace", "list")
    assert status == 0
    assert "結び付いたワークスペースもテナントもありません。" in said
    assert "kakehashi workspace invite" in said
