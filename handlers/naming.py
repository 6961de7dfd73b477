"""Whom a message is about: people of the roster, somebody unknown, a group, or nobody but the speaker.

Names are looked for, never guessed: 森林 is not 森さん, 東部長寿センター is no 部長, and 「課長に言われた」
tells who said it, not whom it is about. Texts are normalised (``language.normalise``).
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

_END = r"(?=[のはがにをもへ、。?!,.() 」]|で(?!す)|と(?!申|い|言)|から|まで|より|って|だけ|$)"
_SAN = rf"さん(?:たち)?(?:{_END}|(?=[一-龠]))"
_TITLES = (
    "主事|主任|主査|主幹|参事|係長|課長補佐|補佐|課長|次長|部長|局長|室長|所長|館長|園長"
    "|技師|保健師|保育士|推進員|リーダー"
)
_CALLED = rf" ?(?:{_SAN}|(?:くん|君|氏|様|さま|殿|先生){_END}|(?:{_TITLES})(?:さん)?{_END})"

# What a question about someone goes on with: の受講状況, は次に何を…
_PARTICLE = r"(?:って|について|に関して|[のはがにも、, ])+"
_ASKED = (
    r"(?:次|今後|受講|受け|受か|研修(?![でにへを])|未受|進捗|状況|履歴|記録|実績|修了|必須|必要|残|期限|到達|段階"
    r"|ステップ|おすすめ|お勧め|何|なに|どの|どれ|どこまで|まだ|もう|あと|いま|今|足り|習得|終|スキル)"
)
_ASKED_ABOUT = re.compile(_PARTICLE + _ASKED)
# Who said it is not whom it is about: 三宅課長に言われました。次は何を…
_TOLD = r"言われ|いわれ|言って|と言|勧められ|薦められ|すすめられ|指示され|頼まれ|紹介され"
_SAID_BY = re.compile(
    rf"(?:に|から|より)[^。?!]{{0,20}}?(?:{_TOLD}|聞かれ|聞いた|聞きま|教わ)"
    rf"|(?:が|も|と)[^。?!]{{0,20}}?(?:{_TOLD})"
)
_OWN = re.compile(
    r"(?:私|わたし|わたくし|自分|僕|ぼく|俺)"
    r"(?!の?(?:所属|担当)?の?(?:部下|課|係|班|室|チーム|上司|同僚|後輩|先輩))"
)

_RECORD = (
    r"(?:研修)?の?(?:受講|研修|修了|達成|スキル|習得)?の?(?:状況|履歴|記録|実績|進捗|進み|率|一覧)"
)
_GROUP = re.compile(
    r"未受講者|未修了者|未受講の(?:人|者|職員)|受講者の?一覧"
    r"|(?:受けて|受講して|修了して|受け終わって|終わって|受け終えて)い?ない(?:人|者|職員|メンバー)"
    r"|(?:みんな|みなさん|皆さん|皆様|皆|全員|部下|課員|係員|所員|メンバー|同僚|上司|後輩|先輩|新人|若手"
    rf"|全体|職員|課|係|班|室|チーム|{_TITLES})(?:たち|達|全員|全体)?(?:さん)?の{_RECORD}"
    r"|(?:みんな|みなさん|皆さん|全員|部下|課員|係員|所員|メンバー|同僚|後輩)(?:たち|達)?(?:さん)?"
    r"(?:の|は|に|には|が)(?:次|今後|何|なに|どの|どれ|受けさせ|研修)"
)
_RECORD_WANTED = re.compile(
    rf"の{_RECORD}(?:を|は|って|が)?(?:見せ|みせ|見た|みた|見れ|見られ|教え|おしえ|知りた|しりた|確認|どう|ちょうだい|出して|だして|[?]|$)"
)
_BEHIND = re.compile(
    r"(?:部下|課員|係員|所員|メンバー|同僚|後輩|(?:うち|ウチ|私|自分)の(?:課|係|班|室|所属|部署|チーム|者|もん))(?:たち|達)?(?:の中)?(?:で|に|の)"
    r"[^。、?]{0,16}(?:遅れ|おくれ|未受講|残って|終わっ|受けて|期限)[^。、?]{0,10}(?:人|者|もん|やつ|の)(?:は|って|が|おる|いる|います|誰|だれ|を|[?。、 ]|$)"
    r"|(?:遅れ|おくれ)(?:てい?る|とる|てます|ています)(?:人|者|もん)?(?:の)?(?:部下|課員|係員|所員|メンバー)"
)

# さん of a word that is no name.
_NOT_A_NAME = re.compile(
    r"(?:皆|みな|みんな|客|業者|職員|担当|担当者|事務局|当局|住民|市民|町民|村民|県民|上司|部下|先輩|後輩|同僚|新人"
    r"|[課係部室局所次校園会市町村館首]長|議員|講師|母|父|兄|姉|奥|娘|息子|委託先|会社|課|係|企業|学生|患者|誰|沢山"
    rf"|管理者|管理職|役所|役場|たく|かけはし|ボット|ロボット|システム|{_TITLES}"
    # 出さんと, 動かさんといけん: the west says so of what has to be done.
    r"|出|話|押|返|消|貸|回|残|探|壊|隠|戻|試|落と|起こ|動か|済ま|終わら|増や|減ら|延ば)$"
)
_CALLED_SAN = re.compile(rf"([一-龠々ヶ]{{1,8}}(?: ?[ぁ-ん]{{1,4}})?|[ァ-ヴー]{{2,10}}){_SAN}")
_CALLED_OTHERWISE = re.compile(
    rf"([一-龠々ヶ]{{2,8}}|[ぁ-ん]{{2,6}})(?:さん|くん|君|氏)(?={_PARTICLE}{_ASKED})"
)


LONGEST_NAME = 24
"""Letters; longer names are found by their 姓 alone."""


@dataclass(frozen=True, slots=True)
class Someone:
    """A name in the message and whose it may be; nobody's where the roster does not know it."""

    name: str
    ids: frozenset[int]


