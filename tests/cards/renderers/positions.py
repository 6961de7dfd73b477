"""Every place of the vocabulary where text may stand, filled with one text."""

from collections.abc import Callable

from cards.charts import Bar, BarChart, ColumnChart, Row
from cards.elements import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    ChoiceField,
    DateField,
    Element,
    Facts,
    Field,
    Form,
    Heading,
    Link,
    Mention,
    Option,
    Progress,
    Quote,
    Table,
    TextField,
    note,
    paragraph,
    plain,
)


def _in_card(*elements: Element) -> Card:
    return Card("見出し", elements)


def _in_form(field: Field) -> Form:
    return Form("様式", "act", (field,))


CARD_POSITIONS: dict[str, Callable[[str], Card]] = {
    "title": lambda text: Card(text, (paragraph("本文"),)),
    "summary": lambda text: Card("見出し", (paragraph("本文"),), summary=text),
    "heading": lambda text: _in_card(Heading(text)),
    "paragraph": lambda text: _in_card(paragraph("前", text, "後")),
    "bold": lambda text: _in_card(paragraph(Bold(text))),
    "link": lambda text: _in_card(paragraph(Link(text, "https://example.lg.jp/"))),
    "address": lambda text: _in_card(paragraph(Link("一覧", text))),
    "mention": lambda text: _in_card(paragraph(Mention(text))),
    "called": lambda text: _in_card(paragraph(Mention(text, "29:1a-B_c"))),
    "platform id": lambda text: _in_card(paragraph(Mention("山田", text))),
    "note": lambda text: _in_card(note(text)),
    "quote": lambda text: _in_card(Quote(text, "出典")),
    "cite": lambda text: _in_card(Quote("引用", text)),
    "bullet": lambda text: _in_card(Bullets((plain("一"), plain(text)))),
    "fact label": lambda text: _in_card(Facts(((text, "値"),))),
    "fact value": lambda text: _in_card(Facts((("項目", text), ("次", "値")))),
    "progress": lambda text: _in_card(Progress(text, 1, 3)),
    "unit": lambda text: _in_card(Progress("進み", 1, 3, text)),
    "chart": lambda text: _in_card(ColumnChart(text, "件", ("9/28",), (Row("登録", (3,)),))),
    "label of a column": lambda text: _in_card(
        ColumnChart("図", "件", (text,), (Row(text, (3,)),))
    ),
    "bar": lambda text: _in_card(BarChart("図", "%", (Bar(text, 30.5),), Bar(text, 40), text)),
    "caption": lambda text: _in_card(Table(("列",), (("値",),), text)),
    "column": lambda text: _in_card(Table((text, "列"), (("値", "値"),))),
    "cell": lambda text: _in_card(Table(("列", "列"), (("値", text),))),
    "second table": lambda text: _in_card(
        Table(("列",), (("値",),)), Table((text,), ((text,),), text)
    ),
    "button": lambda text: _in_card(Buttons((Button(text, "act"), Button("次", "act")))),
    "about": lambda text: _in_card(Buttons((Button("押す", "act", about=text),))),
    "args": lambda text: _in_card(Buttons((Button("押す", "act", {"q": text[:300]}),))),
}

FORM_POSITIONS: dict[str, Callable[[str], Form]] = {
    "title": lambda text: Form(text, "act", ()),
    "submit": lambda text: Form("様式", "act", (), submit=text),
    "intro": lambda text: Form("様式", "act", (), intro=(paragraph(text),)),
    "label": lambda text: _in_form(TextField("f", text)),
    "hint": lambda text: _in_form(DateField("f", "項目", hint=text)),
    "value": lambda text: _in_form(TextField("f", "項目", value=text, multiline=True)),
    "option": lambda text: _in_form(ChoiceField("f", "項目", (Option("v", text),), value="v")),
    "no choice": lambda text: _in_form(
        ChoiceField("f", "項目", (Option("", text), Option("v", "値")))
    ),
    "error": lambda text: Form("様式", "act", (TextField("f", "項目"),), errors={"f": text}),
    "form error": lambda text: Form("様式", "act", (TextField("f", "項目"),), errors={"": text}),
}
