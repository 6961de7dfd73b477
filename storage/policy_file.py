"""Policies from YAML files: the shipped ones and a municipality's own.

Every fault is told by file, line and what to write, all of one kind at once: first whether it is
YAML, then whether each value is whole, then whether the values agree (``domain/policy_check.py``).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path as FilePath
from typing import TypeVar, cast

from pydantic import ValidationError

from domain import policy_check
from domain.errors import DomainError, NotFound
from domain.policy import Policy, Source
from domain.values import Frozen
from storage import policy_sentences
from storage.yaml_lines import YamlText, YamlUnreadable, read_yaml, slips

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class FileProblem:
    """``line`` counts from 1; None where the file as a whole is at fault."""

    file: str
    line: int | None
    sentence: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file} {self.line}行目"
        return f"{place}: {self.sentence}"


class PolicyFileError(DomainError):
    """The file cannot be used; ``problems`` is never empty and is in the order of the lines."""

    def __init__(self, problems: Iterable[FileProblem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line or 0))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def read_policy(path: FilePath) -> Policy:
    """Raises PolicyFileError."""
    try:
        content = path.read_bytes()
    except OSError:
        sentence = "ファイルを開けません。場所と名前、読み取りの権限を確かめてください。"
        raise PolicyFileError([FileProblem(str(path), None, sentence)]) from None
    return read_policy_text(_decoded(content, name=str(path)), name=str(path))


def read_policy_text(text: str, *, name: str) -> Policy:
    """``name`` is what the problems call the file. Raises PolicyFileError."""
    try:
        yaml = read_yaml(text)
    except YamlUnreadable as error:
        found = [FileProblem(name, problem.line, problem.sentence) for problem in error.problems]
        raise PolicyFileError(found) from None
    if not isinstance(yaml.data, dict):
        raise PolicyFileError(_not_a_policy(yaml, text, name=name))
    return _consistent(_whole(yaml, name=name), yaml, name=name)


def shipped_policy_ids() -> tuple[str, ...]:
    return tuple(sorted(entry.name.removesuffix(".yaml") for entry in _shipped_files()))


@cache
def shipped_policy(policy_id: str) -> Policy:
    """Read once: it changes with the program only. Raises NotFound for an id that is not shipped."""
    for entry in _shipped_files():
        if entry.name == f"{policy_id}.yaml":
            return read_policy_text(entry.read_text("utf-8"), name=f"policies/{entry.name}")
    ids = "、".join(shipped_policy_ids())
    raise NotFound(f"方針『{policy_id}』はありません。{ids} のどれかを指定してください。")


def shipped_policies() -> dict[str, Policy]:
    """By id, in alphabetical order."""
    return {policy_id: shipped_policy(policy_id) for policy_id in shipped_policy_ids()}


def _shipped_files() -> list[Traversable]:
    return [entry for entry in files("policies").iterdir() if entry.name.endswith(".yaml")]


def _decoded(content: bytes, *, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        sentence = f"{_encoding_guess(content)}UTF-8 で保存し直してください。メモ帳では「名前を付けて保存」の「エンコード」で UTF-8 を選びます。"
        raise PolicyFileError([FileProblem(name, line, sentence)]) from None


def _encoding_guess(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "文字コードが UTF-16 です。"
    if _is_cp932_text(content):
        return "文字コードが Shift_JIS (cp932) です。"
    return "テキストとして読めません。YAML のファイルか確かめ、"


def _is_cp932_text(content: bytes) -> bool:
    try:
        text = content.decode("cp932")
    except UnicodeDecodeError:
        return False
    return all(character >= " " or character in "\t\r\n" for character in text)


def _not_a_policy(yaml: YamlText, text: str, *, name: str) -> list[FileProblem]:
    if yaml.data is None:
        sentence = "ファイルが空です。policies/shimonoseki.yaml を写してから書き換えてください。"
        return [FileProblem(name, None, sentence)]
    sentence = "いちばん外側は「id: …」「name: …」のような項目の並びにしてください。"
    found = [FileProblem(name, slip.line, slip.sentence) for slip in slips(text)]
    return found or [FileProblem(name, yaml.line(()), sentence)]


def _whole(yaml: YamlText, *, name: str) -> Policy:
    try:
        policy = Policy.model_validate(yaml.data)
    except ValidationError as error:
        raise PolicyFileError(
            FileProblem(
                name,
                yaml.line(policy_sentences.path_of(found)),
                policy_sentences.sentence(found, data=yaml.data),
            )
            for found in error.errors()
        ) from None
    return _citing(policy, document=policy.document or policy.name)


def _consistent(policy: Policy, yaml: YamlText, *, name: str) -> Policy:
    if found := policy_check.problems(policy):
        raise PolicyFileError(
            FileProblem(
                name,
                yaml.line(problem.path),
                policy_sentences.described(problem.path, problem.sentence, data=yaml.data),
            )
            for problem in found
        )
    return policy


def _citing(value: _Value, *, document: str) -> _Value:
    """The same value with every source that names no document citing ``document``."""
    match value:
        case Source(document=""):
            return value.model_copy(update={"document": document})
        case Frozen():
            fields = {
                field: _citing(getattr(value, field), document=document)
                for field in type(value).model_fields
            }
            return value.model_copy(update=fields)
        case tuple():
            return cast("_Value", tuple(_citing(item, document=document) for item in value))
        case _:
            return value
