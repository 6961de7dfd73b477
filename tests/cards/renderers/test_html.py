"""The HTML renderer: goldens, meaning for a screen reader, and nothing unescaped."""

import json
from html.parser import HTMLParser

import pytest

from cards.elements import (
    Button,
    Buttons,
    ButtonStyle,
    Card,
    ChoiceField,
    Facts,
    Form,
    Heading,
    Inline,
    Link,
    Mention,
    Note,
    Option,
    Progress,
    Quote,
    Table,
    Text,
    TextField,
    paragraph,
    plain,
)
from cards.renderers import html
from cards.renderers.html_form import render_form
from tests.cards.renderers.cases import CARDS, FORMS
from tests.cards.renderers.hostile import HOSTILE
from tests.golden.golden import assert_golden

VOID = {"hr", "input"}


class Outline(HTMLParser):
    """Reads a fragment as a browser would: its tags with attributes, its text, its balance."""

    def __init__(self, fragment: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(fragment)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]

    def ids(self) -> list[str]:
        return [value for _, attributes in self.tags if (value := attributes.get("id"))]


def test_カードは題名で名付けられた記事になる() -> None:
    outline = Outline(html.render(Card("次の研修", (), summary="1件です。"), id_prefix="c7"))

    article = outline.all("article")[0]
    assert (article["aria-labelledby"], article["aria-describedby"]) == ("c7-title", "c7-summary")
    assert outline.ids() == ["c7-title", "c7-summary"]


def test_ボタンは行き先と一度きりの印と読み上げ名を持つ() -> None:
    button = Button("詳しく", "detail", {"course": "\x00\u202e"}, ButtonStyle.DANGER, "DX入門")

    drawn = Outline(html.render(Card("研修", (Buttons((button,)),), nonce="n1"))).all("button")[0]

    assert drawn["data-action"] == "detail"
    assert json.loads(drawn["data-args"] or "") == {"course": "\x00\u202e"}
    assert drawn["data-nonce"] == "n1"
    assert drawn["aria-label"] == "詳しく（DX入門）"
    assert drawn["class"] == "button button-danger"


def test_進み具合は文字でも読めて棒は範囲に収まる() -> None:
    card = Card("状況", (Progress("必須", done=9, total=8), Progress("資格", done=0, total=0)))

    outline = Outline(html.render(card))

    assert [(bar["value"], bar["max"]) for bar in outline.all("progress")] == [("8", "8")]
    assert "9/8件（100%）" in outline.text
    assert "対象なし" in outline.text


def test_表には題と行と列の見出しがある() -> None:
    card = Card("表", (Table(("部局", "修了"), (("福祉部", "12"),), caption="部局別"),))

    outline = Outline(html.render(card))

    assert [cell["scope"] for cell in outline.all("th")] == ["col", "col", "row"]
    assert outline.all("div")[0]["aria-label"] == "部局別"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "//evil.example/",
        "http:evil",
        "https://[broken",
        "https://example.jp/\u202e",
        "file:///etc/passwd",
        "",
    ],
)
def test_安全でない宛先は名前だけになる(url: str) -> None:
    outline = Outline(html.render(Card("題", (paragraph(Link("方針", url)),))))

    assert outline.all("a") == []
    assert "方針" in outline.text


def test_研修一覧へのリンクは別の窓で開く() -> None:
    card = Card("題", (paragraph(Link("一覧", "https://example.jp/?a=1&b=2")),))

    link = Outline(html.render(card)).all("a")[0]

    assert link == {
        "href": "https://example.jp/?a=1&b=2",
        "target": "_blank",
        "rel": "noopener noreferrer",
    }


def test_誤りと説明は入力欄に結び付く() -> None:
    field = TextField("name", "研修名", hint="正式な名前", max_length=20)
    form = Form("報告", "report", (field,), errors={"": "確認を。", "name": "ありません。"})

    outline = Outline(render_form(form, id_prefix="f"))

    typed = outline.all("input")[0]
    assert typed["aria-invalid"] == "true"
    assert typed["aria-describedby"] == "f-1-hint f-1-error"
    assert outline.all("label")[0]["for"] == typed["id"] == "f-1"
    assert {"f-1-hint", "f-1-error"} <= set(outline.ids())
    assert "正式な名前。20文字まで" in outline.text


