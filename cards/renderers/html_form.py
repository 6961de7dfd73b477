"""Forms as HTML: labels, hints and errors tied to their fields for a screen reader.

The browser's own checks are off (``novalidate``): the handler's sentence stands beside the field
on every platform. For the same reason there is no ``maxlength``: a browser would cut a pasted
text silently.
"""

from typing import assert_never

from cards.elements import ChoiceField, DateField, Field, Form, Option, TextField
from cards.renderers.html import arguments, render_element
from cards.renderers.html_tags import Attributes, Html, join, tag, text, void
from cards.renderers.other_ways import error_about_all

_SENTENCE_ENDS = ("。", "？", "！")


def render_form(form: Form, *, id_prefix: str = "form") -> Html:
    """A ``form`` that the page's script sends; a refused field is marked ``aria-invalid``."""
    title_id = f"{id_prefix}-title"
    attributes: Attributes = {
        "class": "form",
        "novalidate": True,
        "aria-labelledby": title_id,
        "data-action": form.action,
        "data-args": arguments(form.args),
        "data-nonce": form.nonce,
    }
    return tag(
        "form",
        attributes,
        tag("h3", {"class": "form-title", "id": title_id}, text(form.title)),
        _form_error(error_about_all(form)),
        _intro(form),
        join(
            _field(item, form.errors.get(item.name, ""), f"{id_prefix}-{number}")
            for number, item in enumerate(form.fields, start=1)
        ),
        tag("div", {"class": "buttons"}, _submit(form.submit)),
    )


def _intro(form: Form) -> Html:
    """Where a field is watched the page's script puts another one in, and it is read out."""
    elements = join(render_element(element) for element in form.intro)
    if not any(isinstance(field, TextField) and field.watched for field in form.fields):
        return elements
    return tag("div", {"class": "form-intro", "aria-live": "polite"}, elements)


def _submit(label: str) -> Html:
    return tag("button", {"type": "submit", "class": "button button-primary"}, text(label))


def _form_error(sentence: str) -> Html:
    if not sentence:
        return Html("")
    return tag("p", {"class": "form-error", "role": "alert"}, text(sentence))


def _field(field: Field, error: str, field_id: str) -> Html:
    notes = {f"{field_id}-hint": _hint(field), f"{field_id}-error": error}
    shown = {note_id: sentence for note_id, sentence in notes.items() if sentence}
    attributes: Attributes = {
        "id": field_id,
        "name": field.name,
        "required": field.required,
        "aria-invalid": "true" if error else False,
        "aria-describedby": " ".join(shown) or False,
    }
    return tag(
        "div",
        {"class": "field field-refused" if error else "field"},
        _label(field, field_id),
        _small_print("hint", f"{field_id}-hint", shown),
        _input(field, attributes),
        _small_print("field-error", f"{field_id}-error", shown),
    )


def _label(field: Field, field_id: str) -> Html:
    if _is_chosen(field):
        return tag("label", {"for": field_id}, text(field.label))
    badge = "必須" if field.required else "任意"
    kind = "badge badge-required" if field.required else "badge"
    badge_html = tag("span", {"class": kind}, text(badge))
    return tag("label", {"for": field_id}, text(field.label), badge_html)


def _is_chosen(field: Field) -> bool:
    """Whether there is nothing to fill in: one is chosen already, and can only be changed for another."""
    if not isinstance(field, ChoiceField) or not field.value:
        return False
    return any(option.value == field.value for option in field.options)


def _small_print(kind: str, note_id: str, shown: dict[str, str]) -> Html:
    if note_id not in shown:
        return Html("")
    return tag("p", {"class": kind, "id": note_id}, text(shown[note_id]))


def _hint(field: Field) -> str:
    limit = field.max_length if isinstance(field, TextField) else None
    return _joined(field.hint, f"{limit}文字まで" if limit else "")


def _joined(hint: str, limit: str) -> str:
    """「例：…。200文字まで」: two sentences, not one."""
    if hint and limit and not hint.endswith(_SENTENCE_ENDS):
        return f"{hint}。{limit}"
    return f"{hint}{limit}"


def _input(field: Field, attributes: Attributes) -> Html:
    match field:
        case TextField(multiline=True):
            # HTML drops a line break that follows the opening tag; this one is dropped instead.
            written = {**attributes, **_watched(field), "rows": 4}
            return tag("textarea", written, Html("\n"), text(field.value))
        case TextField():
            written = {**attributes, **_watched(field), "type": "text", "value": field.value}
            return void("input", written)
        case DateField():
            return void("input", {**attributes, "type": "date", **_dates(field)})
        case ChoiceField():
            return tag("select", attributes, *_options(field))
        case _:
            assert_never(field)


def _watched(field: TextField) -> Attributes:
    return {"data-watched": True} if field.watched else {}


def _dates(field: DateField) -> Attributes:
    return {
        "value": field.value.isoformat() if field.value else "",
        "min": field.earliest.isoformat() if field.earliest else False,
        "max": field.latest.isoformat() if field.latest else False,
    }


def _options(field: ChoiceField) -> list[Html]:
    return [_option(option, field.value) for option in (*_nothing(field), *field.options)]


def _nothing(field: ChoiceField) -> tuple[Option, ...]:
    """What is chosen already can only be changed for another: no blank one stands beside it."""
    if any(option.value in ("", field.value) for option in field.options):
        return ()
    return (Option(value="", label="選んでください" if field.required else "選ばない"),)


def _option(option: Option, chosen: str) -> Html:
    attributes: Attributes = {"value": option.value, "selected": option.value == chosen}
    return tag("option", attributes, text(option.label))
