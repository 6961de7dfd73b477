"""``kakehashi cards preview``: every example on every page, drawn whole, and fetching nothing."""

import json
import os
import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import async_playwright

from bot.cli import run
from bot.preview import slack_drawing, slack_page, teams_drawing, teams_page
from bot.preview.examples import Example, examples
from bot.preview.pages import PLATFORMS, Platform, pages
from cards.elements import Card, Form, paragraph
from cards.renderers import slack, teams
from cards.renderers.html_tags import Html
from cards.renderers.slack_form import render_form as slack_form
from cards.renderers.teams_form import render_form as teams_form
from tests.bot.reading import Read
from tests.cards.renderers.cases import CARDS, FORMS
from tests.cards.renderers.hostile import HOSTILE
from tests.cards.renderers.positions import CARD_POSITIONS, FORM_POSITIONS
from tests.cards.renderers.words import squeezed, texts_below

FILES = {"index.html", "slack.html", "teams.html", "console.html", "plain_text.html"}
ERROR = "preview-unknown"
SHOWN_KEYS = ("text", "title", "label")
CASES: dict[str, Card | Form] = {**CARDS, **FORMS}
POSITIONS: tuple[Callable[[str], Card | Form], ...] = (
    *CARD_POSITIONS.values(),
    *FORM_POSITIONS.values(),
)
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
WITHOUT = "chromium が見つかりません。入れるか、環境変数 CHROMIUM に場所を書いてください。"

_pages = cache(pages)
"""Drawn once: it takes half a second."""
_read = cache(Read)
"""A page of some megabytes, by several tests."""

platforms = pytest.mark.parametrize("platform", PLATFORMS, ids=lambda one: one.way.name)


def drawn(platform: Platform, shown: Card | Form) -> Html:
    return platform.draw(Example("cards/test.py", "見本", shown), 1)


def rendered_slack(shown: Card | Form) -> Any:
    return slack.render(shown) if isinstance(shown, Card) else slack_form(shown)


def rendered_teams(shown: Card | Form) -> Any:
    return teams.render(shown) if isinstance(shown, Card) else teams_form(shown)


# -- pages ------------------------------------------------------------------------------------


def test_どのカードの見本もどのページにある() -> None:
    shown = examples()

    assert {example.file for example in shown} >= {"cards/recommendation.py", "cards/trouble.py"}
    assert len({(example.file, example.name) for example in shown}) == len(shown)
    for name, page in _pages().items():
        if name != "index.html":
            read = _read(page)
            assert sum(tag == "section" for tag, _ in read.tags) == len(shown)
            assert all(example.name in read.words for example in shown), name


def test_見本の順はいつも同じ() -> None:
    files = [example.file for example in examples()]

    assert files == sorted(files)
    assert pages() == _pages()


def test_見本に描き方のない要素はない() -> None:
    boxes = {name: page.count(f'class="{ERROR}"') for name, page in _pages().items()}

    assert boxes == dict.fromkeys(FILES, 0)


def test_ページの中と間のつながりが切れていない() -> None:
    for name, page in _pages().items():
        read = _read(page)
        ids = read.attributes("id")
        assert len(ids) == len(set(ids)), name
        ways = {way for way in read.attributes("href") if not way.startswith("http")}
        assert {way for way in ways if not way.startswith("#")} <= FILES
        assert {way.removeprefix("#") for way in ways if way.startswith("#")} <= set(ids)
        described = " ".join(
            read.attributes("aria-labelledby") + read.attributes("aria-describedby")
        )
        assert set(described.split()) <= set(ids), name


def test_外から何も読み込まない() -> None:
    for name, page in _pages().items():
        read = _read(page)
        assert not {tag for tag, _ in read.tags} & {"script", "link", "img", "iframe", "object"}, (
            name
        )
        assert not read.attributes("src")
        assert re.search(r"url\(|@import|@font-face", page) is None, name
        assert "default-src 'none'" in "".join(read.attributes("content"))
        assert ("html", {"lang": "ja"}) in read.tags


@pytest.mark.parametrize(
    ("file", "rendered"), [("slack.html", rendered_slack), ("teams.html", rendered_teams)]
)
def test_JSONは描いたものそのものである(file: str, rendered: Callable[[Card | Form], Any]) -> None:
    shown = _read(_pages()[file]).preformatted

    expected = [json.loads(json.dumps(rendered(example.shown))) for example in examples()]
    assert [json.loads(text) for text in shown] == expected


@pytest.mark.parametrize(
    ("platform", "rendered"), [(PLATFORMS[0], rendered_slack), (PLATFORMS[1], rendered_teams)]
)
def test_JSONは見えない文字も隠さない(
    platform: Platform, rendered: Callable[[Card | Form], Any]
) -> None:
    card = Card("見出し", (paragraph("".join(HOSTILE), "\u2060葛\U000e0100　👨\u200d👩"),))
    shown = Read(drawn(platform, card)).preformatted

    assert json.loads(shown[-1]) == json.loads(json.dumps(rendered(card)))


# -- drawings ---------------------------------------------------------------------------------


@platforms
@pytest.mark.parametrize("name", CASES)
def test_すべての要素に描き方がある(platform: Platform, name: str) -> None:
    assert ERROR not in drawn(platform, CASES[name])