def test_誤りのない欄は何にも結び付かない() -> None:
    outline = Outline(render_form(Form("報告", "report", (TextField("name", "研修名"),))))

    assert "aria-invalid" not in outline.all("input")[0]
    assert "aria-describedby" not in outline.all("input")[0]


def test_選ぶ欄は未選択から始まり選んだ値を覚えている() -> None:
    options = (Option("e", "eラーニング"), Option("g", "集合"))
    fields = (ChoiceField("a", "方法", options), ChoiceField("b", "方法", options, value="g"))

    drawn = Outline(render_form(Form("報告", "report", fields))).all("option")

    assert [option["value"] for option in drawn if "selected" in option] == ["", "g"]


def test_もう選んである欄に必須とは書かない() -> None:
    options = (Option("e", "eラーニング"), Option("g", "集合"))
    fields = (
        ChoiceField("a", "方法", options, value="g"),
        ChoiceField("b", "月", options),
        ChoiceField("c", "研修", (Option("", "なし"), *options), required=False),
    )

    labels = Outline(render_form(Form("報告", "report", fields))).text

    assert [badge in labels for badge in ("方法必須", "方法任意")] == [False, False]
    assert "月必須" in labels
    assert "研修任意" in labels


def test_選んである欄に空の選択肢は並ばない() -> None:
    options = (Option("-", "なし"), Option("e", "eラーニング"))
    fields = tuple(ChoiceField("a", "研修", options, value="-", required=r) for r in (True, False))

    labels = render_form(Form("報告", "report", fields))

    assert "選んでください" not in labels
    assert "選ばない" not in labels


def test_先頭の改行も入力欄から消えない() -> None:
    form = Form("報告", "a", (TextField("n", "本文", value="\n二行目", multiline=True),))

    assert "<textarea" in render_form(form)
    assert ">\n\n二行目</textarea>" in render_form(form)


def _lines(fragment: str) -> str:
    """One tag a line, so that a difference can be read."""
    return fragment.replace("><", ">\n<") + "\n"


def _everywhere(hostile: str) -> str:
    inlines: tuple[Inline, ...] = (Text(hostile), Mention(hostile), Link(hostile, hostile))
    card = Card(
        hostile,
        (
            Heading(hostile),
            Note(plain(*inlines)),
            Quote(hostile, hostile),
            Facts(((hostile, hostile),)),
            Progress(hostile, done=1, total=2, unit=hostile),
            Table((hostile,), ((hostile,),), caption=hostile),
            Buttons((Button(hostile, hostile, {hostile: hostile}, about=hostile),)),
        ),
        summary=hostile,
        nonce=hostile,
    )
    fields = (
        TextField(hostile, hostile, value=hostile, hint=hostile),
        TextField("long", hostile, value=hostile, multiline=True),
        ChoiceField("pick", hostile, (Option(hostile, hostile),), value=hostile),
    )
    form = Form(hostile, hostile, fields, hostile, errors={"": hostile, hostile: hostile})
    return html.render(card) + render_form(form)


def _shape(outline: Outline) -> list[tuple[str, list[str]]]:
    return [(tag, sorted(attributes)) for tag, attributes in outline.tags if tag != "a"]


@pytest.mark.parametrize("hostile", [text for text in HOSTILE if text.strip()])
def test_悪意のある文字列は要素も属性も増やさない(hostile: str) -> None:
    harmless, attacked = Outline(_everywhere("無害")), Outline(_everywhere(hostile))

    assert attacked.open == []
    assert _shape(attacked) == _shape(harmless)
    assert all(not name.startswith("on") for _, found in attacked.tags for name in found)


@pytest.mark.parametrize("name", CARDS)
def test_カードの見本は前に見たとおりに描かれる(name: str) -> None:
    assert_golden(f"html/{name}.html", _lines(html.render(CARDS[name])))


@pytest.mark.parametrize("name", FORMS)
def test_フォームの見本は前に見たとおりに描かれる(name: str) -> None:
    assert_golden(f"html/{name}.html", _lines(render_form(FORMS[name])))


@pytest.mark.parametrize("name", [*CARDS, *FORMS])
def test_見本の組み立ては釣り合い印は重ならない(name: str) -> None:
    drawn = html.render(CARDS[name]) if name in CARDS else render_form(FORMS[name])

    outline = Outline(drawn)

    assert outline.open == []
    assert len(outline.ids()) == len(set(outline.ids()))
