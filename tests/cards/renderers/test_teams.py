"""Teams: goldens, the platform's rules, and text that stays text."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from cards.elements import (
    Bullets,
    Button,
    Buttons,
    Card,
    Divider,
    Facts,
    Form,
    Link,
    Mention,
    Progress,
    Table,
    TextField,
    paragraph,
    plain,
)
from cards.renderers import teams
from cards.renderers.teams_form import render_form
from tests.cards.renderers.arbitrary import CARDS as ANY_CARD
from tests.cards.renderers.cases import CARDS, FORMS
from tests.cards.renderers.hostile import HOSTILE
from tests.cards.renderers.positions import CARD_POSITIONS, FORM_POSITIONS
from tests.cards.renderers.teams_rules import against_schema, broken_in_card
from tests.cards.renderers.words import said, squeezed, texts_below
from tests.golden.golden import as_json, assert_golden, golden_names

_ENTITY_ID = "29:1a-B_c"


@pytest.mark.parametrize("name", CARDS)
def test_カードは見本のとおりに描かれる(name: str) -> None:
    assert_golden(f"teams/{name}.json", as_json(teams.render(CARDS[name])))


@pytest.mark.parametrize("name", FORMS)
def test_様式は見本のとおりに描かれる(name: str) -> None:
    assert_golden(f"teams/{name}.json", as_json(render_form(FORMS[name])))


@pytest.mark.parametrize("name", CARDS)
def test_カードはTeamsの決まりを守る(name: str) -> None:
    for card in teams.render(CARDS[name]):
        assert broken_in_card(card) == []
        assert against_schema(card) == []


@pytest.mark.parametrize("name", FORMS)
def test_様式はTeamsの決まりを守る(name: str) -> None:
    card = render_form(FORMS[name])
    assert broken_in_card(card) == []
    assert against_schema(card) == []


@pytest.mark.parametrize("position", CARD_POSITIONS)
def test_何を書かれてもカードの文字のまま(position: str) -> None:
    slips = {text: _slips(CARD_POSITIONS[position](text)) for text in HOSTILE}
    assert {text: slip for text, slip in slips.items() if slip} == {}


@pytest.mark.parametrize("position", FORM_POSITIONS)
def test_何を書かれても様式の文字のまま(position: str) -> None:
    cards = {text: render_form(FORM_POSITIONS[position](text)) for text in HOSTILE}
    slips = {text: broken_in_card(card) for text, card in cards.items()}
    assert {text: slip for text, slip in slips.items() if slip} == {}
    json.dumps(cards, ensure_ascii=False).encode(errors="surrogatepass")


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(ANY_CARD)
def test_どんなカードも決まりを守り文字を失わない(card: Card) -> None:
    assert _slips(card) == []


def _slips(card: Card) -> list[str]:
    """Rules broken, and texts of the card that are not to be read in the cards."""
    cards = teams.render(card)
    json.dumps(cards, ensure_ascii=False).encode()
    drawn = squeezed("".join(_drawn(cards)))
    missing = [text for text in said(card, without=lambda _: False) if text not in drawn]
    return [slip for page in cards for slip in broken_in_card(page)] + missing


def _drawn(cards: tuple[dict[str, Any], ...]) -> list[str]:
    """All that is read, in order; the titles of further pages would stand between."""
    bodies = [card["body"][1 if number else 0 :] for number, card in enumerate(cards)]
    return list(texts_below(bodies, ("text", "title")))


def test_大きなカードは頁に分かれ題名に頁が付く() -> None:
    card = Card("一覧", tuple(paragraph(f"{n}行目。" * 100) for n in range(60)))
    titles = [page["body"][0]["inlines"][0]["text"] for page in teams.render(card)]
    assert titles == [f"一覧（{n}/{len(titles)}）" for n in range(1, len(titles) + 1)]
    assert len(titles) > 1


def test_長い表は見出し行を付けて次の頁へ続く() -> None:
    rows = tuple((f"{n}番", "未受講") for n in range(250))
    pages = teams.render(Card("表", (Table(("氏名", "状態"), rows),)))
    tables = [block for page in pages for block in page["body"] if block["type"] == "Table"]
    heads = [list(texts_below(table["rows"][0], ("text",))) for table in tables]
    assert len(tables) > 1
    assert heads == [["氏名", "状態"]] * len(tables)
    assert sum(len(table["rows"]) - 1 for table in tables) == 250


def test_表のカードは横いっぱいに広がる() -> None:
    (page,) = teams.render(CARDS["table"])
    assert page["msteams"] == {"width": "Full"}


def test_大きすぎる行の表は箇条書きになる() -> None:
    (first, *_) = teams.render(Card("表", (Table(("列",), (("長" * 9_000,),)),)))
    assert [block["type"] for block in first["body"]] == ["RichTextBlock"] * len(first["body"])


def test_呼ばれた人は題の下の一行と同じ言葉で結ばれる() -> None:
    (page,) = teams.render(Card("題", (paragraph(Mention("山田*太郎*", _ENTITY_ID), " さんへ"),)))
    (entity,) = page["msteams"]["entities"]
    assert page["body"][1]["text"] == f"宛先: {entity['text']}"
    assert entity["text"] == "<at>山田太郎 1</at>"
    assert entity["mentioned"] == {"id": _ENTITY_ID, "name": "山田*太郎*"}
    assert page["body"][2]["inlines"][0]["text"] == "山田*太郎*"


def test_同じ人は一度だけ呼ばれ同じ名の人は別に呼ばれる() -> None:
    people = (Mention("林", _ENTITY_ID), Mention("林", _ENTITY_ID), Mention("林", "29:2"))
    (page,) = teams.render(Card("題", (Bullets((people,)),)))
    names = [entity["text"] for entity in page["msteams"]["entities"]]
    assert names == ["<at>林 1</at>", "<at>林 2</at>"]


@pytest.mark.parametrize("platform_id", [None, "", "U0123ABCD", "<at>", "29:a b"])
def test_Teamsの人でなければ呼ばれず名だけが残る(platform_id: str | None) -> None:
    (page,) = teams.render(Card("題", (paragraph(Mention("林", platform_id)),)))
    assert "msteams" not in page
    assert list(texts_below(page["body"], ("text",))) == ["題", "林"]


def test_書かれたatは誰も呼ばない() -> None:
    card = Card("題", (paragraph("<at>林 1</at>"), paragraph(Mention("林", _ENTITY_ID))))
    (page,) = teams.render(card)
    live = [text for text in texts_below(page["body"], ("text",)) if "<at>" in text]
    assert live == ["宛先: <at>林 1</at>"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "msteams:/l/x", "https://"])
def test_網の住所でないリンクは文字になる(url: str) -> None:
    (page,) = teams.render(Card("題", (paragraph(Link("一覧", url)),)))
    assert list(texts_below(page, ("url",))) == []
    assert "一覧" in list(texts_below(page, ("text",)))


def test_ボタンはSubmitしか知らない端末でも同じものを送る() -> None:
    button = Button("申し込む", "enroll", {"course": "A"}, about="DX入門")
    (page,) = teams.render(Card("題", (Buttons((button,)),), nonce="n1"))
    (action,) = page["body"][1]["actions"]
    assert action["data"] == {"action": "enroll", "args": {"course": "A"}, "nonce": "n1"}
    assert action["tooltip"] == "申し込む（DX入門）"
    assert action["fallback"]["type"] == "Action.Submit"
    assert action["fallback"]["data"] == action["data"]


def test_長いボタンの名は上に全文がある() -> None:
    label = "長い名前の研修に申し込む" * 10
    (page,) = teams.render(Card("題", (Buttons((Button(label, "act"),)),)))
    _, full, buttons = page["body"]
    assert full["inlines"][0]["text"] == label
    assert buttons["actions"][0]["title"].endswith("…")


def test_区切りは次の要素の上の線になる() -> None:
    (page,) = teams.render(Card("題", (paragraph("前"), Divider(), paragraph("後"), Divider())))
    assert [block.get("separator", False) for block in page["body"]] == [False, False, True]


@pytest.mark.parametrize(("done", "bar"), [(0, "░░░░░░░░░░"), (1, "██░░░░░░░░"), (4, "██████████")])
def test_進みの帯は割合の長さをもつ(done: int, bar: str) -> None:
    (page,) = teams.render(Card("題", (Progress("進み", done, 4),)))
    assert page["body"][-1]["inlines"][0]["text"] == bar


def test_表の列は長い文の列ほど広い() -> None:
    table = Table(("行", "列", "内容"), (("18", "職員番号", "番号がありません。" * 9),))
    (page,) = teams.render(Card("題", (table,)))
    widths = [column["width"] for column in page["body"][-1]["columns"]]
    assert widths == [6, 8, 30]


def test_長い値は見出しのない行に続く() -> None:
    (page,) = teams.render(Card("題", (Facts((("経緯", "あ" * 3_000),)),)))
    rows = [block for block in page["body"] if block["type"] == "ColumnSet"]
    assert [len(row["columns"][0]["items"]) for row in rows] == [1, 0]


def test_長い項目の続きに点は付かない() -> None:
    (page,) = teams.render(Card("題", (Bullets((plain("あ" * 3_000), plain("い"))),)))
    firsts = [block["inlines"][0]["text"][0] for block in page["body"][1:]]
    assert firsts == ["・", "あ", "・"]


def test_要約は読み上げられ記号は力を失う() -> None:
    (page,) = teams.render(Card("題", (), summary="<break/> A&B"))
    assert page["speak"] == "＜break/＞ A＆B"


def test_様式は行き先と引数を持ち帰る() -> None:
    (submit,) = render_form(FORMS["form"])["actions"]
    assert submit["type"] == "Action.Submit"
    assert submit["data"] == {
        "action": "report_completion",
        "args": {"course": "SEC-01"},
        "nonce": "n-20260701-0002",
    }


def test_誤りは欄の上に打った値は欄に残る() -> None:
    body = render_form(FORMS["form_with_errors"])["body"]
    texts = [block.get("value") or next(texts_below(block, ("text",))) for block in body]
    assert texts == [
        "修了の報告",
        "⚠ 報告を受け付けられませんでした。",
        "セキュリティ <研修>",
        "⚠ 今日までの日付にしてください。",
        "2027-01-01",
    ]


def test_一列に並びきらないボタンは次の列に_文字が縮められない() -> None:
    labels = ("部局横断の課題をすべて", "フォーラム版をつくる", "まとめをExcelで", "前の週のまとめ")
    buttons = Buttons(tuple(Button(label, "act") for label in labels))
    (page,) = teams.render(Card("題", (buttons,)))
    rows = [
        [action["title"] for action in block["actions"]]
        for block in page["body"]
        if block["type"] == "ActionSet"
    ]
    assert rows == [list(labels[:2]), list(labels[2:])]


@pytest.mark.parametrize("name", ["action", "args", "nonce", "msteams"])
def test_持ち帰るものと同じ名の欄は作り手の誤り(name: str) -> None:
    with pytest.raises(ValueError, match=f"form 'act' names a field {name}"):
        render_form(Form("題", "act", (TextField(name, "欄"),)))


@pytest.mark.parametrize(
    ("block", "slip"),
    [
        ({"type": "TextBlock", "text": "[x](http://evil)"}, "TextBlock"),
        ({"type": "FactSet", "facts": []}, "FactSet reads Markdown"),
        ({"type": "TextRun", "text": "{{DATE(2026-02-14T06:08:39Z)}}"}, "computed"),
        ({"type": "ActionSet", "actions": [{}] * 7}, "7 actions"),
        ({"type": "Input.Text", "errorMessage": "**太字**"}, "errorMessage is not ours"),
        ({"type": "TextRun", "text": "長" * 10_000}, "bytes"),
    ],
)
def test_検査は決まりを破るものを見つける(block: dict[str, Any], slip: str) -> None:
    assert slip in " / ".join(broken_in_card({"type": "AdaptiveCard", "body": [block]}))


def test_見本はひとつ残らず使われている() -> None:
    assert golden_names("teams") == {*CARDS, *FORMS}


def test_型紙の検査は知らない鍵を見つける() -> None:
    (page,) = teams.render(CARDS["heading"])
    assert against_schema(page) == []
    assert against_schema(page | {"colour": "red"}) != []
