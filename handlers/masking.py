"""What may be kept of a message for others to read: no name, no address, no number that leads to anybody.

Rather a word too many is masked than one too few: the secretariat passes over what says nothing any more.
"""

import re
from collections.abc import Collection, Container, Iterator

from domain.correction import LONGEST_TEXT
from domain.personal_data import Warned, warnings_in
from domain.personal_names import without_title
from domain.phrasing_mask import Masked, MaskedSpan, masked_alike
from handlers.names_to_mask import (
    SHORTEST_IN_HIRAGANA,
    looking_like_names,
    one_for_all_ways,
    spelt_in_all_ways,
)
from handlers.naming import LONGEST_NAME
from language.normalise import normalise
from language.somebody import looks_like_somebody

_AT = r"(?:@|[(\[<{] ?(?:at|アット(?:マーク)?) ?[)\]>}]|アット(?:マーク)?)"
_MAIL = re.compile(rf"[a-z0-9._%+'-]+ ?{_AT} ?[a-z0-9-]+(?:\.[a-z0-9-]+)*|mailto:\S+")
_MENTION = re.compile(r"<at>.*?</at>|<[@#!][^>]*>|(?<![a-z0-9])@[^\s、。,]{1,30}")
_PHONE = re.compile(
    r"(?:\+81[- ]?|0)\d{1,4}[- ()]{1,2}\d{1,4}[- ()]{1,2}\d{3,4}|(?<!\d)0\d{9,10}(?!\d)"
    r"|(?:内線|tel|電話)(?:番号)?[:は の]{0,2}\d[\d-]{2,}"
)
_LONG_NUMBER = re.compile(
    r"(?<![\d./-])[a-z]{0,3}-?\d{5,}(?![\d./-])|(?<!\d)\d{1,6}(?:[ -]\d{2,6}){1,4}(?!\d)"
)
"""In one piece, or written apart as on a card."""
_FEWEST_DIGITS = 5
_DATE = re.compile(
    r"(?:19|20)\d{2}(?P<apart>[ -]?)(?:0?[1-9]|1[0-2])(?P=apart)(?:0?[1-9]|[12]\d|3[01])"
)
_TOKEN = re.compile(r"[a-z0-9-]{3,20}")

_INTRODUCED = re.compile(
    r"(?:(?<=[課係部局室班])|(?<=[課係部局室班]の))[一-龠々ヶ]{1,4}(?=です|と申|でござ|っす|だ)"
)
_SAYS_THEIR_NAME = re.compile(r"[^\s、。,の〔〕]{1,8}(?=と(?:申し?|もうし|いいま|言いま))")
_GOES_ON = r"[のはがをにもとで、。?!, 〔]|さん|って|$"
"""What may stand behind a name that is found in many words."""
_NOBODY = re.compile(
    r"(?:皆|みな|みんな|客|業者|職員|担当|担当者|事務局|当局|住民|市民|町民|村民|県民|上司|部下|先輩|後輩|同僚|新人|議員|講師"
    r"|母|父|兄|姉|奥|娘|息子|委託先|会社|企業|学生|患者|誰|だれ|どな?た|沢山|たく|かけはし|ボット|おつかれ|お疲れ|ごくろう|ご苦労"
    r"|管理者|管理職|役所|役場|お客|おきゃく|[課係部局室所次館園校]|まい|研修|講座|件|用件|資料|課題|方針|総務|財政|市民課|人事|福祉|税務|企画|情報|推進|統括)$"
)


def tokens_that_may_be_numbers(text: str) -> frozenset[str]:
    """Among which somebody's employee number may stand, in lower case."""
    found = _TOKEN.findall(normalise(text))
    return frozenset(each for each in found if any(c.isdigit() for c in each))


def masked(text: str, names: Container[str], *, employee_numbers: Collection[str] = ()) -> str:
    """Normalised, LONGEST_TEXT characters at most. ``names``: of the roster; ``employee_numbers`` in
    lower case: those of the roster that stand in the text.
    """
    heard = normalise(text)
    spans = _spans(heard, names, employee_numbers=employee_numbers, for_good=True)
    return masked_alike(heard, spans)[:LONGEST_TEXT]


def spans_to_mask(
    text: str, names: Container[str], *, employee_numbers: Collection[str] = ()
) -> Iterator[MaskedSpan]:
    """What leads to somebody, where it stands. ``text`` is plain (``domain.figures``)."""
    return _spans(text, names, employee_numbers=employee_numbers, for_good=False)


