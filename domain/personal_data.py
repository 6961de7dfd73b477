"""What in a case's text may lead to a resident, or be a secret: a reviewer is warned, and decides.

Rather a word too many than one too few where a number is meant; words of the office are no warning.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.characters import HYPHENS
from domain.personal_names import is_one_of, names_in, ways_to_write

Span = tuple[int, int]


class Warned(StrEnum):
    """What it looks like."""

    SECRET = "パスワードや鍵"  # noqa: S105 - what it is called
    MAIL = "メールアドレス"
    MY_NUMBER = "マイナンバー"
    ACCOUNT = "口座やカードの番号"
    PHONE = "電話番号"
    ADDRESS = "住所"
    NAME = "氏名"


@dataclass(frozen=True, slots=True)
class PersonalDataWarning:
    """``words`` as written, from ``start`` to ``end`` of the text; never in a log: not in the repr."""

    kind: Warned
    words: str = field(repr=False)
    start: int
    end: int


def warnings_in(
    text: str, *, known: Collection[str] = frozenset()
) -> tuple[PersonalDataWarning, ...]:
    """In the order of the text, none over another. ``known``: the staff of the roster, who are no
    residents.
    """
    plain = _plain(text)
    staff = ways_to_write(known)
    found: list[PersonalDataWarning] = []
    for kind, look in _LOOKS.items():
        for start, end in look(plain):
            if kind is Warned.NAME and is_one_of(staff, plain[start:end]):
                continue
            if all(end <= each.start or each.end <= start for each in found):
                found.append(PersonalDataWarning(kind, text[start:end], start, end))
    return tuple(sorted(found, key=lambda each: each.start))


def but_of_staff(
    warnings: Iterable[PersonalDataWarning], *, known: Collection[str]
) -> tuple[PersonalDataWarning, ...]:
    """Of several texts, found without ``known``: of a prefecture's roster it is read once."""
    staff = ways_to_write(known)
    return tuple(
        each
        for each in warnings
        if each.kind is not Warned.NAME or not is_one_of(staff, _plain(each.words))
    )


_DASHES = f"-{HYPHENS}ー"
_DASH = re.compile(rf"(?<=[0-9)]) ?[{_DASHES}] ?(?=[0-9(])")


def _plain(text: str) -> str:
    """One character for each of ``text``, so that places stay what they are."""
    narrow = "".join(map(_narrow, text))
    return _DASH.sub(lambda m: re.sub(rf"[{_DASHES}]", "-", m[0]), narrow)


def _narrow(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


# -- numbers -------------------------------------------------------------------------------------

_ALONE = r"(?<![0-9])(?<![0-9][.,-])(?:(?<![A-Za-z])|(?<=TEL)|(?<=Tel)|(?<=tel)|(?<=FAX))"
_ENDS = r"(?![0-9])(?!-[0-9])"
_PHONE = re.compile(
    rf"{_ALONE}(?:\+81[- ]?(?:\(0\))?[1-9][0-9]{{0,3}}[- ][0-9]{{1,4}}[- ][0-9]{{3,4}}"
    r"|0[0-9]{9,10}|0(?: [0-9]){9,10}"
    r"|\(?0(?P<area>[0-9]{1,4})(?:\) ?-?|[ -]\(?|\()(?P<city>[0-9]{1,4})(?:\) ?-?|[ -])(?P<line>[0-9]{3,4})"
    rf"){_ENDS}"
)
_LOCAL_PHONE = re.compile(
    rf"(?:電話|携帯|TEL|Tel|tel|連絡先)(?:番号)?[:はの. ]{{0,3}}([0-9]{{2,4}}-[0-9]{{4}}){_ENDS}"
)
_GROUPED = frozenset({(2, 4, 4), (3, 3, 4), (4, 2, 4), (5, 1, 4), (3, 4, 4), (4, 3, 3), (4, 3, 4)})
"""Digits of the three parts of a number, the first with its 0."""

_TWELVE = re.compile(
    rf"{_ALONE}(?:[0-9]{{12}}|[0-9]{{4}}([ -])[0-9]{{4}}\1[0-9]{{4}}|[0-9](?: [0-9]){{11}})"
    r"(?! ?-?[0-9])"
)
_CARD = re.compile(rf"{_ALONE}[0-9]{{4}}([ -]?)[0-9]{{4}}\1[0-9]{{4}}\1[0-9]{{4}}{_ENDS}")
_ACCOUNT = re.compile(
    r"(?:銀行|信用金庫|信金|信用組合|農協|支店|口座|普通|当座|預金)[^0-9\n。、,]{0,12}"
    r"([0-9]{6,8}|[0-9]{3}-[0-9]{4})(?![0-9,])(?! ?(?:円|千|万|億|件|人|世帯|回|枚|通))"
)
_POST_OFFICE = re.compile(
    r"(記号[^0-9\n]{0,4}[0-9]{5}(?:-[0-9])?[^0-9\n]{0,6}番号[^0-9\n]{0,4}[0-9]{6,8})(?![0-9])"
)


def _phones(plain: str) -> Iterator[Span]:
    for match in _PHONE.finditer(plain):
        parts = match["area"], match["city"], match["line"]
        # 03-04-2026 is none: no number of a telephone is grouped so.
        if match["area"] is None or (len(parts[0]) + 1, len(parts[1]), len(parts[2])) in _GROUPED:
            yield _without_half_a_bracket(match)
    for match in _LOCAL_PHONE.finditer(plain):
        yield match.span(1)


def _without_half_a_bracket(match: re.Match[str]) -> Span:
    """「(083-231-1111」 opens one that is not of the number; that of 「(083)231-1111」 is."""
    is_half = match[0].startswith("(") and ")" not in match[0]
    return match.start() + is_half, match.end()


def _my_numbers(plain: str) -> Iterator[Span]:
    return (m.span() for m in _TWELVE.finditer(plain) if has_check_digit(_digits(m[0])))


def has_check_digit(number: str) -> bool:
    """Whether twelve digits end as those of a 個人番号 do (番号法施行令 8条, 総務省令 5条)."""
    before = enumerate(number[-2::-1], start=1)
    rest = sum(int(digit) * (n + 1 if n <= 6 else n - 5) for n, digit in before) % 11
    return number[-1] == str(0 if rest <= 1 else 11 - rest)


def _accounts(plain: str) -> Iterator[Span]:
    for pattern in (_POST_OFFICE, _ACCOUNT):
        yield from (match.span(1) for match in pattern.finditer(plain))
    yield from (m.span() for m in _CARD.finditer(plain) if _is_card(_digits(m[0])))


def _is_card(number: str) -> bool:
    """Luhn's check digit; sixteen times the same is none."""
    doubled = (int(d) * (2 if n % 2 else 1) for n, d in enumerate(reversed(number)))
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0 and len({*number}) > 1


def _digits(written: str) -> str:
    return "".join(c for c in written if c in "0123456789")


# -- words ---------------------------------------------------------------------------------------

_MAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}(?: ?@ ?|\(at\))"
    r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}"
)