@pytest.mark.parametrize("name", CASES)
def test_Slackに送る文字はすべて描かれる(name: str) -> None:
    shown, sent = CASES[name], rendered_slack(CASES[name])
    page = slack_page.draw(Example("cards/test.py", name, shown), 1).split("<details>")[0]

    words = squeezed(Read(page).words)
    for text in texts_below(sent, SHOWN_KEYS):
        plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        assert squeezed(text) in words or squeezed(plain) in words


@pytest.mark.parametrize("name", CASES)
def test_Teamsに送る文字はすべて描かれる(name: str) -> None:
    shown, sent = CASES[name], rendered_teams(CASES[name])
    page = teams_page.draw(Example("cards/test.py", name, shown), 1).split("<details>")[0]

    words = squeezed(Read(page).words)
    bodies = [card["body"] for card in (sent if isinstance(sent, tuple) else (sent,))]
    for text in texts_below(bodies, SHOWN_KEYS):
        assert squeezed(re.sub("</?at>", "", text)) in words


@pytest.mark.parametrize(
    "block",
    [
        {"type": "video"},
        {"type": "section", "text": {"type": "mrkdwn", "text": "*a*"}},
        {"type": "header", "text": {"type": "mrkdwn", "text": "*a*"}},
        {"type": "context", "elements": [{"type": "image"}]},
        {"type": "actions", "elements": [{"type": "overflow"}]},
        {"type": "rich_text", "elements": [{"type": "rich_text_preformatted", "elements": []}]},
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_section", "elements": [{"type": "emoji"}]}],
        },
        {"type": "table", "rows": [[{"type": "raw_number"}]]},
        {
            "type": "input",
            "optional": False,
            "label": {"type": "plain_text", "text": "名"},
            "element": {"type": "checkboxes"},
        },
    ],
)
def test_Slackの知らない要素は誤りの箱になる(block: dict[str, Any]) -> None:
    assert slack_drawing.block(block).count(ERROR) == 1


@pytest.mark.parametrize(
    "element",
    [
        {"type": "FactSet"},
        {"type": "RichTextBlock", "inlines": ["文字"]},
        {"type": "ColumnSet", "columns": [{"type": "Column", "width": "auto", "items": []}]},
        {"type": "Container", "items": [{"type": "Image"}]},
        {"type": "ActionSet", "actions": [{"type": "Action.ShowCard", "title": "名"}]},
        {"type": "Input.ChoiceSet", "style": "expanded", "label": "名", "isRequired": True},
    ],
)
def test_Teamsの知らない要素は誤りの箱になる(element: dict[str, Any]) -> None:
    assert teams_drawing.element(element).count(ERROR) == 1


POWERFUL = {"script", "img", "image", "iframe", "style", "object", "use", "foreignobject"} | {
    "animate",
    "set",
}
CHARTS = {"chart-image chart-broad", "chart-image chart-narrow"}


def is_inert(html: str) -> bool:
    """No drawing either, but a chart of ours, which fetches, links and moves nothing."""
    read = Read(html)
    names = {name for _, attributes in read.tags for name in attributes}
    return (
        not {tag for tag, _ in read.tags} & POWERFUL
        and all(a.get("class") in CHARTS for tag, a in read.tags if tag == "svg")
        and not any(name.startswith("on") for name in names)
        and all(way.startswith(("http://", "https://")) for way in read.attributes("href"))
    )


@platforms
@pytest.mark.parametrize("text", HOSTILE)
def test_書かれた文字は文字のまま見える(platform: Platform, text: str) -> None:
    html = drawn(platform, Card("見出し", (paragraph("前", text, "後"),)))

    assert is_inert(html)
    assert squeezed(text) in squeezed(Read(html).words)


@platforms
def test_どこに書かれた文字も力を持たない(platform: Platform) -> None:
    shown = [position(text) for text in HOSTILE for position in POSITIONS]

    assert [one for one in shown if not is_inert(drawn(platform, one))] == []


# -- command ----------------------------------------------------------------------------------


def test_指定したフォルダーに書き出して場所を言う(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "見本" / "カード"

    assert run(["cards", "preview", "--out", str(folder)]) == 0

    assert {file.name for file in folder.iterdir()} == FILES
    assert {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()} == _pages()
    output = capsys.readouterr().out
    assert output.count("\n") == 1
    assert str(folder / "index.html") in output


def test_場所を言わなければbuildの下に書き出す(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.commands.cards.pages", _pages)

    assert run(["cards", "preview"]) == 0
    assert (tmp_path / "build" / "cards" / "index.html").is_file()


def test_書けない場所は何をするかを言う(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")

    assert run(["cards", "preview", "--out", str(tmp_path / "file" / "見本")]) == 1

    output = capsys.readouterr()
    assert (output.out, output.err.count("\n")) == ("", 1)
    assert f"フォルダー {tmp_path / 'file' / '見本'} に書き込めません" in output.err


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason=WITHOUT)
async def test_幅に収まりブラウザーが何も訴えない(tmp_path: Path) -> None:
    for file, written in _pages().items():
        (tmp_path / file).write_text(written, encoding="utf-8")
    complaints: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--headless=new", "--no-sandbox", "--disable-gpu"]
        )
        page = await browser.new_page(locale="ja-JP")
        page.on("console", lambda line: complaints.append(line.text))
        for file in sorted(FILES):
            await page.goto((tmp_path / file).as_uri())
            for width in (360, 1280):
                await page.set_viewport_size({"width": width, "height": 800})
                assert await page.evaluate("document.documentElement.scrollWidth") == width, file
        await browser.close()
    assert complaints == []
