"""The console in a real chromium: keyboard, input method, dialog, a narrow screen."""

import json
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp.test_utils import BaseTestServer, TestServer
from playwright.async_api import Browser, FilePayload, Page, Route, async_playwright, expect

from cards.elements import Card
from handlers.reply import Typed
from tests.bot.console.city import SATO, STATUS, YAMADA, City
from tests.waiting import LONGEST, until

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = LONGEST * 1_000
"""Milliseconds."""
WITHOUT = "chromium が見つかりません。入れるか、環境変数 CHROMIUM に場所を書いてください。"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason=WITHOUT),
    pytest.mark.asyncio(loop_scope="module"),  # the browser's
]


@pytest.fixture
def city() -> City:
    return City()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """One for all: each page is as new, with cookies and a store of its own."""
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@asynccontextmanager
async def opened(
    browser: Browser, city: City, *, width: int = 1280, expected: str = ""
) -> AsyncIterator[Page]:
    async with (
        TestServer(city.web_app()) as server,
        browsing(browser, server, width=width, expected=expected) as page,
    ):
        yield page


@asynccontextmanager
async def browsing(
    browser: Browser, server: BaseTestServer, *, width: int, expected: str
) -> AsyncIterator[Page]:
    """The console's page; a complaint of the browser fails the test, unless it is ``expected``."""
    complaints: list[str] = []
    page = await browser.new_page(viewport={"width": width, "height": 740}, locale="ja-JP")
    try:
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.append(line.text))
        await page.goto(str(server.make_url("/")))
        await expect(page.locator("#talk-name")).to_contain_text("山田 花子")
        yield page
    finally:
        await page.close()
    assert [line for line in complaints if not expected or expected not in line] == []


def typed_into(city: City) -> list[Typed]:
    return [each.body for each in city.heard if isinstance(each.body, Typed)]


async def _focused(page: Page) -> str:
    return str(await page.evaluate("document.activeElement.id"))


async def test_書いてEnterを押すとカードが出る(browser: Browser, city: City) -> None:
    async with opened(browser, city) as page:
        await page.fill("#text", "次に何の研修を受ければいい？")
        await page.press("#text", "Enter")

        await expect(page.locator(".card h3")).to_have_text("次に受ける研修")
        await expect(page.locator(".said")).to_have_text("次に何の研修を受ければいい？")
        assert await page.input_value("#text") == ""

        await page.reload()
        await expect(page.locator(".card h3")).to_have_text("次に受ける研修")
        await expect(page.locator(".said")).to_have_count(1)


async def test_変換中のEnterでは送られない(browser: Browser, city: City) -> None:
    compose = """(keys) => {
      const text = document.getElementById("text");
      text.focus();
      text.dispatchEvent(new CompositionEvent("compositionstart"));
      for (const key of keys) text.dispatchEvent(new KeyboardEvent("keydown", key));
    }"""
    enter = {"key": "Enter", "bubbles": True, "cancelable": True}
    async with opened(browser, city) as page:
        await page.fill("#text", "けんしゅう")
        await page.evaluate(compose, [{**enter, "isComposing": True}, {**enter, "keyCode": 229}])
        await page.press("#text", "Shift+Enter")

        assert await page.input_value("#text") == "けんしゅう\n"
        assert city.heard == []

        await page.press("#text", "Enter")
        await expect(page.locator(".card")).to_be_visible()


