"""What is said where the organization that is asked for is not there."""

from collections.abc import Collection
from difflib import get_close_matches

from bot.failures import Failure
from bot.settings import PREFIX, Settings
from domain.errors import DomainError

SETTING = f"{PREFIX}ORGANIZATION_KEY"
NAMED = 10
"""Keys named in a sentence; the others are counted."""


class NoSuchOrganization(DomainError):
    """``keys``: of those that there are. ``by_setting``: nobody has typed the key just now.
    ``may_be_new``: not where one is to be removed.
    """

    def __init__(
        self,
        key: str,
        keys: Collection[str],
        *,
        by_setting: bool = False,
        may_be_new: bool = True,
    ) -> None:
        named = f"{SETTING} の「{key}」" if by_setting else f"「{key}」"
        mend = f"{SETTING} にその中から書くか、" if by_setting else ""
        if may_be_new:
            mend += "新しい自治体なら「kakehashi organization add」で加えてください。"
        super().__init__(
            f"{named}という自治体はありません。{_near(key, keys)}{_listed(keys)}{mend}"
        )


class NothingYet(Failure):
    """No organization at all: most often the first start, or another folder than always."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(
            f"まだ何もありません（データ：{settings.place_of_data}）。いつもと同じフォルダーと設定で"
            "実行しているか確かめ、はじめてなら「kakehashi import roster ファイル」で名簿を取り込んでください。"
        )


def _near(key: str, keys: Collection[str]) -> str:
    near = get_close_matches(key, keys, n=1)
    return f"近いもの：{near[0]}。" if near else ""


def _listed(keys: Collection[str]) -> str:
    if not keys:
        return ""
    rest = f"など{len(keys)}の自治体" if len(keys) > NAMED else ""
    return f"ある自治体：{'、'.join([*keys][:NAMED])}{rest}。"
