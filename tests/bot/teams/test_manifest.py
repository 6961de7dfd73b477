"""The app package: what Teams takes, and what the code answers."""

import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator  # type: ignore[import-untyped]  # It ships no types.

from bot.cli import run
from bot.teams import edge, manifest
from domain.conversation_reference import ConversationScope
from handlers.labels import handler_of_label
from handlers.reply import Body, Pressed, Said
from tests.bot.teams.conftest import Listened
from tests.peers.teams.peer import APP_ID
from tests.peers.teams.people import at_meeting_place, at_personal_chat, member

SITE = "https://www.city.example.lg.jp/kakehashi"
SCHEMA = json.loads((Path(__file__).parent / "app_1_22.schema.json").read_text("utf-8"))
DRAWN = manifest.manifest(app_id=APP_ID, site=SITE)
ENGLISH = manifest.in_english()
市川 = "ichikawa.haruka@kakehashi.example"


def opened(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


PACKED = opened(manifest.package(app_id=APP_ID, site=SITE))


def slips(value: object, part: Mapping[str, Any]) -> list[str]:
    return [error.message for error in Draft4Validator(part).iter_errors(value)]


def extension_command(number: str) -> Mapping[str, Any]:
    (extension,) = DRAWN["composeExtensions"]
    (command,) = (each for each in extension["commands"] if each["id"] == number)
    return dict(command)


def pixels(png: bytes) -> tuple[int, int, int, list[bytes]]:
    """Width, height, channels and rows of a PNG that filters nothing."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height, depth, kind = struct.unpack(">IIBB", png[16:26])
    channels, (size,) = {2: 3, 6: 4}[kind], struct.unpack(">I", png[33:37])
    assert depth == 8
    drawn, row = zlib.decompress(png[41 : 41 + size]), 1 + width * channels
    assert len(drawn) == height * row
    return width, height, channels, [drawn[n * row + 1 : (n + 1) * row] for n in range(height)]


def test_マニフェストはTeamsの決まりに収まる() -> None:
    assert slips(json.loads(PACKED["manifest.json"]), SCHEMA) == []


def test_英語の文もTeamsの決まりに収まる() -> None:
    texts = SCHEMA["definitions"]["texts"]
    assert slips(json.loads(PACKED["en-us.json"]), texts) == []


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        ("manifestVersion", "1.5"),
        ("id", "かけはし"),
        ("name", {"short": "長" * 31}),
        ("bots", [{"botId": APP_ID, "scopes": ["channel"]}]),
        ("新しい欄", 1),
    ],
)
def test_決まりに収まらないものは見つかる(part: str, wrong: object) -> None:
    assert slips(DRAWN | {part: wrong}, SCHEMA)


def test_名指ししたファイルがすべて入りほかは入らない() -> None:
    languages = DRAWN["localizationInfo"]["additionalLanguages"]
    named = {*DRAWN["icons"].values(), *(each["file"] for each in languages)}
    assert set(PACKED) == {"manifest.json", *named}


def test_同じアプリは同じファイルになる() -> None:
    assert opened(manifest.package(app_id=APP_ID, site=SITE)) == PACKED


def test_どこでも同じボットにつながる() -> None:
    (bot,), (extension,) = DRAWN["bots"], DRAWN["composeExtensions"]
    assert {DRAWN["id"], bot["botId"], extension["botId"]} == {APP_ID}
    assert manifest.ENDPOINT == edge.PATH


def test_答えられる場所のすべてに追加できる() -> None:
    (bot,) = DRAWN["bots"]
    in_activities = {"team": "channel"}
    answered = {in_activities.get(scope, scope) for scope in bot["scopes"]}
    assert answered == {scope.value for scope in ConversationScope}
    assert [each["scopes"] for each in bot["commandLists"]] == [[s] for s in bot["scopes"]]
    assert bot["supportsFiles"] is True


def test_コマンドはどれもそのままの言葉で通じる() -> None:
    (bot,) = DRAWN["bots"]
    titles = {command["title"] for each in bot["commandLists"] for command in each["commands"]}
    assert len(titles) == 6
    assert [title for title in titles if handler_of_label(title) is None] == []


def test_英語でも送られる言葉は変わらない() -> None:
    assert [key for key in ENGLISH if re.match(r"bots.*\.title$", key)] == []


def test_英語の文はどれもマニフェストにある場所を指す() -> None:
    for key in ENGLISH.keys() - {"$schema"}:
        value: Any = DRAWN
        for name, number in re.findall(r"(\w+)(?:\[(\d)\])?", key):
            value = value[name][int(number)] if number else value[name]
        assert isinstance(value, str), key


async def test_メッセージ拡張の検索はそのまま届く(listened: Listened) -> None:
    command = extension_command("searchCourse")
    (parameter,) = command["parameters"]
    人 = at_personal_chat(listened.peer, member(市川))
    typed = {"name": parameter["name"], "value": "統計"}
    value = {"commandId": command["id"], "parameters": [typed]}
    await 人.invokes("composeExtension/query", value)
    assert listened.heard[0].body == Pressed("course.search", {"text": "統計"})


async def test_検索は開いたときから結果を出す(listened: Listened) -> None:
    command = extension_command("searchCourse")
    assert command["initialRun"] is True
    first = {"name": "initialRun", "value": "true"}
    人 = at_personal_chat(listened.peer, member(市川))
    value = {"commandId": command["id"], "parameters": [first]}
    await 人.invokes("composeExtension/query", value)
    assert listened.heard[0].body == Pressed("course.search", {"text": ""})


@pytest.mark.parametrize(
    ("number", "asked"),
    [
        ("ask", Said("受講状況")),
        ("reportCase", Pressed("case.write", {"text": "受講状況"})),
        ("raiseIssue", Pressed("issue.write", {"text": "受講状況"})),
        ("markMessage", Pressed("issue.message", {"message": "1795136460001"})),
    ],
)
async def test_メッセージ拡張の操作はメッセージの中身を届ける(
    listened: Listened, number: str, asked: Body
) -> None:
    command = extension_command(number)
    assert command["fetchTask"] is True
    (context,) = command["context"]
    人 = at_meeting_place(listened.peer, "channel", member(市川))
    payload = {"id": "1795136460001", "body": {"contentType": "html", "content": "<p>受講状況</p>"}}
    value = {
        "commandId": command["id"],
        "commandContext": context,
        "messagePayload": payload,
    }
    await 人.invokes("composeExtension/fetchTask", value)
    assert listened.heard[0].body == asked


def test_色のアイコンは決まった大きさで隅まで塗られている() -> None:
    width, height, channels, rows = pixels(PACKED["color.png"])
    assert (width, height, channels) == (192, 192, 3)
    ground = bytes.fromhex(DRAWN["accentColor"][1:])
    assert {rows[0][:3], rows[-1][-3:]} == {ground}
    assert bytes((255, 255, 255)) in {rows[96 + y][288:291] for y in range(-40, 40)}


def test_輪郭のアイコンは白と透明だけでできている() -> None:
    width, height, channels, rows = pixels(PACKED["outline.png"])
    assert (width, height, channels) == (32, 32, 4)
    every = [row[at : at + 4] for row in rows for at in range(0, len(row), 4)]
    assert {pixel[:3] for pixel in every} == {b"\xff\xff\xff"}
    assert {0, 255} <= {pixel[3] for pixel in every}


def test_コマンドでパッケージを書き出せる(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "app.zip"
    where = ["--url", "https://k.example.lg.jp/", "--site", SITE, "--out", str(out)]
    assert run(["manifest", "teams", "--app-id", APP_ID.upper(), *where]) == 0
    assert opened(out.read_bytes()) == PACKED
    assert "https://k.example.lg.jp/api/messages" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (["--app-id", "かけはし", "--url", "https://k.example"], "Microsoft App ID"),
        (
            ["--app-id", "0" * 8 + APP_ID[8:], "--url", "https://k.example/api/messages"],
            "--url には",
        ),
        (
            ["--app-id", "00000000-0000-0000-0000-000000000000", "--url", "https://k.example"],
            "Microsoft App ID",
        ),
        (["--app-id", APP_ID, "--url", "http://k.example"], "--url には"),
        (["--app-id", APP_ID, "--url", "https://k.example", "--site", "x"], "--site には"),
        (["--url", "https://k.example"], "--app-id を指定してください"),
    ],
)
def test_使えない値は何を書けばよいかを示す(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], wrong: list[str], says: str
) -> None:
    out = tmp_path / "app.zip"
    assert run(["manifest", "teams", *wrong, "--out", str(out)]) == 2
    assert says in capsys.readouterr().err
    assert not out.exists()


def test_書き込めない場所ならそう示す(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "ない" / "app.zip"
    arguments = ["--app-id", APP_ID, "--url", "https://k.example", "--out", str(out)]
    assert run(["manifest", "teams", *arguments]) == 1
    assert "書き込めません" in capsys.readouterr().err


def test_zipでない名前には書き出さない(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "t.txt"
    arguments = ["--app-id", APP_ID, "--url", "https://k.example", "--out", str(out)]
    assert run(["manifest", "teams", *arguments]) == 2
    assert "t.zip" in capsys.readouterr().err
    assert not out.exists()
