"""What a wish to ask somebody names: a place of the office, a telephone, somebody's experience."""

import re
from collections.abc import Collection

from language.normalise import normalise

_PLACE = re.compile(
    r"([一-龠々ァ-ヺーa-z0-9・]{2,14}(?:課(?![題長税金外])|室(?!長)|部(?![下長署分門局])|局(?!長)|係(?!長)|センター|支所|事務所))"
)
_OWN = re.compile(
    r"^(?:うち|内|この|その|どこ|どの|何|各|同じ|隣|他|別|担当|所管|主管|関係|所属|自分|dx担当|デジタル担当)"
)
_ROOM = re.compile(
    r"(?:会議|研修|相談|事務|機械|待合|休憩|更衣|宿直|印刷|サーバー?|電算|図書|倉庫|応接|教|和|個|分|別)室$"
)
_TELEPHONE = re.compile(r"内線|電話|連絡先|番号|メール(?:アドレス|アド)?|メアド|tel")
_WHO = re.compile(
    r"(?:誰|だれ|どなた)(?:です|でしょ|だっけ|だろ|なの|なん|や(?!る)|か[?。]|じゃ|さん|[?。]|$)"
)
_EXPERIENCE = re.compile(
    r"詳し|くわし|得意|経験|強い|使いこな|慣れて|導入した(?:こと|人|課)|やったこと|分かる人|わかる人|できる人"
)


def place_named(text: str, places: Collection[str]) -> str:
    """The department or section that the text names, as the roster writes it where it has it.

    Empty where none is named: 「うちの課」「担当課」 are no names.
    """
    heard = normalise(text)
    known = [name for name in places if normalise(name) in heard]
    if known:
        return max(known, key=len)
    found = _PLACE.search(heard)
    is_named = found and not _OWN.search(found[1]) and not _ROOM.search(found[1])
    return found[1] if found and is_named else ""


def asks_for_telephone(text: str) -> bool:
    return _TELEPHONE.search(normalise(text)) is not None


def asks_for_experience(text: str) -> bool:
    """Who knows this, who has done it: what the roster does not tell."""
    return _EXPERIENCE.search(normalise(text)) is not None


def asks_who_it_is(text: str) -> bool:
    """「DX統括リーダーは誰ですか」, but not who becomes one."""
    return _WHO.search(normalise(text)) is not None


def asks_for_the_office(text: str) -> bool:
    """The 事務局 itself."""
    return "事務局" in normalise(text)
