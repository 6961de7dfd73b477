"""The forms of a フォーラム版: the sentences of one part, and what goes to the forum at all."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from cards.case_history import SIGNS, difference_paragraphs
from cards.elements import Bold, ChoiceField, Element, Form, Option, TextField, note, paragraph
from cards.example_editions import EDITION, HISTORY
from domain.case_diff import FieldDifference
from domain.digest import Part
from domain.digest_edition import PASSAGE_LENGTH, REMARK_LENGTH, Edition, EditionPart
from domain.digest_edition_history import OTHER_GROUPS, REMARK

SHOWN, LEFT_OUT = "yes", "no"
_OPTIONS = (Option(SHOWN, "載せる"), Option(LEFT_OUT, "載せない"))
PASSAGE_TOO_LONG = f"{PASSAGE_LENGTH:,}文字以内にしてください。"
REMARK_TOO_LONG = f"{REMARK_LENGTH}文字以内で書いてください。"


def passage_field(key: str) -> str:
    return f"passage_{key}"


def part_field(part: Part) -> str:
    return f"part_{part.name}"


def group_field(key: str) -> str:
    return f"group_{key}"


def edit_form(
    part: EditionPart,
    keys: Collection[str],
    *,
    values: Mapping[str, str],
    args: Mapping[str, str],
    nonce: str = "",
    errors: Mapping[str, str] | None = None,
    changed: Sequence[FieldDifference] = (),
    homeless: Sequence[str] = (),
) -> Form:
    """``homeless``: what was typed under headings that are not there any more."""
    fields = tuple(
        TextField(
            passage_field(key),
            passage.heading or part.part.called,
            value=values.get(passage_field(key), passage.text),
            required=False,
            multiline=True,
            max_length=PASSAGE_LENGTH,
        )
        for key, passage in part.by_key.items()
        if key in keys
    )
    return Form(
        f"{part.part.called}を直す",
        "digest.edit",
        fields,
        submit="保存して確かめる",
        intro=tuple(_intro(changed, homeless)),
        args=args,
        errors=errors or {},
        nonce=nonce,
    )


def _intro(changed: Sequence[FieldDifference], homeless: Sequence[str]) -> Iterator[Element]:
    if changed:
        yield paragraph(Bold("先に変えられたところ"))
        yield note(SIGNS)
        yield from difference_paragraphs(changed)
    for text in homeless:
        yield paragraph(Bold("見出しがなくなった文"), f"\n{text}")
    yield note(
        "1行が1文です。行を消すと載せません。根拠の番号は、直しても文のうしろに付きます。"
        "書いた文字はそのまま出ます（呼びかけやリンクにはなりません）。"
    )


def choose_form(
    edition: Edition,
    *,
    values: Mapping[str, str],
    args: Mapping[str, str],
    nonce: str = "",
    errors: Mapping[str, str] | None = None,
    changed: Sequence[FieldDifference] = (),
) -> Form:
    remark = TextField(
        "remark",
        REMARK,
        value=values.get("remark", edition.remark),
        required=False,
        multiline=True,
        max_length=REMARK_LENGTH,
        hint="まとめの前に出ます。なくてもかまいません。",
    )
    intro = [paragraph(Bold("先に変えられたところ")), *difference_paragraphs(changed)]
    return Form(
        "フォーラムに載せるもの",
        "digest.choose",
        (remark, *_choices(edition, values)),
        submit="保存して確かめる",
        intro=tuple(intro) if changed else (),
        args=args,
        errors=errors or {},
        nonce=nonce,
    )


def _choices(edition: Edition, values: Mapping[str, str]) -> Iterator[ChoiceField]:
    was = chosen_values(edition)
    for part in edition.parts:
        name = part_field(part.part)
        yield ChoiceField(name, part.part.called, _OPTIONS, value=values.get(name, was[name]))
        if part.part is Part.GROUPS:
            for key, passage in part.by_key.items():
                name = group_field(key)
                label = f"└ {passage.heading or OTHER_GROUPS}"
                yield ChoiceField(name, label, _OPTIONS, value=values.get(name, was[name]))


def chosen_values(edition: Edition) -> dict[str, str]:
    """What the form says of an edition as it stands."""
    values = {"remark": edition.remark}
    for part in edition.parts:
        values[part_field(part.part)] = SHOWN if part.is_shown else LEFT_OUT
        if part.part is Part.GROUPS:
            for key, passage in part.by_key.items():
                values[group_field(key)] = SHOWN if passage.is_shown else LEFT_OUT
    return values


_ARGS = {"week": "2026-W47", "version": "2"}
_GROUPS = next(each for each in EDITION.parts if each.part is Part.GROUPS)
EXAMPLES = {
    "フォーラム版の文を直す": edit_form(_GROUPS, _GROUPS.sheets[0], values={}, args=_ARGS),
    "先に変えられたフォーラム版の文": edit_form(
        EDITION.parts[0],
        EDITION.parts[0].sheets[0],
        values={passage_field(EDITION.parts[0].sheets[0][0]): "窓口の二度書きをなくします。"},
        args=_ARGS,
        errors={"": HISTORY.first_one(version=1).sentence},
        changed=HISTORY.changes(2),
        homeless=("打ってあった文。",),
    ),
    "フォーラムに載せるものを選ぶ": choose_form(EDITION, values={}, args=_ARGS),
}
