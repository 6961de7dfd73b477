"""Teams: a form as an Adaptive Card for a dialog.

What was typed comes back in ``data`` beside action, args and nonce, under the field's name.
https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
"""

from collections.abc import Iterator
from typing import assert_never

from cards.elements import ButtonStyle, ChoiceField, DateField, Field, Form, Text, TextField
from cards.renderers.callback import Callback, callback
from cards.renderers.characters import one_line, or_dash, visible
from cards.renderers.limits import TEAMS
from cards.renderers.other_ways import error_about_all
from cards.renderers.teams import adaptive_card, title_blocks
from cards.renderers.teams_blocks import Block
from cards.renderers.teams_button import action_look
from cards.renderers.teams_elements import element_blocks, text_blocks
from cards.renderers.teams_table import with_fitting_tables

_RESERVED = frozenset(Callback.__annotations__) | {"msteams"}


def render_form(form: Form) -> Block:
    """The card of a dialog (``task/fetch``); errors stand above their fields.

    ValueError: a field is named as one of the three things that every answer carries.
    """
    reserved = _RESERVED & {field.name for field in form.fields}
    if reserved:
        raise ValueError(f"form {form.action!r} names a field {', '.join(sorted(reserved))}")
    return adaptive_card(list(_body(form)), spoken=form.title) | {"actions": [_submit(form)]}


def _submit(form: Form) -> Block:
    """A dialog takes ``Action.Submit`` alone."""
    data = callback(form.action, form.args, form.nonce, limit=TEAMS.form_data)
    return {
        "type": "Action.Submit",
        **action_look(form.submit, ButtonStyle.PRIMARY),
        "data": data,
    }


def _body(form: Form) -> Iterator[Block]:
    yield from title_blocks(one_line(form.title))
    yield from _error(error_about_all(form))
    yield from element_blocks(with_fitting_tables(form.intro), nonce=form.nonce)
    for field in form.fields:
        yield from _error(form.errors.get(field.name, ""))
        yield _input(field)
        yield from text_blocks((Text(one_line(field.hint)),), size="Small", isSubtle=True)


def _error(sentence: str) -> Iterator[Block]:
    words = f"⚠ {one_line(sentence)}" if sentence else ""
    return text_blocks((Text(words),), color="Attention", weight="Bolder")


def _input(field: Field) -> Block:
    match field:
        case TextField():
            return _text_input(field)
        case DateField():
            return _date_input(field)
        case ChoiceField():
            return _choice_set(field)
        case _:
            assert_never(field)


def _text_input(field: TextField) -> Block:
    return {
        "type": "Input.Text",
        **_common(field, "入力してください。"),
        "isMultiline": field.multiline,
        "value": visible(field.value),
        **({"maxLength": field.max_length} if field.max_length else {}),
    }


def _date_input(field: DateField) -> Block:
    days = {"value": field.value, "min": field.earliest, "max": field.latest}
    return {
        "type": "Input.Date",
        **_common(field, "決められた範囲の日付を選んでください。"),
        **{name: day.isoformat() for name, day in days.items() if day},
    }


def _choice_set(field: ChoiceField) -> Block:
    """Never ``expanded``: that style reads Markdown in its titles."""
    return {
        "type": "Input.ChoiceSet",
        **_common(field, "選んでください。"),
        "style": "compact",
        "placeholder": "選んでください" if field.options else "選べるものがありません",
        "choices": [
            {"title": or_dash(one_line(option.label)), "value": option.value}
            for option in field.options
        ],
        "value": field.value,
    }


def _common(field: Field, missing: str) -> Block:
    """``missing`` names no field: Markdown is read in ``errorMessage``."""
    return {
        "id": field.name,
        "label": or_dash(one_line(field.label)),
        "isRequired": field.required,
        "errorMessage": missing,
    }