def _spans(
    text: str, names: Container[str], *, employee_numbers: Collection[str], for_good: bool
) -> Iterator[MaskedSpan]:
    """``for_good``: nothing of it comes back. So さん stays, which in other words may get lost, and what may
    be somebody is masked though it reads like particles.
    """
    heard = "".join(map(_lower, text))
    yield from (MaskedSpan(start, end, Masked.NAME) for start, end in looks_like_somebody(text))
    for warning in warnings_in(text):
        end = warning.start + len(without_title(warning.words)) if for_good else warning.end
        yield MaskedSpan(warning.start, end, _OF_WARNING[warning.kind])
    for pattern, kind in ((_MAIL, Masked.MAIL), (_MENTION, Masked.NAME), (_PHONE, Masked.PHONE)):
        yield from (MaskedSpan(*match.span(), kind) for match in pattern.finditer(heard))
    for match in _TOKEN.finditer(heard):
        if match[0] in employee_numbers:
            yield MaskedSpan(*match.span(), Masked.NUMBER)
    for match in _LONG_NUMBER.finditer(heard):
        if _leads_to_somebody(match[0]):
            yield MaskedSpan(*match.span(), Masked.NUMBER)
    for pattern in (*_names_said(heard, names), _INTRODUCED, _SAYS_THEIR_NAME):
        for match in pattern.finditer(heard):
            is_nobody = pattern in _MAY_BE_NOBODY and _NOBODY.search(match[0].strip())
            if not is_nobody and (for_good or not _ONLY_BINDS.fullmatch(match[0])):
                yield MaskedSpan(*match.span(), Masked.NAME)


_ONLY_BINDS = re.compile(
    r"[はがをにのもとで]?(?:まだ|また|まず|まま|まで|いま|もう|ここ|そこ|ほか|から|ため|よう|こと|もの|とき|など)[はがをにのもとで]?"
)
"""浜田 in hiragana is 「はまだ」, which hundreds of sentences have: 「照合はまだできていない」."""
_MAY_BE_NOBODY = (_INTRODUCED, _SAYS_THEIR_NAME)
_OF_WARNING = {
    Warned.SECRET: Masked.SECRET,
    Warned.MAIL: Masked.MAIL,
    Warned.MY_NUMBER: Masked.NUMBER,
    Warned.ACCOUNT: Masked.NUMBER,
    Warned.PHONE: Masked.PHONE,
    Warned.ADDRESS: Masked.ADDRESS,
    Warned.NAME: Masked.NAME,
}


def _lower(character: str) -> str:
    """One character for each."""
    lower = character.lower()
    return lower if len(lower) == 1 else character


def _leads_to_somebody(number: str) -> bool:
    return sum(map(str.isdigit, number)) >= _FEWEST_DIGITS and not _DATE.fullmatch(number)


def _names_said(heard: str, names: Container[str]) -> Iterator[re.Pattern[str]]:
    """The longest first."""
    said = {*_said(heard, names), *looking_like_names(heard)}
    for name in sorted(said, key=lambda each: (-len(each), each)):
        yield re.compile(f"{_before(name)}{spelt_in_all_ways(name)}{_after(name)}")


def _said(heard: str, names: Container[str]) -> Iterator[str]:
    squeezed = one_for_all_ways(heard.replace(" ", ""))
    for start in range(len(squeezed)):
        for end in range(start + 1, min(len(squeezed), start + LONGEST_NAME) + 1):
            if squeezed[start:end] in names:
                yield squeezed[start:end]


def _before(name: str) -> str:
    """A name in kanji is masked wherever it stands, but for one of a single character: 林 is in 森林.
    リン is nobody's in オンライン.
    """
    if len(name) == 1:
        return r"(?:(?<![一-龠々ヶ])|(?<=[課係部局室班所]))"
    if re.match(r"[ァ-ヴー]", name):
        return r"(?<![ァ-ヴー])"
    if _is_short_in_hiragana(name):
        return r"(?:(?<![ぁ-ん])|(?<=[のとやはがをにも]))"
    return r"(?<![a-z])" if name[0].isascii() else ""


def _after(name: str) -> str:
    if len(name) == 1:
        return rf"(?={_GOES_ON}|だ|か[らも?])"
    if re.search(r"[ァ-ヴー]$", name):
        return r"(?![ァ-ヴー])"
    if _is_short_in_hiragana(name):
        return f"(?={_GOES_ON})"
    return r"(?![a-z])" if name[-1].isascii() else ""


def _is_short_in_hiragana(name: str) -> bool:
    return len(name) <= SHORTEST_IN_HIRAGANA and re.fullmatch(r"[ぁ-ん]+", name) is not None
