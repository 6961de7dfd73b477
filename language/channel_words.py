"""「ここを事務局のチャンネルにして」: that the office is to be told in the channel where it is said."""

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
