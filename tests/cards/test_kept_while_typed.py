"""The long forms keep what is typed in whichever field: closed, they have lost nothing."""

import pytest

from cards.case_form import case_form
from cards.elements import Form, TextField
from cards.issue_form import issue_form

FORMS = {
    "改善事例": case_form({}, courses=(), args={"draft": "d1"}, nonce="n1"),
    "課題": issue_form({}, stages=("課題の認識・発見",), args={"draft": "d1"}, nonce="n1"),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_どの欄に書いても閉じる前に届く(form: Form) -> None:
    texts = [field for field in form.fields if isinstance(field, TextField)]
    assert len(texts) > 5
    assert [field.label for field in texts if not field.watched] == []
