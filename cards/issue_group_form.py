"""The forms that make and change a group: its name and kind, what it is put together with, what leaves it."""

from collections.abc import Mapping, Sequence

from cards.elements import Bold, ChoiceField, Form, Option, TextField, note, paragraph
from cards.example_groups import CANDIDATE, GROUP, SEEN
from cards.issue_groups import issue_line, issues_of
from domain.issue import Issue
from domain.issue_group import LABEL_LENGTH, ConfirmedGroup, GroupKind

LABEL_WRONG = f"名前を{LABEL_LENGTH}文字までで書いてください。"
OTHER_WRONG = "合わせるまとまりを選んでください。"
NUMBERS_WRONG = "分ける課題の番号を「#7、#12」のように書いてください。"
MOST_OTHERS = 90
"""Slack takes a hundred options in one list."""


def confirm_form(
    issues: Sequence[Issue],
    values: Mapping[str, str],
    *,
    args: Mapping[str, str],
    nonce: str,
    errors: Mapping[str, str] | None = None,
) -> Form:
    return Form(
        "まとまりとして確かめる",
        "group.confirm",
        (_label(values), _kind(values)),
        submit="確かめる",
        intro=(*issues_of(issues), note("確かめた人と日時が残ります。あとから変えられます。")),
        args=args,
        errors=errors or {},
        nonce=nonce,
    )


def rename_form(
    group: ConfirmedGroup,
    values: Mapping[str, str],
    *,
    args: Mapping[str, str],
    nonce: str,
    errors: Mapping[str, str] | None = None,
) -> Form:
    return Form(
        "名前・種類を変える",
        "group.rename",
        (_label(values), _kind(values)),
        submit="保存する",
        intro=(paragraph(Bold(group.called)),),
        args=args,
        errors=errors or {},
        nonce=nonce,
    )


def merge_form(
    group: ConfirmedGroup,
    others: Sequence[ConfirmedGroup],
    values: Mapping[str, str],
    *,
    args: Mapping[str, str],
    nonce: str,
    errors: Mapping[str, str] | None = None,
) -> Form:
    """``others``: at least one."""
    options = tuple(Option(str(each.id), each.called) for each in others[:MOST_OTHERS])
    return Form(
        "ほかのまとまりと合わせる",
        "group.merge",
        (
            ChoiceField(
                "other", f"{group.name}に合わせるまとまり", options, values.get("other", "")
            ),
        ),
        submit="合わせる",
        intro=(
            paragraph(Bold(group.called)),
            note(f"選んだまとまりの課題が、すべて{group.name}に入ります。取り消せます。"),
        ),
        args=args,
        errors=errors or {},
        nonce=nonce,
    )


def split_form(
    group: ConfirmedGroup,
    issues: Sequence[Issue],
    values: Mapping[str, str],
    *,
    args: Mapping[str, str],
    nonce: str,
    errors: Mapping[str, str] | None = None,
) -> Form:
    return Form(
        "課題を分ける",
        "group.split",
        (
            TextField(
                "numbers",
                "分ける課題の番号",
                values.get("numbers", ""),
                max_length=_room(values.get("numbers", ""), 500),
                hint="例：#7、#12",
            ),
            TextField(
                "label",
                "分けたほうのまとまりの名前",
                values.get("label", ""),
                required=False,
                max_length=_room(values.get("label", ""), LABEL_LENGTH),
                hint="2件以上を分けるときの名前です。空なら、はじめの課題の題名になります。",
            ),
        ),
        submit="分ける",
        intro=(
            paragraph(Bold(group.called)),
            *(paragraph(issue_line(each)) for each in issues[:20]),
            note("1件だけ分けると、その課題はまとまりから外れます。取り消せます。"),
        ),
        args=args,
        errors=errors or {},
        nonce=nonce,
    )


def _label(values: Mapping[str, str]) -> TextField:
    value = values.get("label", "")
    return TextField("label", "まとまりの名前", value, max_length=_room(value, LABEL_LENGTH))


def _kind(values: Mapping[str, str]) -> ChoiceField:
    return ChoiceField(
        "kind",
        "種類",
        tuple(Option(kind.value, _MEANT[kind]) for kind in GroupKind),
        values.get("kind", "") or GroupKind.COMMON.value,
    )


_MEANT = {
    GroupKind.COMMON: "共通する課題（同じことで困っている）",
    GroupKind.SPANNING: "跨る課題（ひとつの仕事の流れが通っている）",
}


def _room(value: str, most: int) -> int | None:
    """A form that comes back with what was too long has to hold it."""
    return most if len(value) <= most else None


_ARGS = {"group": "3", "version": "2"}
EXAMPLES = {
    "まとまりを確かめる": confirm_form(
        CANDIDATE.issues, {"label": CANDIDATE.label}, args={"issues": "7,12"}, nonce="n1"
    ),
    "まとまりの名前を変える": rename_form(
        GROUP,
        {"label": "長" * 61, "kind": "跨る課題"},
        args=_ARGS,
        nonce="n2",
        errors={"label": LABEL_WRONG},
    ),
    "まとまりを合わせる": merge_form(GROUP, [GROUP], {}, args=_ARGS, nonce="n3"),
    "まとまりを分ける": split_form(
        GROUP,
        SEEN.issues,
        {"numbers": "#99"},
        args=_ARGS,
        nonce="n4",
        errors={"numbers": "このまとまりにない課題です：#99。"},
    ),
}
