"""「ここを事務局のチャンネルにして」, 「このチャンネルに改善事例を周知して」: what is told in the channel
where it is said.
"""

import re

from domain.office import OfficeChannel
from language.normalise import normalise

LONGEST = 40
"""Characters. Who asks for this alone says it shortly."""

_PLACE = r"(?:チャンネル|チャネル|場所|グループ|スレッド|チャット)"
_SAYS_SO = re.compile(
    rf"(?:ここ|こちら|この{_PLACE})[をはが、]+"
    r"(?:(?P<secretariat>事務局)|(?:dx推進)?(?:クロス)?(?P<forum>フォーラム))"
    rf"(?:(?:の|用の)?(?:お?知らせの)?{_PLACE}|用)?(?:に|と|として)、?"
    r"(?:して|し(?:たい|ます)|する|設定|決め|変え|変更|使|お願い|登録).{0,14}"
)


def channel_chosen(text: str) -> OfficeChannel | None:
    """None where the message says something else."""
    heard = normalise(text).replace(" ", "")
    said = _SAYS_SO.fullmatch(heard) if len(heard) <= LONGEST else None
    if said is None or "ない" in heard:
        return None
    return OfficeChannel.SECRETARIAT if said["secretariat"] else OfficeChannel.FORUM


_HERE = rf"(?:ここ|こちら|この{_PLACE})"
_CASES = r"(?:公開された|新しい)?(?:改善)?事例"
_SHOWS = r"(?:周知|共有|紹介|投稿|お知らせ)"
_PLEASE = r"(?:ください|下さい|ほしい|欲しい|もらえますか|くれますか|お願いします)?(?:です|ね)?"
_SHOW_CASES = re.compile(
    rf"{_HERE}(?:に|へ|で)も?、?{_CASES}(?:を|も)"
    rf"(?:{_SHOWS}を?(?:して|する|します|したい|お願いします)|(?:知らせ|流し|載せ)て){_PLEASE}"
)
_SHOW_NO_CASES = re.compile(
    rf"{_HERE}(?:に|へ|で)?(?:は|の|も)?、?{_CASES}(?:を|の|は)"
    rf"(?:{_SHOWS}(?:を|は)?(?:しない|やめ|止め|中止|停止|終わり|終え|不要)"
    r"|(?:知らせ|流さ|載せ)ない|知らせるの(?:を|は)やめ).{0,14}"
)


def cases_shown_here(text: str) -> bool | None:
    """Whether published cases are to be shown in this channel; None where the message says
    something else.
    """
    heard = normalise(text).replace(" ", "").rstrip("。.!")
    if len(heard) > LONGEST:
        return None
    if _SHOW_CASES.fullmatch(heard):
        return True
    return False if _SHOW_NO_CASES.fullmatch(heard) else None