async def test_キーボードだけで人を選んで話して押せる(browser: Browser, city: City) -> None:
    async with opened(browser, city) as page:
        await page.keyboard.press("Tab")
        await expect(page.locator(".skip")).to_be_focused()
        await page.keyboard.press("Tab")
        await page.keyboard.type("課長")
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("Enter")
        await expect(page.locator("#talk-name")).to_contain_text("佐藤 一郎")
        await expect(page.locator("#text")).to_be_focused()

        await page.keyboard.type("次の研修")
        await page.keyboard.press("Enter")
        await expect(page.locator(".card")).to_be_visible()
        for _ in range(await page.locator(".chip").count() + 1):
            await page.keyboard.press("Shift+Tab")
        await page.keyboard.press("Shift+Tab")
        await expect(page.get_by_role("button", name="詳しく（データ利活用）")).to_be_focused()
        await page.keyboard.press("Enter")

        await expect(page.locator(".card")).to_have_count(2)
        assert {heard.actor.email for heard in city.heard} == {SATO}


async def test_フォームは窓で開き断られても書いたものが残りその場で置き換わる(
    browser: Browser, city: City
) -> None:
    async with opened(browser, city) as page:
        await page.click("text=次に何の研修を受ければいい？")
        opener = page.get_by_role("button", name="受講済みにする（情報セキュリティ研修）")
        await opener.click()
        dialog = page.get_by_role("dialog", name="修了の報告")
        await expect(dialog).to_be_visible()
        assert await _focused(page) == "form-1"

        await page.keyboard.press("Escape")
        await expect(dialog).to_be_hidden()
        await expect(opener).to_be_focused()

        await opener.click()
        await dialog.get_by_label("気づいたこと").fill("学び")
        await dialog.get_by_role("button", name="報告する").click()
        await expect(dialog.get_by_role("alert").first).to_have_text(
            "報告を受け付けられませんでした。"
        )
        await expect(dialog.get_by_label("気づいたこと")).to_have_value("学び")
        assert await _focused(page) == "form-1"

        await dialog.get_by_label("修了日").fill("2026-06-30")
        await dialog.get_by_role("button", name="報告する").click()
        await expect(dialog).to_be_hidden()
        await expect(page.locator(".card")).to_have_count(1)
        await expect(page.locator(".card h3")).to_contain_text("受講済みにしました")


async def test_フォーム全体のことを断られた一文は長いフォームでも見えている(
    browser: Browser, city: City
) -> None:
    async with opened(browser, city) as page:
        await page.set_viewport_size({"width": 1280, "height": 320})
        await page.fill("#text", "修了を報告したい")
        await page.press("#text", "Enter")
        await page.locator("#dialog button[type=submit]").click()

        await expect(page.locator(".form-error")).to_be_in_viewport(ratio=1)


async def test_書いた言葉の答えがフォームでも窓で開き送れる(browser: Browser, city: City) -> None:
    async with opened(browser, city) as page:
        await page.fill("#text", "修了を報告する")
        await page.press("#text", "Enter")
        dialog = page.get_by_role("dialog", name="修了の報告")
        await expect(dialog).to_be_visible()

        await dialog.get_by_label("修了日").fill("2026-06-30")
        await dialog.get_by_role("button", name="報告する").click()
        await expect(dialog).to_be_hidden()
        await expect(page.locator(".card h3")).to_contain_text("受講済みにしました")
        await expect(page.locator("#text")).to_be_focused()


@pytest.mark.parametrize("closing", ["×", "Escape", "報告する"])
async def test_言葉で開いた窓を閉じたらそのまま続けて打てる(
    browser: Browser, city: City, closing: str
) -> None:
    """Chromium gives the focus back without the caret: what was typed went nowhere."""
    async with opened(browser, city) as page:
        await page.fill("#text", "修了を報告する")
        await page.press("#text", "Enter")
        dialog = page.get_by_role("dialog", name="修了の報告")
        await dialog.get_by_label("修了日").fill("2026-06-30")
        if closing == "Escape":
            await page.keyboard.press("Escape")
        elif closing == "×":
            await page.locator("#dialog-close").click()
        else:
            await dialog.get_by_role("button", name=closing).click()
        await expect(dialog).to_be_hidden()
        # The page is told that it is closed a moment after it is hidden.
        await expect(page.locator("#dialog-body")).to_be_empty()

        await page.keyboard.type("abc")
        await expect(page.locator("#text")).to_have_value("abc")


