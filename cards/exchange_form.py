"""The forms of the 情報交換: of one item, or of a page of them."""

from collections.abc import Mapping, Sequence

from cards.elements import Bold, ChoiceField, Field, Form, Option, TextField, note, paragraph
from cards.example_exchange import EXCHANGE
from cards.exchange import headline
from domain.exchange import LINE_LENGTH, ExchangeItem, Progress

UNSAID = "-"
"""Teams lets nobody take a choice back."""
_HINT = "例：情報政策課と話しはじめました。"


def answer_form(
    item: ExchangeItem,
    values: Mapping[str, str],
    *,
    nonce: str,
    errors: Mapping[str, str] | None = None,
) -> Form:
    """Of one."""
    return Form(
        title="情報交換に答える",
        action="exchange.answer",
        intro=(paragraph(Bold(item.called)),),
        fields=_fields(item, values, may_be_left=False),
        submit="答える",
        args={"item": str(item.id), "version": str(item.version)},
        errors=errors or {},
        nonce=nonce,
    )


def answers_form(
    items: Sequence[ExchangeItem],
    values: Mapping[str, str],
    *,
    page: int,
    nonce: str,
    errors: Mapping[str, str] | None = None,
) -> Form:
    """Of a page of them; what is left at 「あとで」 is not answered."""
    return Form(
        title="まとめて答える",
        action="exchange.answer_all",
        intro=(note("「あとで」のままのものは、答えません。ひとことは、なくてもかまいません。"),),
        fields=tuple(each for item in items for each in _fields(item, values, may_be_left=True)),
        submit="答える",
        args={
            "page": str(page),
            "items": ",".join(f"{item.id}:{item.version}" for item in items),
        },
        errors=errors or {},
        nonce=nonce,
    )


def progress_field(item_id: int) -> str:
    return f"progress_{item_id}"


def line_field(item_id: int) -> str:
    return f"line_{item_id}"


def _fields(
    item: ExchangeItem, values: Mapping[str, str], *, may_be_left: bool
) -> tuple[Field, ...]:
    progress, line = progress_field(item.id), line_field(item.id)
    now = item.answer
    typed = values.get(line, now.line if now else "")
    later = (Option(UNSAID, "あとで"),) if may_be_left and now is None else ()
    chosen = now.progress.value if now else UNSAID if may_be_left else ""
    return (
        ChoiceField(
            progress,
            headline(item) if may_be_left else "進み具合",
            (*later, *(Option(each.value, each.value) for each in Progress)),
            value=values.get(progress) or chosen,
            required=not may_be_left,
        ),
        TextField(
            line,
            "ひとこと",
            typed,
            required=False,
            max_length=LINE_LENGTH if len(typed) <= LINE_LENGTH else None,
            hint="" if may_be_left else _HINT,
        ),
    )


EXAMPLES = {
    "一つに答える": answer_form(
        EXCHANGE.items[0], {progress_field(1): Progress.TROUBLED.value}, nonce="n1"
    ),
    "まとめて答える": answers_form(
        EXCHANGE.items[:2],
        {line_field(1): "あ" * (LINE_LENGTH + 1)},
        page=0,
        nonce="n2",
        errors={line_field(1): f"ひとことは{LINE_LENGTH}文字までにしてください。"},
    ),
}
