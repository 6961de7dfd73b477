"""The input elements of a modal, one for each kind of field.

https://docs.slack.dev/reference/block-kit/block-elements
"""

from datetime import date
from typing import assert_never

from cards.elements import ChoiceField, DateField, Field, Option, TextField
from cards.renderers.characters import one_line, shortened, size, visible
from cards.renderers.limits import SLACK
from cards.renderers.paging import paged
from cards.renderers.slack_blocks import Block, plain_text

INPUT = "value"
"""The ``action_id`` of every input element; of a form that replaces one, its nonce stands behind it."""


_WATCHED = {"trigger_actions_on": ["on_character_entered"]}


def input_element(field: Field) -> Block:
    match field:
        case TextField():
            return _text_input(field)
        case DateField():
            return _date_picker(field)
        case ChoiceField():
            return _select(field)
        case _:
            assert_never(field)


def more_to_know(field: Field) -> str:
    """What the input cannot say or enforce by itself, for the hint below it."""
    match field:
        case TextField():
            return _cut_value(field)
        case DateField():
            return _range(field)
        case ChoiceField():
            return ""
        case _:
            assert_never(field)


def nothing_to_choose(field: Field) -> bool:
    """Slack refuses a select without options."""
    return isinstance(field, ChoiceField) and not _options(field)


def _text_input(field: TextField) -> Block:
    value = visible(field.value)
    limit = _longest(field)
    return {
        "type": "plain_text_input",
        "action_id": INPUT,
        "multiline": field.multiline,
        **({"max_length": limit} if field.max_length else {}),
        **({"initial_value": shortened(value, limit)} if value else {}),
        **({"dispatch_action_config": _WATCHED} if field.watched else {}),
    }


def _longest(field: TextField) -> int:
    return min(field.max_length or SLACK.input_text, SLACK.input_text)


def _cut_value(field: TextField) -> str:
    if size(visible(field.value)) <= _longest(field):
        return ""
    return f"長いため、はじめの{_longest(field)}文字までを表示しています。"


def _date_picker(field: DateField) -> Block:
    chosen = {"initial_date": field.value.isoformat()} if field.value else {}
    return {"type": "datepicker", "action_id": INPUT, **chosen}


def _range(field: DateField) -> str:
    """Slack's date picker offers every day; the handler refuses the wrong ones."""
    if not field.earliest and not field.latest:
        return ""
    earliest = f"{_day(field.earliest)}から" if field.earliest else ""
    latest = f"{_day(field.latest)}まで" if field.latest else ""
    return f"{earliest}{latest}の日付を選んでください。"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _select(field: ChoiceField) -> Block:
    options = _options(field)
    chosen = [option for option in options if option.value == field.value]
    return {
        "type": "static_select",
        "action_id": INPUT,
        "placeholder": plain_text(_placeholder(field), SLACK.placeholder),
        **_one_list_or_groups(options),
        **({"initial_option": _option(chosen[0])} if chosen else {}),
    }


def _options(field: ChoiceField) -> list[Option]:
    """Without an option that stands for no choice: Slack lets a choice be cleared."""
    return [option for option in field.options if option.value]


def _placeholder(field: ChoiceField) -> str:
    none = [option.label for option in field.options if not option.value]
    return none[0] if none and none[0].strip() else "選んでください"


def _one_list_or_groups(options: list[Option]) -> Block:
    """More than 100 options go into groups of 100, named by the numbers they hold."""
    if len(options) <= SLACK.options:
        return {"options": [_option(option) for option in options]}
    numbered = list(enumerate(options, start=1))
    groups = paged(numbered, weigh=lambda _: 1, heaviest=SLACK.options)
    return {"option_groups": [_group(group) for group in groups]}


def _group(group: tuple[tuple[int, Option], ...]) -> Block:
    return {
        "label": plain_text(f"{group[0][0]}〜{group[-1][0]}", SLACK.option_text),
        "options": [_option(option) for _, option in group],
    }


def _option(option: Option) -> Block:
    """A label that is too long goes on in the description below it.

    ValueError: a value is an id of ours, and no id takes 150 characters.
    """
    if size(option.value) > SLACK.option_value:
        raise ValueError(f"value of option {option.label!r} is over {SLACK.option_value}")
    label = one_line(option.label)
    head = shortened(label, SLACK.option_text)
    rest = label[len(head) - 1 :] if head != label else ""
    return {
        "text": plain_text(head, SLACK.option_text),
        "value": option.value,
        **({"description": plain_text(f"…{rest}", SLACK.option_text)} if rest else {}),
    }
