"""The plain-text renderer: goldens, and what must hold for any text."""

import pytest

from cards.elements import (
    Button,
    Buttons,
    Card,
    ChoiceField,
    Facts,
    Form,
    Heading,
    Link,
    Option,
    Progress,
    Quote,
    Table,
    TextField,
    note,
    paragraph,
    plain,
)
from cards.renderers import plain_text
from tests.cards.renderers.cases import CARDS, FORMS
from tests.cards.renderers.hostile import HOSTILE
from tests.golden.golden import assert_golden


def test_進み具合は件数と割合と棒で読める() -> None:
    card = Card("受講状況", (Progress("必須研修", done=3, total=8),))

    assert "必須研修: 3/8件（38%）\n███░░░░░░░" in plain_text.render(card)


def test_求められるものがなければ割り算せずに対象なしと書く() -> None:
    card = Card("受講状況", (Progress("必須研修", done=0, total=0),))

    assert plain_text.render(card).endswith("必須研修: 対象なし")


def test_ボタンの番号はカードの終わりまで続く() -> None:
    card = Card(
        "次の研修",
        (
            Buttons((Button("詳しく", "detail", about="DX入門"), Button("全部見る", "all"))),
            Buttons((Button("やめる", "cancel"),)),
        ),
    )

    drawn = plain_text.render(card)

    assert "［1 詳しく（DX入門）］ ［2 全部見る］\n\n［3 やめる］" in drawn


def test_表は一行ごとに列の名前と値を並べる() -> None:
    card = Card("一覧", (Table(("研修", "期限"), (("DX入門", "9月30日"),), caption="残り"),))

    assert plain_text.render(card) == "【一覧】\n\n〈残り〉\n・研修: DX入門 ／ 期限: 9月30日"


def test_引用には出典が付きリンクには宛先が付く() -> None:
    quote = Quote("研修を実施する。", "下関市方針 4-2")
    card = Card("根拠", (quote, paragraph("詳しくは", Link("方針", "https://example.jp/"))))

    drawn = plain_text.render(card)

    assert "「研修を実施する。」\n　（下関市方針 4-2）" in drawn
    assert "詳しくは方針（https://example.jp/）" in drawn


def test_項目名は全角を二桁と数えて揃える() -> None:
    card = Card("詳細", (Facts((("方法", "動画"), ("ID", "7"), ("ｶﾅ", "x"))),))

    assert "方法: 動画\nID  : 7\nｶﾅ  : x" in plain_text.render(card)


def test_書かれた改行はカードの要素に見せかけられない() -> None:
    card = Card("本物\n【偽物】", (paragraph("本文\n［1 承認］"), Heading("見出し\n■ 偽")))

    lines = plain_text.render(card).splitlines()

    assert lines == ["【本物 【偽物】】", "", "本文", "　［1 承認］", "", "■ 見出し ■ 偽"]


def test_フォームは誤りと候補と今の値を見せる() -> None:
    form = Form(
        "報告",
        "report",
        (
            TextField("name", "研修名", value="DX入門", max_length=20, hint="正式な名前"),
            ChoiceField("how", "方法", (Option("e", "eラーニング"),), required=False),
        ),
        errors={"": "確認してください。", "name": "見つかりません。"},
    )

    assert plain_text.render_form(form) == (
        "【報告】\n！確認してください。\n\n"
        "研修名（必須）: DX入門\n　20文字まで\n　正式な名前\n　！見つかりません。\n\n"
        "方法（任意）: （未選択）\n　選択肢: eラーニング\n\n"
        "［送信］"
    )


@pytest.mark.parametrize("hostile", HOSTILE)
def test_見えない文字と制御文字は端末に届かない(hostile: str) -> None:
    elements = (paragraph(hostile), note(hostile), Quote(hostile, hostile), Heading(hostile))
    card = Card(hostile, (*elements, Table((hostile,), ((hostile,),))), summary=hostile)
    form = Form(hostile, "a", (TextField("n", hostile, value=hostile),), errors={"n": hostile})

    drawn = plain_text.render(card) + plain_text.render_form(form)

    assert all(
        character.isprintable() or character in "\n\t　\xa0" or _is_kept(character)
        for character in drawn
    )
    drawn.encode("utf-8")


def _is_kept(character: str) -> bool:
    """Joiners of emoji and 外字: not printable to Python, but part of what a person wrote."""
    return character in "\u200c\u200d" or "\ue000" <= character <= "\uf8ff"


@pytest.mark.parametrize("name", CARDS)
def test_カードの見本は前に見たとおりに描かれる(name: str) -> None:
    assert_golden(f"plain_text/{name}.txt", plain_text.render(CARDS[name]) + "\n")


@pytest.mark.parametrize("name", FORMS)
def test_フォームの見本は前に見たとおりに描かれる(name: str) -> None:
    assert_golden(f"plain_text/{name}.txt", plain_text.render_form(FORMS[name]) + "\n")


def test_見出しは続く要素と一かたまりになる() -> None:
    card = Card("題", (Heading("一"), Facts(()), Heading("二"), paragraph("文"), Heading("三")))

    assert plain_text.render(card) == "【題】\n\n■ 一\n\n■ 二\n文\n\n■ 三"


def test_空の一覧でも要素は崩れない() -> None:
    card = Card("空", (Facts(()), Table(("列",), ()), Buttons(()), paragraph(*plain())))

    assert plain_text.render(card) == "【空】"
