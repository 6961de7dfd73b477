"""YAML for people who do not program: plain data with the line of every value.

Every scalar is kept as the text that stands in the file (None where it is empty, null or ~); what it means is
decided where its field is known. So 「NO」 and 「2026-04-01」 stay what was written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

Path = tuple[str | int, ...]
Data = str | None | list["Data"] | dict[str, "Data"]

MAX_CHARACTERS = 1_000_000
_MAX_DEPTH = 20

_LOADER: type[yaml.SafeLoader] | type[yaml.CSafeLoader] = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)

_SLIPS = (
    (re.compile(r"^[ \u3000]*\t"), "字下げにタブがあります。半角の空白に置き換えてください。"),
    (re.compile(r"^ *\u3000"), "字下げに全角の空白があります。半角の空白に置き換えてください。"),
    (
        re.compile(r"^[ \u3000]*(- *)?[A-Za-z_]+ *："),
        "項目名のあとが全角の「：」です。半角の「:」と半角の空白にしてください。",
    ),
)
"""Slips that YAML itself does not name well; looked for only where the file cannot be read."""

_SYNTAX = (
    ("mapping values are not allowed", "「: 」の位置が正しくありません。字下げを上の行とそろえ、文の中の「: 」は全体を \"…\" で囲んでください。"),
    ("could not find expected ':'", "項目名のあとの「:」がありません。「項目名: 値」の形で書いてください。"),
    ("quoted scalar", "\"…\" や '…' が閉じていません。引用符を閉じてください。"),
    ("flow", "[…] や {…} が閉じていません。括弧を閉じ、間を「,」で区切ってください。"),
    ("expected a single document", "ファイルの途中に「---」があります。方針は一つのファイルに一つです。「---」を消してください。"),
    ("alias", "「&」や「*」で始まる値（別名）は使えません。文字なら \"…\" で囲んでください。"),
    ("cannot start any token", "この位置の文字から値を始めることはできません。値全体を \"…\" で囲んでください。"),
)  # fmt: skip
"""What the parser says, in English, and what the person reads; the first that fits."""

_OTHER_SYNTAX = "この行の前後の書き方が正しくありません。字下げ、「- 」、「項目名: 値」の形を上の行とそろえてください。"


@dataclass(frozen=True, slots=True)
class YamlProblem:
    line: int
    sentence: str


class YamlUnreadable(Exception):
    """The text is not YAML that can be taken as it is; ``problems`` is never empty."""

    def __init__(self, *problems: YamlProblem) -> None:
        super().__init__(problems)
        self.problems = problems


@dataclass(frozen=True, slots=True)
class YamlText:
    """``lines`` counts from 1 and has the path of every value, and of the whole as ()."""

    data: Data
    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """The line of the value at ``path``, or of the nearest value around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_yaml(text: str) -> YamlText:
    """Raises YamlUnreadable: not YAML, nested too deep, anchors, or one key twice."""
    if len(text) > MAX_CHARACTERS:
        raise YamlUnreadable(
            YamlProblem(1, "ファイルが大きすぎます。方針のファイルか確かめてください。")
        )
    try:
        _refuse_anchors_and_depth(text)
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise YamlUnreadable(*(slips(text) or (_syntax_problem(error),))) from None
    lines: dict[Path, int] = {(): 1}
    doubled: list[YamlProblem] = []
    data = _data(root, (), lines, doubled) if root is not None else None
    if doubled:
        raise YamlUnreadable(*doubled)
    return YamlText(data, lines)


def slips(text: str) -> tuple[YamlProblem, ...]:
    """Lines with a tab, a full-width blank or a full-width colon where YAML wants half-width."""
    return tuple(_slips(text))


def _refuse_anchors_and_depth(text: str) -> None:
    """Before anything is built: an alias bomb or a thousand brackets must not cost anything."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            sentence = '「&」や「*」で始まる値（別名）は使えません。文字なら "…" で囲んでください。'
            raise YamlUnreadable(YamlProblem(line, sentence))
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _MAX_DEPTH:
            sentence = "字下げや括弧が深すぎます。余分な括弧を消してください。"
            raise YamlUnreadable(YamlProblem(line, sentence))


def _data(node: yaml.Node, path: Path, lines: dict[Path, int], doubled: list[YamlProblem]) -> Data:
    lines.setdefault(path, node.start_mark.line + 1)
    match node:
        case yaml.MappingNode():
            return _mapping(node, path, lines, doubled)
        case yaml.SequenceNode():
            return [_data(n, (*path, i), lines, doubled) for i, n in enumerate(node.value)]
        case _:
            text: str = node.value
            return None if node.tag == "tag:yaml.org,2002:null" else text


def _mapping(
    node: yaml.MappingNode, path: Path, lines: dict[Path, int], doubled: list[YamlProblem]
) -> dict[str, Data]:
    data: dict[str, Data] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise YamlUnreadable(YamlProblem(line, "項目名は文字で書いてください。"))
        key: str = key_node.value
        if key in data:
            sentence = f"『{key}』がこのまとまりに二度あります。どちらか一方にしてください。"
            doubled.append(YamlProblem(line, sentence))
        lines[(*path, key)] = line
        data[key] = _data(value_node, (*path, key), lines, doubled)
    return data


def _slips(text: str) -> Iterator[YamlProblem]:
    for number, line in enumerate(text.splitlines(), start=1):
        for pattern, sentence in _SLIPS:
            if pattern.match(line):
                yield YamlProblem(number, sentence)
                break


def _syntax_problem(error: yaml.YAMLError) -> YamlProblem:
    if not isinstance(error, yaml.MarkedYAMLError):
        return YamlProblem(
            1, "文字として読めない部分があります。UTF-8 のテキストで保存し直してください。"
        )
    said = f"{error.context} {error.problem}"
    sentence = next((ja for en, ja in _SYNTAX if en in said), _OTHER_SYNTAX)
    return YamlProblem(_line(error), sentence)


def _line(error: yaml.MarkedYAMLError) -> int:
    """Where the quote or bracket opens that is not closed; else where the parser stopped."""
    context = error.context or ""
    opens = "scanning" in context or "flow" in context
    mark = (opens and error.context_mark) or error.problem_mark
    return mark.line + 1 if mark else 1
