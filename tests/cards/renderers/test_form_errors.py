"""An error that no field of the form can show is told above the fields, on every platform."""

import json

from cards.elements import Form, TextField
from cards.renderers import html_form, plain_text, slack_form, teams_form

REFUSED = Form(
    "報告", "report", (TextField("name", "氏名"),), errors={"gone": "項目がありません。"}
)


def test_どの画面でも項目のない誤りが読める() -> None:
    drawn = (
        html_form.render_form(REFUSED),
        plain_text.render_form(REFUSED),
        json.dumps(slack_form.render_form(REFUSED), ensure_ascii=False),
        json.dumps(teams_form.render_form(REFUSED), ensure_ascii=False),
    )
    assert all("項目がありません。" in each for each in drawn)
