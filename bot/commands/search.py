"""``kakehashi search-cases``."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import orjson

from bot.commands.options import json_lines, put_json
from domain.errors import DomainError
from language.case_search import case_document, case_index
from language.search import Document

SHOWN = 10
_TEXTS = ("department", "title", "before", "after", "effect")


class CasesRefused(DomainError):
    """The file of cases cannot be read."""


@click.command(
    "search-cases",
    help='改善事例を探す（標準入力に JSON Lines: {"query"}、答えは {"ids": [近い順]}）',
)
@click.option(
    "--cases",
    "file",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path),
    help='事例（JSON Lines: {"id", "department", "title", "before", "after", "effect", "tools"}）',
)
def search_cases(file: Path) -> None:
    index = case_index(_cases(file))
    for _, line in json_lines('{"query": "…"}', text="query"):
        put_json({"ids": [hit.key for hit in index.search(line["query"], limit=SHOWN)]})


def _cases(file: Path) -> Iterator[Document[str]]:
    """Raises CasesRefused."""
    seen: set[str] = set()
    for number, line in enumerate(_lines(file), start=1):
        if line.strip():
            case = _case(line, where=f"{file.name} の{number}行目")
            if case.key in seen:
                raise CasesRefused(
                    f"{file.name} の{number}行目の id「{case.key}」は、前にも出てきます。1件ずつ別の id にしてください。"
                )
            seen.add(case.key)
            yield case


def _lines(file: Path) -> list[bytes]:
    try:
        return file.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n")
    except OSError:
        raise CasesRefused(
            f"{file} を開けません。ファイルの場所と名前を確かめてください。"
        ) from None


def _case(line: bytes, *, where: str) -> Document[str]:
    """What is not said of a case is empty; only its id and title have to be there."""
    try:
        fields = orjson.loads(line)
    except orjson.JSONDecodeError:
        fields = None
    if not isinstance(fields, dict) or not _is_case(fields):
        raise CasesRefused(
            f'{where}を読めません。1行に1件、{{"id": "…", "department": "…", "title": "…", "before": "…", '
            f'"after": "…", "effect": "…", "tools": ["…"]}} の形のJSONを書いてください。'
        )
    texts = {name: fields.get(name) or "" for name in _TEXTS}
    return case_document(fields["id"], **texts, tools=fields.get("tools") or ())


def _is_case(fields: Mapping[str, Any]) -> bool:
    tools = fields.get("tools") or []
    return (
        isinstance(fields.get("id"), str)
        and isinstance(fields.get("title"), str)
        and all(isinstance(fields.get(name) or "", str) for name in _TEXTS)
        and isinstance(tools, list)
        and all(isinstance(tool, str) for tool in tools)
    )