NameIndex = Mapping[str, frozenset[int]]
"""Every way to call somebody, without blanks, and whose it may be."""


def name_index(roster: Iterable[tuple[int, str]]) -> NameIndex:
    """``roster``: (id, name as it has it)."""
    owners: defaultdict[str, set[int]] = defaultdict(set)
    for number, name in roster:
        for way in ways_to_call(unicodedata.normalize("NFKC", name).lower()):
            owners[way].add(number)
    return {way: frozenset(numbers) for way, numbers in owners.items()}


def ways_to_call(name: str) -> Iterator[str]:
    """市川 遥: 市川遥, 市川. Without a blank between 姓 and 名 the 姓 may end anywhere likely."""
    parts = name.split()
    bare = "".join(parts)
    yield bare
    if len(parts) > 1:
        yield parts[0]
    else:
        yield from (bare[:length] for length in (1, 2, 3) if length < len(bare))


def people_meant(text: str, names: NameIndex) -> tuple[Someone, ...]:
    """Whom the message is about, in the order of the text."""
    taken: list[tuple[int, int]] = []
    found: list[tuple[int, Someone]] = []
    for name, ids in _names_in(text, names):
        for match in _mentions(text, name):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            if _is_about(text, match):
                found.append((match.start(), Someone(match["name"], ids)))
    if not taken:
        return tuple(dict.fromkeys(_strangers(text)))
    return tuple(dict.fromkeys(someone for _, someone in sorted(found, key=lambda each: each[0])))


def asks_about_a_group(text: str) -> bool:
    """部下, 課の, 未受講者 …: the record of several people, or of someone by post only."""
    is_said = _GROUP.search(text) is not None and _OWN.search(text) is None
    return is_said or asks_who_is_behind(text)


def asks_who_is_behind(text: str) -> bool:
    """「うちの課で遅れとる人おる？」. Texts are normalised."""
    return _BEHIND.search(text) is not None


def asks_for_a_record(text: str) -> bool:
    """「市川さんの記録みせて」: closed wordings that want what somebody has taken; of whom is not read."""
    return _RECORD_WANTED.search(text) is not None


def _names_in(text: str, names: NameIndex) -> Sequence[tuple[str, frozenset[int]]]:
    """Full and family names that stand in the text, the longest first, and whose they are."""
    squeezed = text.replace(" ", "")
    parts = {
        squeezed[start : start + length]
        for start in range(len(squeezed))
        for length in range(1, LONGEST_NAME + 1)
    }
    found = sorted(parts & names.keys(), key=lambda name: (-len(name), name))
    return [(name, names[name]) for name in found]


_ALSO_WORDS = frozenset("今前先次元上下昔")
"""Family names that 「今の受講状況」 does not mean."""


def _mentions(text: str, name: str) -> Iterator[re.Match[str]]:
    """Where the name stands as a name: called さん or by a title, or asked about by itself."""
    spelt = " ?".join(map(re.escape, name))
    ways = [_CALLED]
    if len(name) > 1:
        ways.append(rf"(?={_PARTICLE}{_ASKED})")
        ways.append(r"(?=[。?! ]*$)")
    elif name not in _ALSO_WORDS:
        ways.append(r"(?=の(?:受講|研修|修了)の?(?:状況|履歴|記録|実績|進捗))")
    if len(name) > 3:
        ways.append(_END)
    return re.finditer(rf"{_not_inside_a_word(name)}(?P<name>{spelt})(?:{'|'.join(ways)})", text)


def _not_inside_a_word(name: str) -> str:
    """What has to stand before: 林 is not in 小林, but 市川 is in 市民課市川."""
    first = name[0]
    if re.match(r"[ぁ-ん]", first):
        return r"(?:(?<![ぁ-んァ-ヴー])|(?<=[のとやはがをにも]))"
    if re.match(r"[ァ-ヴ]", first):
        return r"(?<![ァ-ヴー])"
    if first.isascii():
        return r"(?<![a-z])"
    return r"(?:(?<![一-龠々ヶ])|(?<=[課係班室局部]))"


def _is_about(text: str, match: re.Match[str]) -> bool:
    rest = text[match.end() :]
    if _SAID_BY.match(rest):
        return False
    return _ASKED_ABOUT.match(rest) is not None or _OWN.search(text) is None


def _strangers(text: str) -> Iterator[Someone]:
    """Words that look like a person where no name of the roster stands."""
    for pattern in (_CALLED_SAN, _CALLED_OTHERWISE):
        for match in pattern.finditer(text):
            if not _NOT_A_NAME.search(match[1]) and _is_about(text, match):
                yield Someone(match[1].strip(), frozenset())
