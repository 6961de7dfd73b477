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


def is_supported(run: str, *, where: str, stem: str = "") -> bool:
    """Whether hiragana behind a word is grammar, or stands in ``where``. ``stem``: not empty where it may
    begin with how a verb in kanji goes on.
    """
    known = _RUN.findall(where)
    starts = range(_OKURIGANA + 1) if stem else range(1)
    return any(_is_made_of(run[start:], known) for start in starts if start <= len(run))


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