async def test_打つあいだに届き打ちかけの言葉は消えず閉じる前の言葉も届く(
    browser: Browser, city: City
) -> None:
    async with opened(browser, city) as page:
        await page.fill("#text", "次に何の研修を受ければいい？")
        await page.press("#text", "Enter")
        await page.get_by_role("button", name="受講済みにする").first.press("Enter")
        note = page.get_by_role("dialog").get_by_label("気づいたこと")

        await note.fill("転記が")
        await expect(page.locator(".form-intro")).to_contain_text("似た気づきがあります。")
        await note.press_sequentially("減る")
        assert await note.input_value() == "転記が減る"
        await page.locator("#dialog-close").click()

        await expect(page.get_by_role("dialog")).to_be_hidden()
        await until(lambda: len(typed_into(city)) >= 2)
        await page.wait_for_timeout(200)
        typed = typed_into(city)
        assert [body.values["note"] for body in typed] == ["転記が", "転記が減る"]


async def test_届くフォームでは選んだだけの欄も閉じる前に届く(browser: Browser, city: City) -> None:
    async with opened(browser, city) as page:
        await page.fill("#text", "次に何の研修を受ければいい？")
        await page.press("#text", "Enter")
        await page.get_by_role("button", name="受講済みにする").first.press("Enter")
        await page.get_by_role("dialog").get_by_label("受講方法").select_option("集合研修")
        await page.locator("#dialog-close").click()

        await expect(page.get_by_role("dialog")).to_be_hidden()
        await page.wait_for_timeout(200)
        typed = [each.body for each in city.heard if isinstance(each.body, Typed)]
        assert [body.values["method"] for body in typed] == ["g"]


async def test_ファイルを選ぶと書いた言葉とともに送られ返されたものを保存できる(
    browser: Browser, city: City, tmp_path: Path
) -> None:
    async with opened(browser, city) as page:
        await page.fill("#text", "お願いします")
        assert await page.get_attribute("#files", "accept") is None, "事例には写真やPDFも付けます。"
        chosen = FilePayload(name="名簿.csv", mimeType="text/csv", buffer="職員番号\n1".encode())
        async with page.expect_file_chooser() as choosing:
            await page.click("#attach")
        await (await choosing.value).set_files([chosen])
        await expect(page.locator(".said")).to_contain_text("名簿.csv")
        await expect(page.locator(".said")).to_contain_text("お願いします")
        assert await page.input_value("#text") == ""
        async with page.expect_download() as saving:
            await page.click(".file a")
        download = await saving.value
        assert download.suggested_filename == "名簿.csv"
        await download.save_as(tmp_path / "x")
        assert (tmp_path / "x").read_text() == "職員番号\n1"


async def test_二度押しても一度しか送られない(browser: Browser, city: City) -> None:
    async with opened(browser, city) as page:
        await page.click("text=次に何の研修を受ければいい？")
        button = page.get_by_role("button", name="詳しく（データ利活用）")
        await button.wait_for()
        city.pause.clear()
        await button.dblclick()
        await expect(button).to_have_attribute("aria-disabled", "true")
        await expect(page.locator("#status")).to_have_text("確認しています…")
        city.pause.set()

        await expect(page.locator(".card")).to_have_count(2)
        await expect(button).not_to_have_attribute("aria-disabled", "true")
        assert len(city.heard) == 2


async def test_送れなかった言葉は欄に戻りやり直しても同じ一件になる(
    browser: Browser, city: City
) -> None:
    tried: list[str] = []

    async def lose_first(route: Route) -> None:
        tried.append(json.loads(route.request.post_data or "")["event_id"])
        await (route.abort() if len(tried) == 1 else route.continue_())

    async with opened(browser, city, expected="net::ERR_FAILED") as page:
        await page.route("**/messages", lose_first)
        await page.fill("#text", "受講状況")
        await page.press("#text", "Enter")
        await expect(page.locator("#status")).to_contain_text("送れませんでした。")
        await expect(page.locator("#text")).to_have_value("受講状況")

        await page.press("#text", "Enter")
        await expect(page.locator(".card")).to_be_visible()
        assert tried == [tried[0]] * 2
        assert city.heard[0].event_id == tried[0]


