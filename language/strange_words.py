"""Words that stand beside those of a name and are not its own: キャリア|デザイン, DX|推進員."""

import re
from collections.abc import Collection, Sequence
from itertools import dropwhile

from language.course_words import CUE, LEVELS, VAGUE, is_light_end, may_be_left_out, tells
from language.heard_names import COMMON, Heard, Token, common_sounds
from language.sounds import sound

_KANA = re.compile(r"[ぁ-ゖー]{3,}")
_KANA_BEFORE = re.compile(r"[ぁ-ゖー]{3,}$")
_ENDS_BEFORE = re.compile(
    r"[のはをがにでともへやかっだてたすらねよんるいしくけりばえ]$|きのう$|きょう$|さっそく$"
)
_BEGINS_BEHIND = re.compile(r"[のはをがにでともへやかっだてよおうしまいあなねむじそ]")
_JOINS = frozenset({"の", "と", "・", "や", "/", "&", "(", ")"})


Place = tuple[int, int]


def strange_words(message: Heard, places: Sequence[Place]) -> int:
    """How many; ``places``: where the words of the name are said."""
    tokens = message.tokens
    own = [any(s < t.end and t.start < e for s, e in places) for t in tokens]
    found = {
        place
        for at, is_own in enumerate(own)
        if is_own
        for place in (_before(tokens, own, at), _behind(tokens, own, at))
        if place is not None
    }
    more = sum(_is_more(token, places) for token, is_own in zip(tokens, own, strict=True) if is_own)
    return len(found) + more + _in_kana(message.text, set(places))


def _in_kana(text: str, places: Collection[Place]) -> int:
    """ぶんしょ|管理, くらうど|さーびす: no particle, no verb, nothing of a course."""
    starts, ends = {start for start, _ in places}, {end for _, end in places}
    before = (_KANA_BEFORE.search(text, 0, start) for start in starts - ends)
    behind = (_KANA.match(text, end) for end in ends - starts)
    return sum(run is not None and not _ENDS_BEFORE.search(run[0]) for run in before) + sum(
        run is not None
        and not _BEGINS_BEHIND.match(run[0])
        and not CUE.match(run[0])
        and not common_sounds(sound(run[0]))
        for run in behind
    )


def _before(tokens: Sequence[Token], own: Sequence[bool], at: int) -> int | None:
    """キャリア|デザイン, チラシの|デザイン."""
    for place in range(at - 1, -1, -1):
        if own[place] or _is_apart(tokens[place], tokens[place + 1]):
            return None
        is_odd = own[place + 1] and _is_odd(tokens[place])
        if _is_thing(tokens[place]) or is_odd:
            return place
        if not _is_passed(tokens[place]):
            return None
    return None


def _behind(tokens: Sequence[Token], own: Sequence[bool], at: int) -> int | None:
    """クラウド|移行; システムの監査研修, but ネットワークのカリキュラム is of the course."""
    is_of_it = False
    for place in range(at + 1, len(tokens)):
        token = tokens[place]
        if own[place] or _is_apart(tokens[place - 1], token):
            return None
        is_odd = own[place - 1] and _is_odd(token)
        if _is_thing(token) or _is_suffixed(tokens, own, place) or is_odd:
            return place if not is_of_it or _is_kind(tokens[place + 1 :]) else None
        if not _is_passed(token):
            return None
        is_of_it = is_of_it or token.surface == "の"
    return None


def _is_kind(following: Sequence[Token]) -> bool:
    """システムの監査|研修, エクセルのピボット|テーブル講座, エクセルの関数|のやつ."""
    rest = list(dropwhile(_is_thing, following))[:2]
    surfaces = [token.surface for token in rest]
    return bool(surfaces) and (
        COMMON.match(surfaces[0]) is not None or surfaces in (["の", "やつ"], ["の", "ほう"])
    )


def _is_apart(token: Token, following: Token) -> bool:
    """By more than a blank."""
    return following.start > token.end + 1


def _is_passed(token: Token) -> bool:
    return (
        token.surface in _JOINS or token.surface == "オンライン" or may_be_left_out(token.surface)
    )


def _is_suffixed(tokens: Sequence[Token], own: Sequence[bool], place: int) -> bool:
    """推進|員, 広報|紙."""
    token = tokens[place]
    before = tokens[place - 1]
    is_suffix = token.is_suffix and token.start == before.end and "一" <= token.surface[0] <= "龠"
    is_of_it = own[place - 1] or may_be_left_out(before.surface)
    return is_suffix and is_of_it and not _says_nothing(token.surface)


def _is_odd(token: Token) -> bool:
    """席 of データ分席: one character of a word that is none."""
    is_one = len(token.surface) == 1 and "一" <= token.surface <= "龠"
    return is_one and not token.is_suffix and not _says_nothing(token.surface)


def _says_nothing(surface: str) -> bool:
    return surface in VAGUE or surface == "篇" or is_light_end(surface)


def _is_more(token: Token, places: Sequence[Place]) -> bool:
    """マイナンバーカード, 公文書: what is left of the word says more."""
    inside = [(max(s, token.start), min(e, token.end)) for s, e in set(places)]
    said = {place for start, end in inside for place in range(start, end)}
    rest = [place for place in range(token.start, token.end) if place not in said]
    return len(rest) > 1 or (rest == [token.start] and "一" <= token.surface[0] <= "龠")


def _is_thing(token: Token) -> bool:
    return (
        tells(token.surface)
        and token.is_word
        and token.surface not in VAGUE | LEVELS
        and not may_be_left_out(token.surface)
        and not is_light_end(token.surface)
        and not COMMON.match(token.surface)
        and not CUE.match(token.surface)
    )
