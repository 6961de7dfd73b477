"""What pydantic found wrong in a policy file, as Japanese sentences that say what to write."""

from collections.abc import Iterator, Sequence
from typing import get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from domain.policy import Policy
from domain.policy_check import near
from storage.yaml_lines import Data, Path

_EMPTY = "空です。値を書くか、この行を消してください。"

_SENTENCES = {
    "string_type": "一つの文字列を書くところです。「- 」や「項目名:」の並びにはできません。",
    "string_too_short": _EMPTY,
    "tuple_type": "一覧を書くところです。一つずつ行を分けて「- 」で始めるか、[A, B] の形にしてください。",
    "model_type": "「項目名: 値」の並びを書くところです。",
    "bool_parsing": "true か false を書いてください。",
    "bool_type": "true か false を書いてください。",
    "float_parsing": "半角の数字を書いてください。",
    "float_type": "半角の数字を書いてください。",
    "int_parsing": "半角の整数を書いてください。",
    "int_type": "半角の整数を書いてください。",
    "int_from_float": "半角の整数を書いてください。",
    "string_pattern_mismatch": "半角の英小文字で始め、英小文字・数字・「-」だけで書いてください（例: shimonoseki）。",
}
"""By pydantic's error type; what needs the error's own words is in ``_sentence``."""

_UNKNOWN_SHAPE = (
    "書き方が正しくありません。添付の policies/shimonoseki.yaml の同じ項目にならってください。"
)


def path_of(error: ErrorDetails) -> Path:
    """Where the error is in the file. A missing field is an error of what should hold it."""
    path = tuple(error["loc"])
    return path[:-1] if error["type"] == "missing" else path


def sentence(error: ErrorDetails, *, data: Data) -> str:
    return described(path_of(error), _sentence(error), data=data)


def described(path: Path, what: str, *, data: Data) -> str:
    """「talent_types「DX推進員」の required_skills: …」: the place in words, then what is wrong."""
    place = _place(path, data)
    return f"{place}: {what}" if place else what


def _sentence(error: ErrorDetails) -> str:
    match error["type"]:
        case "missing":
            return _missing(tuple(error["loc"]))
        case "extra_forbidden":
            return _unknown_field(tuple(error["loc"]))
        case "value_error":
            return str(error["ctx"]["error"])
        case "literal_error" | "enum":
            choices = "・".join(str(error["ctx"]["expected"]).replace("'", "").split(" or "))
            return f"『{error['input']}』とは書けません。{choices.replace(', ', '・')} のどれかにしてください。"
        case _ if error["input"] is None:
            return _EMPTY
        case kind:
            return _SENTENCES.get(kind, _UNKNOWN_SHAPE)


def _missing(path: Path) -> str:
    field = path[-1]
    return f"{field} がありません。「{field}: …」の行を書いてください。"


def _unknown_field(path: Path) -> str:
    field = str(path[-1])
    fields = list(_model_at(path[:-1]).model_fields)
    hint = near(field, fields) or f"（書ける項目: {'、'.join(fields)}）"
    return f"『{field}』という項目はありません。綴りを直すか、消してください{hint}。"


def _model_at(path: Sequence[str | int]) -> type[BaseModel]:
    """The model whose fields may stand at ``path``."""
    model: type[BaseModel] = Policy
    for part in path:
        if isinstance(part, str):
            model = next(_models_in(model.model_fields[part].annotation))
    return model


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    """The model that is, or stands in, ``tuple[Skill, ...]`` or ``Source | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)


def _place(path: Path, data: Data) -> str:
    words: list[str] = []
    for part in path:
        data = _inner(data, part)
        if isinstance(part, str):
            words.append(part)
        else:
            words[-1] += _which(data, part)
    return " の ".join(words).replace("」 の", "」の").replace(") の", ")の")


def _inner(data: Data, part: str | int) -> Data:
    match data, part:
        case dict(), str():
            return data.get(part)
        case list(), int():
            return data[part]
        case _:
            return None


def _which(item: Data, index: int) -> str:
    """「DX推進員」 where the item has a name, else (3番目)."""
    if isinstance(item, dict):
        for key in ("name", "term", "stage", "measure"):
            if isinstance(name := item.get(key), str):
                return f"「{name}」"
    return f"({index + 1}番目)"
