"""Whether a sentence that a language model has put in other words says what the one before it said.

Pure, and strict on purpose: a good sentence that is refused costs a smoother reading, a wrong one that is
shown costs the trust in all the others. It reads letters, not meaning: that two statements have changed
places within a sentence is seen by what stands beside them, not understood.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.assertions import Assertion, Manner, Word, manners_of, read
from domain.figures import plain
from domain.hiragana import is_supported
from domain.phrasing import Phrased, Refusal, ToPhrase
from domain.phrasing_anchors import has_other_figures, has_other_places
from domain.phrasing_roles import has_other_order, has_other_role

_SHORTEST, _LONGEST, _MORE = 4, 200, 20
"""Characters; ``_MORE`` than the sentence had, where that is longer than ``_ROOM``."""
_ROOM = 60
_KEPT = 0.6
"""The least part of the words that has to be there again."""
_ALLOWED = re.compile(r"[一-龠々〆ヶ𠮷㐀-䶿ぁ-ゖァ-ヴーA-Za-z0-9 、。・,.%()「」〔〕/:+〜~-]*")
_NO_LINK = re.compile(
    r"://|www\.|[A-Za-z0-9]\.(?:com|net|org|jp|io|dev|info)|mailto", re.IGNORECASE
)
_INSTRUCTS = re.compile(
    r"クリック|プロンプト|無視し|指示に従|お問い?合わせ|ご連絡|ご覧|詳しくは|AIへ|と出力|アシスタント|system|assistant",
    re.IGNORECASE,
)
_MARK = re.compile(r"〔[^〔〕]*〕")
_LIMITS = re.compile(
    r"すべて|全て|全部|一部|ほとんど|大半|多く|少し|わずか|だけ|のみ|しか|まだ|すでに|既に|必ず|いつも|常に|たまに|時々|ときどき|おそらく|たぶん"
    r"|多分|かなり|とても|非常に|特に|初めて|再び|最も|もっとも|さらに|以外|まったく|全く|あまり|なかなか|ようやく|やっと|ちょうど|おもに|主に|とくに|むしろ|もともと|そもそも"
)
_CAUSES = re.compile(r"ため|ので|により|によって|せいで|おかげ|したがって|結果|理由|原因|から、")
_SENTENCE_END = re.compile(r"[。!?](?=.)")
_LEADS = frozenset({"は", "が", "も", "では", "には", "にも"})
"""Before a comma: what follows is said of it."""


@dataclass(frozen=True)
class _Held:
    """``said`` is what came back, ``own`` the sentence that it would stand for."""

    said: Assertion
    own: Assertion
    sources: tuple[Assertion, ...]
    places: tuple[str, ...]
    """Names of departments, the longest first."""


def may_be_phrased(text: str) -> bool:
    """Nothing goes out that reads like an order to whoever reads it: quoted it is somebody's word, in our
    own words it would be ours.
    """
    said = read(plain(text))
    return not _orders(said) and not _NO_LINK.search(said.text)


def refusal(
    phrased: Phrased, asked: ToPhrase, *, places: Collection[str] = frozenset()
) -> Refusal | None:
    """None where it may be shown. ``places``: names of the departments and sections of the house."""
    if set(phrased.cites) != set(asked.cites) or len(phrased.cites) != len(set(phrased.cites)):
        return Refusal.CITES
    if refused := _form(phrased.text, asked.text):
        return refused
    held = _Held(
        read(plain(phrased.text)),
        read(plain(asked.text)),
        tuple(read(plain(each)) for each in asked.sources),
        tuple(sorted(map(plain, places), key=lambda name: (-len(name), name))),
    )
    return next((why for why, is_wrong in _CHECKS if is_wrong(held)), None)


def _form(text: str, own: str) -> Refusal | None:
    """What can be told before it is read."""
    longest = min(_LONGEST, max(_ROOM, len(own) + _MORE))
    if len(text) > longest:
        return Refusal.LENGTH
    if "\n" in text or not _ALLOWED.fullmatch(plain(text)) or _NO_LINK.search(plain(text)):
        return Refusal.CHARACTERS
    if len(text) < _SHORTEST or _SENTENCE_END.search(text):
        return Refusal.LENGTH
    return Refusal.SAME if plain(text).rstrip("。") == plain(own).rstrip("。") else None


# -- each says whether something is wrong ----------------------------------------------------------


def _commands(held: _Held) -> bool:
    return _orders(held.said)


def _orders(said: Assertion) -> bool:
    # 「だまって、」 before a comma commands nobody.
    loose = (manners_of(f"{each}、") for each in said.loose)
    tails = [*(word.manners for word in said.words), *loose]
    return any(Manner.COMMANDED in each for each in tails) or bool(_INSTRUCTS.search(said.text))


def _other_marks(held: _Held) -> bool:
    """Each as often as it was there, and no half of one."""
    said, own = (Counter(_MARK.findall(each.text)) for each in (held.said, held.own))
    rest = _MARK.sub("", held.said.text)
    return said != own or "〔" in rest or "〕" in rest


def _other_figures(held: _Held) -> bool:
    return has_other_figures(held.said, held.own)


def _other_places(held: _Held) -> bool:
    return has_other_places(held.said, held.own, names=held.places)


def _adds_words(held: _Held) -> bool:
    """A word that does not stand in what it rests on; a limit or a reason that was not given."""
    said, own = held.said.text, held.own.text
    if Counter(_LIMITS.findall(said)) != Counter(_LIMITS.findall(own)):
        return True
    if _CAUSES.search(said) and not _CAUSES.search(own):
        return True
    return not all(_is_known(at, held) for at in range(len(held.said.words)))


def _adds_hiragana(held: _Held) -> bool:
    """Verbs and adjectives that are written without a kanji."""
    tails = (_is_tail_known(word, held) for word in held.said.words)
    return not (all(tails) and all(_is_loose_known(each, held) for each in held.said.loose))


def _is_known(at: int, held: _Held) -> bool:
    word = held.said.words[at]
    return bool(_stands(word, held.own)) or _is_added(at, held)


def _is_added(at: int, held: _Held) -> bool:
    """Of the cited texts, before the same word as in each of them: 「保育所の申請書」."""
    words = held.said.words
    if at + 1 >= len(words) or words[at].manners or not held.sources:
        return False
    word, following = words[at], words[at + 1]
    pair = (word.key, word.tail, following.key)
    return all(
        any(
            (one.key, one.tail, other.key) == pair
            for one, other in zip(each.words, each.words[1:], strict=False)
        )
        for each in held.sources
    )


def _stands(word: Word, where: Assertion) -> tuple[Word, ...]:
    """As what it stands there; a compound for its last part."""
    if found := where.of(word.key):
        return found
    if not word.is_kanji or len(word.key) < 2:
        return ()
    if within := tuple(_within(word.key, where)):
        return within
    for cut in range(len(word.key) - 2, 1, -1):
        first, last = word.key[:cut], word.key[cut:]
        within = tuple(_within(last, where))
        if any(_is_right_before(first, each, where) for each in within):
            return within
    return ()


def _is_right_before(first: str, word: Word, where: Assertion) -> bool:
    """「製品」 of 「A社の製品」 is 「A社製品」, and no 「B社製品」."""
    return bool(
        re.search(rf"{re.escape(first)}[ぁ-ゖ]{{0,3}}$", where.text[: word.start], re.IGNORECASE)
    )


def _within(key: str, where: Assertion) -> Iterator[Word]:
    """「入力」 at the end of 「二重入力」 is said what is said of that; in front of it nothing is said."""
    for word in where.words:
        if not word.is_kanji or key not in word.key:
            continue
        if word.key.endswith(key):
            yield word
        else:
            yield Word(
                key,
                frozenset(),
                "",
                "",
                word.start,
                word.end,
                is_kanji=True,
                clause=word.clause,
            )


def _is_tail_known(word: Word, held: _Held) -> bool:
    return is_supported(word.tail, where=held.own.text, kanji=word.key if word.is_kanji else "")


def _is_loose_known(loose: str, held: _Held) -> bool:
    if loose in held.own.loose or loose in _PARTICLES_ALONE:
        return True
    return not manners_of(loose) and is_supported(loose, where=held.own.text)


_PARTICLES_ALONE = frozenset("のがはをにでともや") | {"では", "には", "とは"}


def _flipped(held: _Held) -> bool:
    """A word that is denied, over, wished or possible where it was not, or the other way round."""
    by_key: dict[str, list[Word]] = {}
    for word in held.said.words:
        by_key.setdefault(word.key, []).append(word)
    return any(_is_flipped(words, _stands(words[0], held.own)) for words in by_key.values())


def _is_flipped(said: Sequence[Word], own: Sequence[Word]) -> bool:
    if not own:
        return any(each.manners for each in said)
    if len({each.is_denied for each in own}) > 1:
        return [each.manners for each in said] != [each.manners for each in own]
    return any(all(each.manners != other.manners for other in own) for each in said)


def _other_roles(held: _Held) -> bool:
    return has_other_role(held.said, held.own, standing=_stands)


def _other_order(held: _Held) -> bool:
    return has_other_order(held.said, held.own, standing=_stands)


def _mixes_clauses(held: _Held) -> bool:
    """Words of one clause that stood in two: 「予約は不要」 of 「手数料は不要だが、予約は必要」."""
    return any(
        (one.clause == other.clause or one.tail in _LEADS)
        and not _stood_together(one, other, held.own)
        for one, other in pairwise(held.said.words)
    )


def _stood_together(one: Word, other: Word, own: Assertion) -> bool:
    """In one clause, or one right behind the other. A word that was added stands where it may."""
    ones, others = _stands(one, own), _stands(other, own)
    if not ones or not others:
        return True
    following = {(first.start, second.start) for first, second in pairwise(own.words)}
    return any(
        first.clause == second.clause or (first.start, second.start) in following
        for first in ones
        for second in others
    )


def _loses(held: _Held) -> bool:
    """What was denied, how it ended, or too many words are not there any more."""
    said = {word.key: word for word in held.said.words}
    own = held.own.words
    if any(each.is_denied and not _is_kept(each, held) for each in own):
        return True
    denied = [each for each in held.own.loose if Manner.DENIED in manners_of(each)]
    if any(each not in held.said.loose for each in denied):
        return True
    if own and not _is_kept(own[-1], held):
        return True
    keys = {each.key for each in own}
    kept = sum(1 for key in keys if key in said or key in held.said.text)
    return kept < _KEPT * len(keys)


def _is_kept(word: Word, held: _Held) -> bool:
    return any(each.manners == word.manners for each in _stands(word, held.said))


_CHECKS: tuple[tuple[Refusal, Callable[[_Held], bool]], ...] = (
    (Refusal.COMMAND, _commands),
    (Refusal.PLACEHOLDER, _other_marks),
    (Refusal.FIGURE, _other_figures),
    (Refusal.PLACE, _other_places),
    (Refusal.SUPPORT, _adds_words),
    (Refusal.POLARITY, _flipped),
    (Refusal.SUPPORT, _adds_hiragana),
    (Refusal.ROLE, _other_roles),
    (Refusal.ROLE, _mixes_clauses),
    (Refusal.LOSS, _loses),
    (Refusal.ROLE, _other_order),
)
