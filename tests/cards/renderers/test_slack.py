"""Slack: goldens, the platform's rules, and text that stays text."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from slack_sdk.models.blocks import Block as SdkBlock
from slack_sdk.models.views import View

from cards.elements import (
    Button,
    Buttons,
    Card,
    ChoiceField,
    Form,
    Inline,
    Link,
    Mention,
    Option,
    Table,
    TextField,
    paragraph,
)
from cards.renderers import slack
from cards.renderers.slack_form import form_errors, render_form
from tests.cards.renderers.arbitrary import CARDS as ANY_CARD
from tests.cards.renderers.cases import CARDS, FORMS
from tests.cards.renderers.hostile import HOSTILE
from tests.cards.renderers.positions import CARD_POSITIONS, FORM_POSITIONS
from tests.cards.renderers.slack_rules import broken_in_message, broken_in_view
from tests.cards.renderers.words import said, squeezed, texts_below
from tests.golden.golden import as_json, assert_golden, golden_names


@pytest.mark.parametrize("name", CARDS)
def test_カードは見本のとおりに描かれる(name: str) -> None:
    assert_golden(f"slack/{name}.json", as_json(slack.render(CARDS[name])))


@pytest.mark.parametrize("name", FORMS)
def test_様式は見本のとおりに描かれる(name: str) -> None:
    assert_golden(f"slack/{name}.json", as_json(render_form(FORMS[name])))


@pytest.mark.parametrize("name", CARDS)
def test_カードはSlackの決まりを守る(name: str) -> None:
    for message in slack.render(CARDS[name]):
        assert broken_in_message(message) == []
        for block in message["blocks"]:
            parsed = SdkBlock.parse(block)
            assert parsed is not None, block
            parsed.validate_json()


@pytest.mark.parametrize("name", FORMS)
def test_様式はSlackの決まりを守る(name: str) -> None:
    view = render_form(FORMS[name])
    assert broken_in_view(view) == []
    View(**view).validate_json()


@pytest.mark.parametrize("position", CARD_POSITIONS)
def test_何を書かれてもカードの文字のまま(position: str) -> None:
    slips = {text: _slips(CARD_POSITIONS[position](text)) for text in HOSTILE}
    assert {text: slip for text, slip in slips.items() if slip} == {}


@pytest.mark.parametrize("position", FORM_POSITIONS)
def test_何を書かれても様式の文字のまま(position: str) -> None:
    forms = {text: FORM_POSITIONS[position](text) for text in HOSTILE}
    slips = {text: broken_in_view(render_form(form)) for text, form in forms.items()}
    assert {text: slip for text, slip in slips.items() if slip} == {}
    errors = [words for form in forms.values() for words in form_errors(form).values()]
    assert all(0 < len(words) <= 2_000 for words in errors)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@example(Card("", (), summary="\xa0"))
@example(Card("　", (), summary="　"))
@given(ANY_CARD)
def test_どんなカードも決まりを守り文字を失わない(card: Card) -> None:
    assert _slips(card) == []


def _slips(card: Card) -> list[str]:
    """Rules broken, and texts of the card that are not to be read in the messages."""
    messages = slack.render(card)
    json.dumps(messages, ensure_ascii=False).encode()
    drawn = squeezed("".join(_drawn(messages)))
    missing = [text for text in said(card, without=_is_member) if text not in drawn]
    return [slip for message in messages for slip in broken_in_message(message)] + missing


def _is_member(inline: Inline) -> bool:
    """Slack itself writes the name of a member."""
    return isinstance(inline, Mention) and inline.platform_id == "U0123ABCD"


def _drawn(messages: tuple[dict[str, Any], ...]) -> Iterator[str]:
    """All that is read, in order; the titles of further pages would stand between."""
    for number, message in enumerate(messages):
        for block in message["blocks"]:
            if block["type"] != "header" or number == 0:
                yield from texts_below(block, ("text",))


def test_ブロックが多いカードは頁に分かれ題名に頁が付く() -> None:
    card = Card("一覧", tuple(paragraph(f"{n}行目") for n in range(120)))
    heads = [message["blocks"][0]["text"]["text"] for message in slack.render(card)]
    assert heads == ["一覧（1/3）", "一覧（2/3）", "一覧（3/3）"]


def test_長い表は見出し行を付けて次の頁へ続く() -> None:
    rows = tuple((f"{n}番", "未受講") for n in range(250))
    messages = slack.render(Card("表", (Table(("氏名", "状態"), rows),)))
    tables = [block for m in messages for block in m["blocks"] if block["type"] == "table"]
    assert len(tables) == len(messages) > 2
    assert all("氏名" in json.dumps(table["rows"][0], ensure_ascii=False) for table in tables)
    assert sum(len(table["rows"]) - 1 for table in tables) == 250


def test_二つ目の表は箇条書きになる() -> None:
    (message,) = slack.render(CARDS["two_tables"])
    kinds = [block["type"] for block in message["blocks"]]
    assert kinds.count("table") == 1
    assert "部局: 建設部 ／ 修了: 5" in list(texts_below(message, ("text",)))


def test_列が多すぎる表は箇条書きになる() -> None:
    table = Table(tuple(f"列{n}" for n in range(21)), (tuple("あ" for _ in range(21)),))
    (message,) = slack.render(Card("表", (table,)))
    assert [block["type"] for block in message["blocks"]] == ["header", "rich_text"]


def test_同じ操作のボタンも一意の名をもち値に操作がある() -> None:
    buttons = tuple(Button("押す", "act", {"n": str(n)}) for n in range(7))
    (message,) = slack.render(Card("選択", (Buttons(buttons),), nonce="n1"))
    drawn = [button for block in message["blocks"][1:] for button in block["elements"]]
    assert [len(block["elements"]) for block in message["blocks"][1:]] == [5, 2]
    assert len({button["action_id"] for button in drawn}) == 7
    assert json.loads(drawn[6]["value"]) == {"action": "act", "args": {"n": "6"}, "nonce": "n1"}


def test_ボタンに持たせすぎるのは作り手の誤り() -> None:
    card = Card("題", (Buttons((Button("押す", "act", {"q": "あ" * 2_000}),)),))
    with pytest.raises(ValueError, match=r"args of 'act' take \d+ of 2000"):
        slack.render(card)


def test_長いボタンの名は上に全文がある() -> None:
    label = "長い名前の研修に申し込む" * 10
    (message,) = slack.render(Card("題", (Buttons((Button(label, "act"),)),)))
    _, full, row = message["blocks"]
    assert full["elements"][0]["text"] == label
    assert row["elements"][0]["text"]["text"].endswith("…")


def test_Slackの利用者だけが呼ばれる() -> None:
    card = Card("題", (paragraph(Mention("甲", "U0123ABCD"), Mention("乙", "29:1x")),))
    (message,) = slack.render(card)
    assert list(texts_below(message, ("user_id",))) == ["U0123ABCD"]
    assert "乙" in list(texts_below(message, ("text",)))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://a b", "https://", "<!channel>"])
def test_網の住所でないリンクは文字になる(url: str) -> None:
    (message,) = slack.render(Card("題", (paragraph(Link("一覧", url)),)))
    assert list(texts_below(message, ("url",))) == []
    assert "一覧" in list(texts_below(message, ("text",)))


def test_通知の文の記号は力を失う() -> None:
    (message,) = slack.render(Card("題", (), summary="<!channel> A&B"))
    assert message["text"] == "&lt;!channel&gt; A&amp;B"


def test_題のない空のカードも通知の文をもつ() -> None:
    assert slack.render(Card("", ())) == ({"text": "お知らせ", "blocks": []},)


def test_百を超える選択肢は百ずつの組になる() -> None:
    view = render_form(FORMS["form_with_many_choices"])
    select = view["blocks"][0]["element"]
    assert [len(group["options"]) for group in select["option_groups"]] == [100, 20]
    assert select["initial_option"]["value"] == "s7"
    assert select["placeholder"]["text"] == "選んでください"


def test_様式は行き先と引数を持ち帰る() -> None:
    view = render_form(FORMS["form"])
    assert json.loads(view["private_metadata"]) == {
        "action": "report_completion",
        "args": {"course": "SEC-01"},
        "nonce": "n-20260701-0002",
    }


def test_全体の誤りは最初の欄に添えられる() -> None:
    assert form_errors(FORMS["form_with_errors"]) == {
        "course": "報告を受け付けられませんでした。",
        "finished": "今日までの日付にしてください。",
    }


def test_知らない欄の誤りも失われない() -> None:
    form = Form(
        "題", "act", (TextField("a", "甲"),), errors={"gone": "なくなりました。", "a": "空"}
    )
    assert form_errors(form) == {"a": "なくなりました。 空"}


def test_欄がなければ誤りを添える所がない() -> None:
    form = Form("題", "act", (ChoiceField("c", "甲", ()),), errors={"": "だめです。"})
    assert form_errors(form) == {}
    assert "⚠ だめです。" in list(texts_below(render_form(form), ("text",)))


def test_長すぎる初めの値は切ったことを告げる() -> None:
    field = render_form(FORMS["form_with_long_names"])["blocks"][-1]
    assert field["element"]["initial_value"].endswith("…")
    assert field["hint"]["text"] == "長いため、はじめの3000文字までを表示しています。"


def test_百を超えるブロックの様式は作り手の誤り() -> None:
    intro = tuple(paragraph(str(n)) for n in range(101))
    with pytest.raises(ValueError, match="101 of 100 blocks"):
        render_form(Form("題", "act", (), intro=intro))


def test_長い選択肢は説明に続く() -> None:
    label = "とても長い名前の研修の選択肢" * 8
    form = Form("題", "act", (ChoiceField("c", "項目", (Option("v", label),)),))
    (option,) = render_form(form)["blocks"][0]["element"]["options"]
    joined = option["text"]["text"].rstrip("…") + option["description"]["text"].strip("…")
    assert label == joined


def test_長すぎる選択肢の値は作り手の誤り() -> None:
    form = Form("題", "act", (ChoiceField("c", "項目", (Option("v" * 151, "名"),)),))
    with pytest.raises(ValueError, match="option '名' is over 150"):
        render_form(form)


def test_見本はひとつ残らず使われている() -> None:
    assert golden_names("slack") == {*CARDS, *FORMS}


_PLAIN = {"type": "plain_text", "text": "字", "emoji": False}
_PRESS = {"type": "button", "action_id": "a", "text": _PLAIN, "value": "{}"}


@pytest.mark.parametrize(
    ("blocks", "slip"),
    [
        ([{"type": "divider"}] * 51, "blocks: 51 of 50"),
        ([{"type": "section", "fields": [_PLAIN | {"text": "長" * 2_001}]}], "2001 of 2000"),
        ([{"type": "actions", "elements": [_PRESS, _PRESS]}], "action_id a twice"),
        ([{"type": "section", "text": {"type": "mrkdwn", "text": "*"}}], "unknown type mrkdwn"),
        ([{"type": "header", "text": _PLAIN, "level": 1}], "header with level"),
        ([{"type": "header", "text": _PLAIN | {"text": "😀" * 76}}], "152 of 150"),
        ([{"type": "header", "text": _PLAIN | {"text": " "}}], "is blank"),
    ],
)
def test_検査は決まりを破るものを見つける(blocks: list[dict[str, Any]], slip: str) -> None:
    assert slip in " / ".join(broken_in_message({"text": "字", "blocks": blocks}))


def test_検査は送信のない様式と十一のチェックボックスを見つける() -> None:
    """Neither does ``slack_sdk.models``; Slack refuses both."""
    field = {"type": "input", "block_id": "b", "label": _PLAIN, "optional": False}
    boxes = {"type": "checkboxes", "action_id": "a", "options": [_PLAIN] * 11}
    view = {"type": "modal", "title": _PLAIN, "blocks": [field | {"element": boxes}]}
    slips = broken_in_view(view)
    assert "input without submit" in slips
    assert "unknown type checkboxes" in slips
