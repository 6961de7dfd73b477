"""Hiragana that only binds words together, told from hiragana that says something itself (わからない, やめた)."""

import re

_OKURIGANA = 2
"""Letters at most of how a verb goes on: 打ち, 受け."""
_SHORTEST_STEM = 2
_WRITTEN = (
    "が を に へ と で は も の や か て し り い く き み ち"
    " では には へは からは とは にも でも から まで より"
    " する すれ した して している していた していて しています しました しており せず"
    " された され される されて されている"
    " です ます ました ません ませんでした でした だ だった である であり であった"
    " ない なく なくて なかった なければ なり なる なった なって なっている なっていて"
    " いる いた いて います いました いない いません おり おらず ある あり あって あった あります ありません"
    " れる れた れて られる られた られて たい たく たかった"
    " ため よう ような ように こと もの とき など ので のに のは のが のを"
    " という として について により による によって において における"
    " また そのため それ これ この その できる できない できず できて できた できている"
    " ている ていた ていて ています ておらず ており ていない てい っている っていた っていて っており っていない"
    " んで んでいる んでいない って った っ んだ"
)
_GRAMMAR = frozenset(_WRITTEN.split())
_LONGEST_WORD = max(map(len, _GRAMMAR))
_RUN = re.compile(r"[ぁ-ゖ]+")
_SMALL = re.compile(r"[ぁぃぅぇぉゃゅょゎ]")


def is_supported(run: str, *, where: str, kanji: str = "") -> bool:
    """Whether hiragana is grammar, or stands in ``where``. ``kanji``: the word that it stands behind; it may
    begin with how that goes on.
    """
    known = _RUN.findall(where)
    return any(
        _is_made_of(run[start:], known)
        for start in range(min(_OKURIGANA, len(run)) + 1)
        if start == 0 or _goes_on(kanji, run[:start], where)
    )


def _goes_on(kanji: str, okurigana: str, where: str) -> bool:
    """A noun as it stands there; a verb in any of its forms: 決める, 決まる."""
    if not kanji:
        return False
    return kanji[-1] + okurigana in where or (len(kanji) == 1 and not _SMALL.search(okurigana))


def _is_made_of(rest: str, known: list[str]) -> bool:
    reached = [True] + [False] * len(rest)
    for start in range(len(rest)):
        if not reached[start]:
            continue
        for end in range(start + 1, len(rest) + 1):
            part = rest[start:end]
            is_grammar = len(part) <= _LONGEST_WORD and part in _GRAMMAR
            if is_grammar or (len(part) >= _SHORTEST_STEM and any(part in each for each in known)):
                reached[end] = True
    return reached[len(rest)]
