"""Closed wordings of groups and measures: 「共通の課題」, 「まとまり3」, 「#3と#5」."""

import re

from language.normalise import normalise

_SEE = (
    r"(?:の?(?:一覧|リスト|図))?(?:[をは]|って)?"
    r"(?:見せて|見たい|みせて|教えて|出して|表示(?:して)?|開いて|知りたい|ある|あります|何|なに|どれ|どこ)?"
    r"(?:ほしい)?(?:です)?か?(?:ください|下さい|くれ)?[。?!]*"
)
_GROUPS = re.compile(
    r"(?:課題の)?まとまり"
    + _SEE
    + r"|(?:複数の|ほかの|いくつかの)?(?:部署|部局|課)?(?:で|に|を|と)?の?"
    r"(?:共通(?:する|の|した|している)|(?:跨|またが)(?:る|った|っている)|横断(?:の|する|した|的な))課題"
    + _SEE
)
_MAP = re.compile(r"課題(?:の|と部局の)?(?:マップ|まとまりの図)" + _SEE)
_GROUP = re.compile(r"(?:課題の)?まとまり(?:番号)?[#♯]?(\d{1,6})(?:番)?" + _SEE)
_MEASURES = re.compile(r"(?:(?:部局|部署)?横断の?)?(?:dx)?施策(?:の?一覧|リスト)?" + _SEE)
_MEASURE = re.compile(r"(?:dx)?施策(?:番号)?[#♯]?(\d{1,6})(?:番)?" + _SEE)
_NUMBER = re.compile(r"\d{1,9}")


def asks_for_groups(text: str) -> bool:
    """「共通の課題」「部局に跨る課題を見せて」「まとまりを見せて」, and nothing else."""
    return bool(_GROUPS.fullmatch(_heard(text)))


def asks_for_group_map(text: str) -> bool:
    """「課題マップ」「課題のまとまりの図」."""
    return bool(_MAP.fullmatch(_heard(text)))


def group_asked_for(text: str) -> int | None:
    """「まとまり3」「まとまり3を見せて」: its number; None where more is said."""
    found = _GROUP.fullmatch(_heard(text))
    return int(found[1]) if found else None


def asks_for_measures(text: str) -> bool:
    """「施策一覧」「部局横断DX施策を見せて」."""
    return bool(_MEASURES.fullmatch(_heard(text)))


def measure_asked_for(text: str) -> int | None:
    """「施策3」「施策3を見せて」: its number; None where more is said."""
    found = _MEASURE.fullmatch(_heard(text))
    return int(found[1]) if found else None


def numbers_listed(text: str) -> tuple[int, ...]:
    """「#3、#5」「3と5」, each once, in their order."""
    return tuple(dict.fromkeys(int(each) for each in _NUMBER.findall(normalise(text))))


def _heard(text: str) -> str:
    return normalise(text).replace(" ", "")