_TOLD_BY = (
    r"パスワード|暗証番号|パスコード|秘密鍵|アクセスキー|シークレット|トークン"
    r"|(?<![A-Za-z])(?i:api[ _-]?(?:key|キー|鍵)|password|passwd|pass|pwd|pw|secret|token)(?![A-Za-z])"
)
_SECRETS = (
    re.compile(r"((?:AKIA|ASIA)[0-9A-Z]{16}|AIza[0-9A-Za-z_-]{35}|gh[pousr]_[0-9A-Za-z]{30,60})"),
    re.compile(r"(xox[abeprs]-[0-9A-Za-z-]{10,200})"),
    re.compile(r"(eyJ[0-9A-Za-z_-]{10,400}\.eyJ[0-9A-Za-z_.-]{4,800})"),
    re.compile(r"(-----BEGIN (?:[A-Z]{1,20} )?PRIVATE KEY-----)"),
    re.compile(r"Bearer ([0-9A-Za-z._~+/-]{16,400})"),
    re.compile(r"[a-z]{3,10}://([^\s/:@]{1,60}:[^\s/@]{1,60})@"),
    re.compile(
        rf"(?:{_TOLD_BY})[ 「『\"'(]{{0,2}}(?:は|が|:|=|→)?[ 「『\"'(]{{0,3}}"
        r"(?=[!-~]{0,80}[0-9!#$%&*+?@^~_])([!-'*-~]{4,80}+)"
        r"(?! ?(?:桁|文字|回|年|月|日|分|時|人|件|個))"
    ),
)
"""Each with one group: what is secret."""

_KANJI = "一-龠々ヶ"
_NUMERAL = "一二三四五六七八九十百千"
_ADDRESSES = (
    re.compile(r"(〒 ?[0-9]{3}-?[0-9]{4})(?![0-9])"),
    re.compile(
        rf"([{_KANJI}]{{0,12}}(?:[0-9]{{1,5}}|[{_NUMERAL}]{{2,8}})番地(?:の[0-9]{{1,4}})?)(?![域区方帯点])"
    ),
    # Before 「2番3号」, which is a part of it.
    re.compile(
        rf"([{_KANJI}]{{0,12}}(?:[0-9]{{1,2}}|[{_NUMERAL}]{{1,3}})丁目 ?[0-9]{{1,4}}(?:番(?:[0-9]{{1,4}}号)?|-[0-9]{{1,4}}))"
    ),
    re.compile(rf"([{_KANJI}]{{0,12}}[0-9]{{1,4}}番[0-9]{{1,4}}号)"),
    re.compile(
        rf"([{_KANJI}]{{1,6}}[市区町村郡](?:[{_KANJI}ケノツ]|の(?=[{_KANJI}])){{0,10}}"
        rf"[0-9]{{1,4}}-[0-9]{{1,4}}(?:-[0-9]{{1,5}})?)(?![0-9%~-])(?:(?![{_KANJI}ァ-ヴ])|(?=[号番在]))"
    ),
)


def _mails(plain: str) -> Iterator[Span]:
    return (match.span() for match in _MAIL.finditer(plain))


def _secrets(plain: str) -> Iterator[Span]:
    return (match.span(1) for pattern in _SECRETS for match in pattern.finditer(plain))


def _addresses(plain: str) -> Iterator[Span]:
    return (match.span(1) for pattern in _ADDRESSES for match in pattern.finditer(plain))


_LOOKS: Mapping[Warned, Callable[[str], Iterator[Span]]] = {
    Warned.SECRET: _secrets,
    Warned.MAIL: _mails,
    Warned.MY_NUMBER: _my_numbers,
    Warned.ACCOUNT: _accounts,
    Warned.PHONE: _phones,
    Warned.ADDRESS: _addresses,
    Warned.NAME: names_in,
}
"""What is more certain goes first: of what lies over it, nothing more is said."""
