"""``kakehashi group-issues``."""

from collections.abc import Iterable, Iterator

import click

from bot.commands.options import NotJsonLines, json_lines, put_json
from domain.errors import DomainError
from language.issue_groups import IssueGroup, issue_groups
from language.issue_text import IssueText

_FORM = '{"id": 1, "department": "…", "title": "…", "text": "…"}'
_TEXTS = ("department", "title")

Id = int | str


class TwoOfOneId(DomainError):
    def __init__(self, number: int, *, key: Id, first: int) -> None:
        super().__init__(
            f"標準入力の{number}行目の id「{key}」は、{first}行目にもあります。1件ずつ別の id にしてください。"
        )


@click.command(
    "group-issues",
    help=(
        "課題を、共通するもの・部局に跨るものにまとめる"
        '（標準入力に JSON Lines: {"id", "department", "title", "text"}、答えは1つのJSON）'
    ),
)
def group_issues() -> None:
    put_json({"groups": [_as_json(group) for group in issue_groups([*_issues()])]})


def _issues() -> Iterator[IssueText[Id]]:
    """Raises NotJsonLines, TwoOfOneId."""
    seen: dict[Id, int] = {}
    for number, line in json_lines(_FORM, text="text"):
        key = line.get("id")
        texts = [line.get(name) or "" for name in _TEXTS]
        if not isinstance(key, int | str) or isinstance(key, bool) or not _are_texts(texts):
            raise NotJsonLines(number, _FORM)
        if key in seen:
            raise TwoOfOneId(number, key=key, first=seen[key])
        seen[key] = number
        yield IssueText(key, texts[0].strip(), line["text"], texts[1])


def _are_texts(values: Iterable[object]) -> bool:
    return all(isinstance(value, str) for value in values)


def _as_json(group: IssueGroup[Id]) -> dict[str, object]:
    return {
        "ids": group.keys,
        "kind": group.kind,
        "departments": group.departments,
        "label": group.label,
        "terms": group.terms,
        "summary": [{"text": cited.text, "cites": cited.cites} for cited in group.summary],
    }
