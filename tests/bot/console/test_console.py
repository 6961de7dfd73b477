"""The console over HTTP: what is posted, what comes over the stream, what is turned away."""

import asyncio
import json
import logging
import re
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import quote

import pytest
from aiohttp import ClientResponse, ClientSession, FormData, web
from aiohttp.test_utils import TestClient, TestServer

from bot.console.conversation import ENTRIES_KEPT, FILES_KEPT
from bot.console.entry import GivenFile
from cards.elements import Card, paragraph
from handlers.reply import (
    Actor,
    Attached,
    Conversation,
    Incoming,
    MadeFile,
    Pressed,
    Said,
    Submitted,
)
from tests.bot.console.city import SATO, YAMADA, City
from tests.cards.renderers.hostile import HOSTILE
from tests.waiting import LONGEST


@pytest.fixture
def city() -> City:
    return City()


@pytest.fixture
async def browser(city: City) -> AsyncIterator["Browser"]:
    async with TestClient(TestServer(city.web_app())) as client:
        yield Browser(client)


Values = dict[str, object]
Client = TestClient[web.Request, web.Application] | ClientSession


class Browser:
    """Speaks to the console as its page does."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self._events = 0

    async def post(self, path: str, **body: object) -> ClientResponse:
        return await self.client.post(f"/console/{path}", json=body)

    async def say(self, text: str, *, person: str = YAMADA, event_id: str = "") -> ClientResponse:
        return await self.post(
            "messages", person=person, text=text, event_id=event_id or self._id()
        )

    async def press(self, action: str, *, entry: int | None = None) -> ClientResponse:
        body: Values = {
            "entry": entry,
            "action": action,
            "args": {"course": "SEC-01"},
            "nonce": "n1",
        }
        return await self.post("actions", person=YAMADA, event_id=self._id(), **body)

    async def submit(self, values: dict[str, str], *, entry: int | None = None) -> ClientResponse:
        body: Values = {"entry": entry, "action": "report_completion", "args": {}, "nonce": "n1"}
        return await self.post("forms", person=YAMADA, event_id=self._id(), values=values, **body)

    async def follow(self, person: str = YAMADA, *, last_event_id: str = "") -> "Stream":
        key = (await (await self.post("conversations", person=person)).json())["key"]
        headers = {"Last-Event-ID": last_event_id} if last_event_id else {}
        path = f"/console/events?conversation={key}"
        return Stream(await self.client.get(path, headers=headers))

    def _id(self) -> str:
        self._events += 1
        return f"event-{self._events:04}"


class Stream:
    """Server-sent events, read as a browser reads them."""

    def __init__(self, response: ClientResponse) -> None:
        self.response = response
        self.last_event_id = ""

    async def next(self) -> tuple[int, str]:
        """The id and the HTML of the next entry."""
        async with asyncio.timeout(LONGEST):
            while True:
                block = await self._block()
                if block.get("event") == "entry":
                    entry = json.loads(block["data"])
                    return entry["id"], entry["html"]

    async def _block(self) -> dict[str, str]:
        fields: dict[str, str] = {}
        while (line := (await self.response.content.readline()).decode().rstrip("\n")) != "":
            name, _, value = line.partition(": ")
            fields[name] = value
        self.last_event_id = fields.get("id", self.last_event_id)
        return fields


async def sentence(response: ClientResponse, status: int) -> str:
    assert response.status == status
    error: str = (await response.json())["error"]
    assert "Traceback" not in error
    return error


async def test_書いた言葉と答えのカードが順に届く(browser: Browser, city: City) -> None:
    stream = await browser.follow()

    answer = await browser.say("次に何の研修を受ければいい？", event_id="event-abc")

    assert (answer.status, await answer.json()) == (200, {})
    (_, said), (_, card) = await stream.next(), await stream.next()
    assert "次に何の研修を受ければいい？" in said
    assert "情報セキュリティ研修" in card
    assert city.heard == [
        Incoming(
            organization="sample",
            actor=Actor(platform="console", platform_id=YAMADA, email=YAMADA),
            conversation=Conversation(id=YAMADA),
            body=Said("次に何の研修を受ければいい？"),
            event_id="event-abc",
        )
    ]


def form_of(*files: tuple[str, bytes], **fields: str) -> FormData:
    # As a browser writes it: names of files in plain UTF-8.
    form = FormData(quote_fields=False, default_to_multipart=True)
    for name, value in {"person": YAMADA, "event_id": "event-file", **fields}.items():
        form.add_field(name, value)
    for name, content in files:
        form.add_field("file", content, filename=name)
    return form


async def test_送ったファイルは名前が見え中身が届く(browser: Browser, city: City) -> None:
    stream = await browser.follow()
    form = form_of(("名簿.xlsx", b"PK1"), text="お願いします")
    answer = await browser.client.post("/console/files", data=form)
    assert (answer.status, await answer.json()) == (200, {})
    (_, said), (_, card), (_, link) = [await stream.next() for _ in range(3)]
    assert "お願いします" in said
    assert "名簿.xlsx" in said
    assert "受け取りました" in card
    (heard,) = city.heard
    assert isinstance(heard.body, Attached)
    assert [(file.name, await file.read()) for file in heard.body.files] == [("名簿.xlsx", b"PK1")]
    address = re.search(r'href="([^"]+)"', link)
    assert address
    given = await browser.client.get(f"/console/{address[1]}")
    assert await given.read() == b"PK1"
    assert "attachment" in given.headers["Content-Disposition"]
    assert quote("名簿.xlsx") in given.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("form", "status", "words"),
    [
        (form_of(), 400, "ファイルを選んでください"),
        (form_of(("a.csv", b"x"), person="だれか"), 400, "メールアドレス"),
        (form_of(("a.csv", b"x"), event_id="x"), 400, "読み取れません"),
        (form_of(("a.csv", b"x" * 200)), 413, "大きすぎます"),
        (form_of(("a.csv", b"x" * 60), ("b.csv", b"x" * 60)), 413, "大きすぎます"),
        ({"person": YAMADA}, 415, "multipart"),
    ],
)
async def test_ファイルでないものと大きすぎるものは断る(
    browser: Browser,
    city: City,
    monkeypatch: pytest.MonkeyPatch,
    form: Any,
    status: int,
    words: str,
) -> None:
    monkeypatch.setattr("bot.console.uploads.LARGEST_FILE", 100)
    answer = await browser.client.post("/console/files", data=form)
    assert words in await sentence(answer, status)
    assert city.heard == []


async def test_渡したファイルは新しいものだけが取れる(browser: Browser, city: City) -> None:
    conversation = city.conversations.of(YAMADA)
    for number in range(FILES_KEPT + 1):
        conversation.give(MadeFile(f"{number}.xlsx", b"x"))
    addresses = [
        entry.content.address
        for entry in conversation.changed_since(0)
        if isinstance(entry.content, GivenFile)
    ]
    answers = [await browser.client.get(f"/console/{address}") for address in addresses]
    assert [answer.status for answer in answers] == [404, *[200] * FILES_KEPT]
    assert (await browser.client.get("/console/files/x/y")).status == 404


async def test_読み込み直しても会話が見える(browser: Browser) -> None:
    await browser.say("受講状況")

    stream = await browser.follow()

    assert "受講状況" in (await stream.next())[1]
    assert "<table>" in (await stream.next())[1]


async def test_切れてつながり直すと見ていない続きだけが届く(browser: Browser) -> None:
    stream = await browser.follow()
    await browser.say("一つ目")
    await stream.next()
    await stream.next()
    stream.response.close()

    await browser.say("二つ目")
    again = await browser.follow(last_event_id=stream.last_event_id)

    assert "二つ目" in (await again.next())[1]


async def test_離れている間に置き換わったカードも届く(browser: Browser) -> None:
    stream = await browser.follow()
    await browser.say("受講状況")
    await stream.next()
    card_id, _ = await stream.next()
    stream.response.close()

    await browser.press("cancel", entry=card_id)
    again = await browser.follow(last_event_id=stream.last_event_id)

    replaced_id, replaced = await again.next()
    assert (replaced_id, "取り消しました" in replaced) == (card_id, True)
    assert "空きが出ました" in (await again.next())[1]


async def test_更新は押したカードの場所で起きる(browser: Browser, city: City) -> None:
    stream = await browser.follow()
    await browser.say("受講状況")
    await stream.next()
    card_id, _ = await stream.next()

    await browser.press("cancel", entry=card_id)

    (updated_id, updated), (added_id, added) = await stream.next(), await stream.next()
    assert (updated_id, "取り消しました" in updated) == (card_id, True)
    assert (added_id > card_id, "空きが出ました" in added) == (True, True)
    assert city.heard[-1].body == Pressed("cancel", {"course": "SEC-01"})
    assert city.heard[-1].nonce == "n1"


@pytest.mark.parametrize("entry", [None, 1, 999])
async def test_押したカードがもうなければ下に足される(browser: Browser, entry: int | None) -> None:
    await browser.say("一つ目")
    await browser.press("cancel", entry=entry)

    stream = await browser.follow()

    drawn = [(await stream.next())[1] for _ in range(4)]
    assert "一つ目" in drawn[0]
    assert "取り消しました" in drawn[2]


async def test_フォームは開き断られ受け付けられる(browser: Browser, city: City) -> None:
    await browser.say("次の研修")
    stream = await browser.follow()
    await stream.next()
    card_id, _ = await stream.next()

    opened = await (await browser.press("complete_course", entry=card_id)).json()
    refused = await (await browser.submit({"finished": "", "note": "学び"}, entry=card_id)).json()
    accepted = await browser.submit({"finished": "2026-06-30", "note": "学び"}, entry=card_id)

    assert '<form class="form"' in opened["form"]
    assert "修了日を入れてください。" in refused["form"]
    assert "学び</textarea>" in refused["form"]
    assert await accepted.json() == {}
    updated_id, updated = await stream.next()
    assert (updated_id, "受講済みにしました" in updated) == (card_id, True)
    values = {"finished": "2026-06-30", "note": "学び"}
    assert city.heard[-1].body == Submitted("report_completion", values, {})


async def test_二度目の同じボタンは何も足さずにそう伝える(browser: Browser) -> None:
    answer = await (await browser.press("again")).json()

    assert answer == {"status": "すでに受け付けています。"}


async def test_同じ送信をやり直しても発言は一度だけ載る(browser: Browser, city: City) -> None:
    await browser.say("こんにちは", event_id="event-same")
    await browser.say("こんにちは", event_id="event-same")
    conversation = city.conversations.of(YAMADA)

    said = [entry for entry in conversation.changed_since(0) if entry.content == "こんにちは"]

    assert len(said) == 1
    assert [heard.event_id for heard in city.heard] == ["event-same", "event-same"]


async def test_答えでない知らせもその人に届く(browser: Browser, city: City) -> None:
    mine, other = await browser.follow(YAMADA), await browser.follow(SATO)

    city.conversations.of(SATO.upper()).show(Card("確認のお願い", ()))
    city.conversations.of(YAMADA).show(Card("期限が近づいています", ()))

    assert "期限が近づいています" in (await mine.next())[1]
    assert "確認のお願い" in (await other.next())[1]


async def test_名簿にない人の言葉も同じ道を通る(browser: Browser, city: City) -> None:
    stream = await browser.follow("guest@elsewhere.example")

    await browser.say("はじめまして", person="guest@elsewhere.example")

    assert "はじめまして" in (await stream.next())[1]
    assert city.heard[0].actor.email == "guest@elsewhere.example"


@pytest.mark.parametrize("person", ["", "a", "a@b c", "a\x00@b", "<b>@example", "x" * 251 + "@b.c"])
async def test_メールアドレスでないものは書き方を伝えて断る(
    browser: Browser, city: City, person: str
) -> None:
    refused = await sentence(await browser.post("conversations", person=person), 400)

    assert refused == "メールアドレスを「名前@city.example.jp」の形で入力してください。"
    await sentence(await browser.say("こんにちは", person=person), 400)
    assert city.heard == []


async def test_壊れた答えは受付番号になり中身は記録に残らない(
    browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        said = await sentence(await browser.press("broken"), 500)

    reference = caplog.records[0].args[0]  # type: ignore[index]  # Logged with its arguments.
    assert f"事務局に受付番号 {reference} を伝えてください。" in said
    assert "RuntimeError" in caplog.text
    assert "SEC-01" not in caplog.text + said


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Host": "evil.example"},
        {"Host": "localhost.evil.example:8080"},
        {"Host": "[::1"},
    ],
)
async def test_ほかのサイトからの操作は断る(
    browser: Browser, city: City, headers: dict[str, str]
) -> None:
    body = {"person": YAMADA, "text": "こんにちは", "event_id": "event-0001"}

    refused = await browser.client.post("/console/messages", json=body, headers=headers)
    peeked = await browser.client.get("/console/events?conversation=x", headers=headers)

    assert (await sentence(refused, 403)).endswith("ください。")
    assert peeked.status == 403
    assert city.heard == []


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8080", "[::1]:8080"])
async def test_この機械の名前なら開ける(city: City, host: str) -> None:
    app = city.web_app()
    async with TestClient(TestServer(app)) as client:
        page = await client.get("/console/", headers={"Host": host, "Origin": f"http://{host}"})

    assert page.status == 200


async def test_知らない名前で開くと画面にそう書く(browser: Browser) -> None:
    headers = {"Host": "evil.example", "Sec-Fetch-Dest": "document"}

    page = await browser.client.get("/console/", headers=headers)

    assert (page.status, page.content_type) == (403, "text/plain")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"x"',
        b"\xff\xfe",
        b'{"person": "a@b.example"}',
        b'{"person": "a@b.example", "event_id": "event-0001", "text": 7}',
        b'{"person": "a@b.example", "event_id": "event-0001", "text": "a", "more": 1}',
        b'{"person": "a@b.example", "event_id": "x", "text": "a"}',
        b'{"person": "a@b.example", "event_id": "event-0001", "text": "\\ud800"}',
        b"[" * 100_000,
    ],
)
@pytest.mark.parametrize("path", ["messages", "actions", "forms", "typed"])
async def test_壊れた送信は文で断る(browser: Browser, city: City, path: str, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}

    response = await browser.client.post(f"/console/{path}", data=body, headers=headers)

    assert (await sentence(response, 400)).endswith("ください。")
    assert city.heard == []


async def test_四万字は通り大きすぎる本文は文で断る(browser: Browser, city: City) -> None:
    assert (await browser.say("長" * 40_000)).status == 200

    refused = await sentence(await browser.say("長" * 100_000), 413)

    assert refused == "文章が長すぎます。いくつかに分けて送ってください。"
    assert len(city.heard) == 1


async def test_空白だけの言葉は送られない(browser: Browser, city: City) -> None:
    assert await sentence(await browser.say(" \n　"), 400) == "メッセージを入力してください。"
    assert city.heard == []


async def test_JSONでない送信は断る(browser: Browser) -> None:
    response = await browser.client.post("/console/messages", data={"text": "a"})

    assert "application/json" in await sentence(response, 415)


@pytest.mark.parametrize("last_event_id", ["x", "-1", "９", "1" * 13])
async def test_読めない続きの印は断る(browser: Browser, last_event_id: str) -> None:
    key = (await (await browser.post("conversations", person=YAMADA)).json())["key"]
    headers = {"Last-Event-ID": last_event_id}

    response = await browser.client.get(f"/console/events?conversation={key}", headers=headers)

    assert (await sentence(response, 400)).startswith("続きから読み込めません。")


async def test_終わった会話の続きは読み込み直しを促す(browser: Browser) -> None:
    response = await browser.client.get("/console/events?conversation=gone")

    assert (await sentence(response, 404)).endswith("ページを読み込み直してください。")


@pytest.mark.parametrize("hostile", [text for text in HOSTILE if len(text) < 100 and text.strip()])
async def test_悪意のある言葉は文字として届く(browser: Browser, city: City, hostile: str) -> None:
    city.conversations.of(YAMADA).say(hostile, event_id="event-0001")
    city.conversations.of(YAMADA).show(Card(hostile, (paragraph(hostile),)))
    stream = await browser.follow()

    drawn = (await stream.next())[1] + (await stream.next())[1]

    assert "<script" not in drawn
    assert "<img" not in drawn
    assert "\u202e" not in drawn
    assert "\x1b" not in drawn


async def test_画面は外のものを何も読み込まない(browser: Browser) -> None:
    page = await browser.client.get("/console/")
    written = await page.text()

    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert "http://" not in written
    assert "https://" not in written
    assert "style=" not in written
    assert "<script>" not in written


async def test_画面には人が部局ごとに並び名前は文字のまま出る(browser: Browser) -> None:
    written = await (await browser.client.get("/console/")).text()

    assert written.index("まず試すなら") < written.index("山田 花子") < written.index("福祉部")
    assert "加藤 &lt;b&gt;実&lt;/b&gt;" in written
    assert "サンプル市のデータです。" in written
    assert written.count('role="option"') == 30


@pytest.mark.parametrize("name", ["console.js", "people.js", "card.css", "mark.svg"])
async def test_画面の部品は同じ守りで配られる(browser: Browser, name: str) -> None:
    part = await browser.client.get(f"/console/static/{name}")

    assert part.status == 200
    assert part.headers["X-Content-Type-Options"] == "nosniff"
    assert part.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["/", "/console"])
async def test_入口を開くと会話の画面に着く(browser: Browser, path: str) -> None:
    page = await browser.client.get(path)

    assert (page.status, page.url.path) == (200, "/console/")


async def test_終わるときは流れを閉じ送信の途中は最後まで待つ(city: City) -> None:
    runner = web.AppRunner(city.web_app(), shutdown_timeout=2 * LONGEST)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with ClientSession(f"http://127.0.0.1:{runner.addresses[0][1]}") as session:
        browser = Browser(session)
        stream = await browser.follow()
        city.pause.clear()
        posting = asyncio.create_task(browser.say("最後の言葉"))
        await stream.next()

        ending = asyncio.create_task(runner.cleanup())
        await asyncio.sleep(0.1)
        city.pause.set()

        assert (await posting).status == 200
        await asyncio.wait_for(ending, timeout=LONGEST)
        assert city.conversations.of(YAMADA).readers == 0


async def test_履歴は新しいものだけが残る(browser: Browser, city: City) -> None:
    for number in range(ENTRIES_KEPT + 5):
        city.conversations.of(YAMADA).show(Card(f"{number}番", ()))

    first_id, first = await (await browser.follow()).next()

    assert (first_id, "5番" in first) == (6, True)
    assert len(city.conversations.of(YAMADA).changed_since(0)) == ENTRIES_KEPT