async def test_サーバーが動き直しても開いた画面のまま話せる(browser: Browser, city: City) -> None:
    server = TestServer(city.web_app())
    await server.start_server()
    port = server.port
    async with browsing(browser, server, width=1280, expected="Failed to load resource") as page:
        await page.click("text=受講状況")
        await expect(page.locator(".card")).to_be_visible()
        await server.close()
        await expect(page.locator("#status")).to_contain_text("つながりが切れました。")

        async with TestServer(City().web_app(), port=port):
            await expect(page.locator(".card")).to_have_count(0)
            await page.click("text=次に何の研修を受ければいい？")
            await expect(page.locator(".card h3")).to_have_text("次に受ける研修")


async def test_名簿にない人としても話せる(browser: Browser, city: City) -> None:
    async with opened(browser, city, expected="400 (Bad Request)") as page:
        await page.click("text=名簿にない人として試す")
        await page.fill("#guest-email", "ちがう")
        await page.press("#guest-email", "Enter")
        await expect(page.locator("#guest-error")).to_contain_text("メールアドレスを")

        await page.fill("#guest-email", "guest@elsewhere.example")
        await page.press("#guest-email", "Enter")
        await expect(page.locator("#talk-name")).to_contain_text("guest@elsewhere.example")


async def test_答えでない知らせも開いている画面に出る(browser: Browser, city: City) -> None:
    async with opened(browser, city) as page:
        await expect(page.locator("#status")).to_be_empty()
        city.conversations.of(YAMADA).show(Card("期限が近づいています", ()))

        await expect(page.locator(".card h3")).to_have_text("期限が近づいています")


async def test_幅360でも横にはみ出さず人を選べる(browser: Browser, city: City) -> None:
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    async with opened(browser, city, width=360) as page:
        await page.click("text=受講状況")
        await expect(page.locator("table")).to_have_count(1)
        for card in (Card("w" * 300, ()), STATUS, STATUS):
            city.conversations.of(YAMADA).show(card)
        await expect(page.locator(".card")).to_have_count(4)
        assert await page.evaluate(overflow) == 0
        assert await page.evaluate("document.documentElement.scrollHeight") == 740

        await expect(page.locator("#people-panel")).to_be_hidden()
        await page.click("#people-toggle")
        await page.click("text=佐藤 一郎")
        await expect(page.locator("#people-now")).to_have_text("佐藤 一郎（福祉課・課長）")
        await expect(page.locator("#people-panel")).to_be_hidden()
        await expect(page.locator(".card")).to_have_count(0)
        assert await page.evaluate(overflow) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_文字と地の色の差は4半以上ある(browser: Browser, city: City, scheme: str) -> None:
    async with opened(browser, city) as page:
        await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # Both are allowed.
        colours = await page.evaluate(
            """() => Object.fromEntries(
              ["ground", "surface", "own", "paper", "hover", "ink", "quiet", "primary", "on-primary", "danger"]
                .map((name) => [name, getComputedStyle(document.body).getPropertyValue("--" + name)]))"""
        )

    pairs = [
        (text, ground)
        for ground in ("ground", "surface", "own", "paper", "hover")
        for text in ("ink", "quiet")
    ]
    pairs += [(text, ground) for ground in ("surface", "hover") for text in ("primary", "danger")]
    pairs += [("on-primary", "primary")]
    poor = [pair for pair in pairs if _contrast(colours[pair[0]], colours[pair[1]]) < 4.5]
    assert poor == []


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2, 1.4.3."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour.strip()[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
