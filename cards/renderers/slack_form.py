"""Slack: a form as a modal view.

``block_id`` is the field's name and ``action_id`` begins with ``INPUT``, so that the edge finds what
was typed at ``view.state.values[name]``; ``private_metadata`` holds action, args and nonce.
https://docs.slack.dev/reference/views/modal-views
"""

from collections.abc import Iterator, Mapping

from cards.elements import Bold, Field, Form, Note, Paragraph, Text, TextField
from cards.renderers.callback import callback
from cards.renderers.characters import one_line, shortened, size
from cards.renderers.limits import SLACK
from cards.renderers.other_ways import error_about_all
from cards.renderers.paging import compact_json
from cards.renderers.slack_blocks import Block, plain_text
from cards.renderers.slack_elements import element_blocks
from cards.renderers.slack_input import INPUT, input_element, more_to_know, nothing_to_choose
from cards.renderers.slack_table import without_tables


def render_form(
    form: Form, *, origin: Mapping[str, object] | None = None, action_id: str = INPUT
) -> Block:
    """A view for ``views.open`` or ``views.update``; errors stand above their fields.

    ``origin`` comes back with what is sent in: a view does not know the message it was opened from.
    ``action_id``: of its inputs. Slack keeps what is typed in a view that this one replaces where it is the
    same, and shows the form's own values where it is another one (``another_input``).
    ValueError: args and origin over 3,000 characters, or more than 100 blocks, which no form of ours needs.
    """
    blocks = list(_blocks(form, action_id))
    if len(blocks) > SLACK.view_blocks:
        raise ValueError(f"form {form.action!r} takes {len(blocks)} of {SLACK.view_blocks} blocks")
    return {
        "type": "modal",
        "callback_id": form.action,
        "title": plain_text(form.title, SLACK.view_title),
        "submit": plain_text(form.submit, SLACK.view_title),
        "close": plain_text("キャンセル", SLACK.view_title),
        "private_metadata": _metadata(form, origin or {}),
        "blocks": blocks,
    }


def another_input(form: Form) -> str:
    """An ``action_id`` that no form before has had."""
    return f"{INPUT}-{form.nonce}"


def _metadata(form: Form, origin: Mapping[str, object]) -> str:
    carried = callback(form.action, form.args, form.nonce, limit=SLACK.private_metadata)
    packed = compact_json({**carried, "origin": origin} if origin else carried)
    if size(packed) > SLACK.private_metadata:
        raise ValueError(f"form {form.action!r} carries {size(packed)} characters of metadata")
    return packed


def form_errors(form: Form) -> dict[str, str]:
    """``errors`` for ``response_action: errors``: the modal stays open, filled in as it was, and what it
    carries too.

    Slack has no place for an error about the whole form: it stands before the first field's. Empty
    where nothing can be typed in; then answer with ``response_action: update`` and ``render_form``.
    """
    ids = [field.name for field in form.fields if not nothing_to_choose(field)]
    by_id = {name: [form.errors[name]] for name in ids if name in form.errors}
    whole = error_about_all(form)
    if whole and ids:
        by_id[ids[0]] = [whole, *by_id.get(ids[0], [])]
    return {name: _sentence(*words) for name, words in by_id.items()}


def _sentence(*words: str) -> str:
    said = one_line(" ".join(words)) or "入力を確認してください。"
    return shortened(said, SLACK.input_label)


def _blocks(form: Form, action_id: str) -> Iterator[Block]:
    yield from element_blocks(without_tables(_long_names(form)), nonce=form.nonce)
    yield from _error(error_about_all(form))
    yield from element_blocks(without_tables(form.intro), nonce=form.nonce)
    for field in form.fields:
        yield from _error(form.errors.get(field.name, ""))
        yield from _field(field, action_id)


def _long_names(form: Form) -> Iterator[Paragraph]:
    """A title or submit label of more than 24 characters stands in the modal in full."""
    for name in (form.title, form.submit):
        if size(one_line(name)) > SLACK.view_title:
            yield Paragraph((Bold(one_line(name)),))


def _error(sentence: str) -> Iterator[Block]:
    if not sentence:
        return iter(())
    return element_blocks((Paragraph((Bold(f"⚠ {sentence}"),)),), nonce="")


def _field(field: Field, action_id: str) -> Iterator[Block]:
    if nothing_to_choose(field):
        words = Text(f"{one_line(field.label)}: 選べるものがありません。")
        yield from element_blocks((Note((words,)),), nonce="")
        return
    hint = " ".join(filter(None, (one_line(field.hint), more_to_know(field))))
    yield {
        "type": "input",
        "block_id": field.name,
        "label": plain_text(field.label, SLACK.input_label),
        "element": input_element(field) | {"action_id": action_id},
        "optional": not field.required,
        **({"dispatch_action": True} if isinstance(field, TextField) and field.watched else {}),
        **({"hint": plain_text(hint, SLACK.input_label)} if hint else {}),
    }
