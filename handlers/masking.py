"""What may be kept of a message for others to read: no name, no address, no number that leads to anybody.

Rather a word too many is masked than one too few: the secretariat passes over what says nothing any more.
"""

import re
from collections.abc import Collection, Iterator

from domain.correction import LONGEST_TEXT
from handlers.naming import LONGEST_NAME, NameIndex
from language.normalise import normalise

NAME, MAIL, PHONE, NUMBER = "〔氏名〕", "〔メール〕", "〔電話〕", "〔番号〕"

_MAIL = re.compile(r"[a-z0-9._%+'-]+ ?@ ?[a-z0-9-]+(?:\.[a-z0-9-]+)*|mailto:\S+")
_MENTION = re.compile(r"<at>.*?</at>|<[@#!][^>]*>|(?<![a-z0-9])@[^\s、。,]{1,30}")
_PHONE = re.compile(
    r"(?:\+81[- ]?|0)\d{1,4}[- ()]{1,2}\d{1,4}[- ()]{1,2}\d{3,4}|(?<!\d)0\d{9,10}(?!\d)"
    r"|(?:内線|tel|電話)(?:番号)?[:は の]{0,2}\d[\d-]{2,}"
)
_LONG_NUMBER = re.compile(
    r"(?<![\d./-])[a-z]{0,3}-?\d{5,}(?![\d./-])|(?<!\d)\d{4}-\d{4}-\d{4}(?!\d)"
)
_DATE = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_TOKEN = re.compile(r"[a-z0-9-]{3,20}")

_TITLE = r"(?:さん|くん|君|氏|様|さま|殿|ちゃん|先生|課長|係長|部長|次長|局長|室長|所長|主任|主査|主事|主幹|参事|補佐|リーダー)"
_CALLED = re.compile(
    rf"(?:[一-龠々ヶ]{{1,5}}|[ァ-ヴー]{{2,10}}|[a-z.]{{2,20}}|[ぁ-ん]{{2,4}}) ?(?={_TITLE})"
)
_INTRODUCED = re.compile(r"(?<=[課係部局室班]の)[一-龠々ヶ]{2,4}(?=です|と申|でござ|っす|だ)")
_NOBODY = re.compile(
    r"(?:皆|みな|みんな|客|業者|職員|担当|担当者|事務局|当局|住民|市民|町民|村民|県民|上司|部下|先輩|後輩|同僚|新人|議員|講師"
    r"|母|父|兄|姉|奥|娘|息子|委託先|会社|企業|学生|患者|誰|だれ|どな?た|沢山|たく|かけはし|ボット|おつかれ|お疲れ|ごくろう|ご苦労"
    r"|管理者|管理職|役所|役場|お客|おきゃく|[課係部局室所次館園校]|まい|総務|財政|市民課|人事|福祉|税務|企画|情報|推進|統括)$"
)


def tokens_that_may_be_numbers(text: str) -> frozenset[str]:
    """Among which somebody's employee number may stand, in lower case."""
    found = _TOKEN.findall(normalise(text))
    return frozenset(each for each in found if any(c.isdigit() for c in each))


def masked(text: str, names: NameIndex, *, employee_numbers: Collection[str] = ()) -> str:
    """Normalised, LONGEST_TEXT characters at most. ``names``: of the roster; ``employee_numbers`` in
    lower case: those of the roster that stand in the text.
    """
    heard = normalise(text)
    for pattern, mask in ((_MAIL, MAIL), (_MENTION, NAME), (_PHONE, PHONE)):
        heard = pattern.sub(mask, heard)
    heard = _TOKEN.sub(lambda m: NUMBER if m[0] in employee_numbers else m[0], heard)
    heard = _LONG_NUMBER.sub(lambda m: m[0] if _DATE.fullmatch(m[0]) else NUMBER, heard)
    heard = _without_names(heard, names)
    heard = _CALLED.sub(lambda m: m[0] if _NOBODY.search(m[0].strip()) else NAME, heard)
    return _INTRODUCED.sub(NAME, heard)[:LONGEST_TEXT]


def _without_names(heard: str, names: NameIndex) -> str:
    for name in sorted(_said(heard, names), key=lambda each: (-len(each), each)):
        spelt = " ?".join(map(re.escape, name))
        heard = re.sub(f"{_before(name)}{spelt}{_after(name)}", NAME, heard)
    return heard


def _said(heard: str, names: NameIndex) -> Iterator[str]:
    squeezed = heard.replace(" ", "")
    for start in range(len(squeezed)):
        for end in range(start + 2, min(len(squeezed), start + LONGEST_NAME) + 1):
            if squeezed[start:end] in names:
                yield squeezed[start:end]


def _before(name: str) -> str:
    """A name in kanji is masked wherever it stands; リン is nobody's in オンライン."""
    if re.match(r"[ァ-ヴー]", name):
        return r"(?<![ァ-ヴー])"
    return r"(?<![a-z])" if name[0].isascii() else ""


def _after(name: str) -> str:
    if re.search(r"[ァ-ヴー]$", name):
        return r"(?![ァ-ヴー])"
    return r"(?![a-z])" if name[-1].isascii() else ""
