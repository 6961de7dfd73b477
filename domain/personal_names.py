"""What looks like a resident's name: 「佐藤様」, 「山田太郎さん（市民）」, 「氏名：山田太郎」."""

import re
import unicodedata
from collections.abc import Collection, Iterator

from domain.family_names import FAMILY_NAMES

_KANJI = "一-龠々ヶ𠮷㐀-䶿﨑"
_TITLE = re.compile(
    r"様(?![式子々相態変])|さま(?!ざま)|さん|氏(?![名子神族姓])|殿(?![様堂下中])|くん(?!れん)|君|ちゃん"
)
_BEFORE_TITLE = re.compile(
    rf"(?P<kanji>(?:[{_KANJI}]+ )?[{_KANJI}]+)(?P<given>(?: ?[ぁ-ん]+| ?[ァ-ヴー]+)?)$|(?P<kana>[ァ-ヴー]{{2,10}})$"
)
_LOOKS_BACK = 16
"""Characters before a title."""

_NEEDS_A_KNOWN_NAME = frozenset({"殿", "君"})
_PART_OF_A_WORD = {"様": "仕同多模異有両", "氏": "同両各摂華某諸"}
"""仕様, 同様; 両氏, 摂氏."""
_NOBODY = re.compile(
    r"[者客員皆民方長生人師士主親族父母兄姉弟妹嫁婿孫衆屋家社店局課係部室所園校院会団組当患位嬢徒手役医行場館庫署司県市町村区都府道国省庁代婦達友君供童]$"
)
"""How a word for somebody ends who is not named: 業者さん, 保護者様, 農家さん."""
_NOBODY_IN_KANA = re.compile(
    r"(?:ー|ユーザ|スタッフ|ケアマネ|アルバイト|パート|クライアント|テナント|ボランティア|コンサル|コンサルタント|エンジニア|ママ|パパ"
    r"|ゲスト|ロボット|ボット|チャットボット|システム|ホテル|コンビニ|クリニック|マイナ|ジイ|バア|オジ|オバ|ミナ)$"
)
_PARTICLE = frozenset("がをにはのもとやへでたく")

_LABEL = re.compile(
    r"(?:氏名|名前|申請者|申請人|届出人|世帯主|契約者|相談者|利用者|納税者|被保険者|本人|住民|市民|町民|村民|区民)(?:名)?"
    rf"[:=はの ]{{1,3}}([{_KANJI}]{{1,6}}(?: [{_KANJI}]{{1,4}})?)(?![{_KANJI}])"
)
_IN_BRACKETS = re.compile(
    rf"([{_KANJI}]{{1,6}}(?: [{_KANJI}]{{1,4}})?)"
    r"(?:\((?:[市町村区県住]民|申請者|相談者|利用者|[0-9]{1,3}歳|男性|女性|仮名)[)、,・ ])"
)
_NO_GIVEN_NAME = re.compile(r"[県市町村区都府道郡駅港川課係部局支店銀橋線]")
LONGEST_GIVEN = 3


def names_in(plain: str) -> Iterator[tuple[int, int]]:
    """From where to where, with the title. ``plain``: full-width letters as narrow ones."""
    for title in _TITLE.finditer(plain):
        start = _begins(plain[max(0, title.start() - _LOOKS_BACK) : title.start()], title[0])
        if start:
            yield title.start() - start, title.end()
    for pattern in (_LABEL, _IN_BRACKETS):
        for match in pattern.finditer(plain):
            if length := _named_at_the_end(match[1], needs_given=pattern is _LABEL):
                yield match.end(1) - length, match.end(1)


def ways_to_write(names: Collection[str]) -> frozenset[str]:
    """Of people whose names are known, without spaces: all of it, the family's, the given one."""
    parts = [unicodedata.normalize("NFKC", name).split() for name in names]
    return frozenset(way for each in parts for way in ("".join(each), *each) if way)


def without_title(words: str) -> str:
    """``words`` without what calls somebody at their end."""
    titles = [each for each in _TITLE.finditer(words) if each.end() == len(words)]
    return words[: titles[-1].start()] if titles else words


def is_one_of(people: frozenset[str], words: str) -> bool:
    """``people``: ``ways_to_write`` them; ``words``: as ``names_in`` has found them."""
    return bool(people) and _TITLE.sub("", words).replace(" ", "") in people


def _begins(before: str, title: str) -> int:
    """How many characters before the title belong to the name; 0 where it is nobody's."""
    found = _BEFORE_TITLE.search(before)
    if found is None:
        return 0
    if found["kana"]:
        is_somebody = title not in _NEEDS_A_KNOWN_NAME and not _NOBODY_IN_KANA.search(found["kana"])
        return len(found["kana"]) if is_somebody else 0
    if given := found["given"]:
        return _with_given_in_kana(found["kanji"], given)
    return _in_kanji(found["kanji"], title)


def _with_given_in_kana(kanji: str, given: str) -> int:
    """佐藤さくら. A particle begins no name: 佐藤がたくさん."""
    family = _family_at_the_end(kanji)
    is_name = family and given.strip()[0] not in _PARTICLE
    if is_name:
        return family + len(given)
    katakana = given.strip()
    is_alone = re.fullmatch(r"[ァ-ヴー]{2,10}", katakana) and not _NOBODY_IN_KANA.search(katakana)
    return len(katakana) if is_alone else 0


def _in_kanji(run: str, title: str) -> int:
    if run[-1] in _PART_OF_A_WORD.get(title, ""):
        return 0
    if length := _family_at_the_end(run) or (len(run) if run in FAMILY_NAMES else 0):
        return length
    last = run.split(" ")[-1]
    if _NOBODY.search(last):
        return 0
    if length := _named_at_the_end(run, needs_given=False):
        return length
    is_unknown_name = 2 <= len(last) <= 5 and title not in _NEEDS_A_KNOWN_NAME
    return len(last) if is_unknown_name else 0


def _family_at_the_end(run: str) -> int:
    """市民課山本: two characters at least, since 林 is in many words; by itself one is enough."""
    if run in FAMILY_NAMES:
        return len(run)
    return next((n for n in (4, 3, 2) if len(run) >= n and run[-n:] in FAMILY_NAMES), 0)


def _named_at_the_end(run: str, *, needs_given: bool) -> int:
    """山田太郎, 山田 太郎, 林 太郎: how long that is at the end of ``run``."""
    for start in range(len(run)):
        for length in (4, 3, 2, 1):
            family, rest = run[start : start + length], run[start + length :]
            given = rest.strip()
            is_told_apart = length > 1 or (start == 0 and rest[:1] == " ")
            is_given = len(given) <= LONGEST_GIVEN and not _NO_GIVEN_NAME.match(given)
            if family in FAMILY_NAMES and is_told_apart and is_given and (given or not needs_given):
                return len(run) - start
    return 0
