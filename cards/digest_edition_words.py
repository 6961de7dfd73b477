"""What is said above a フォーラム版 that was made anew, or saved."""

from collections.abc import Sequence

_NAMED = 3
"""Sentences; all of them stand in the version before."""
_LONGEST = 80


def remade_words(not_carried: Sequence[str], *, taken_back: int = 0) -> str:
    """``not_carried``: sentences of the secretariat that are gone with what the digest had said;
    ``taken_back``: as many of which the words are not told any more.
    """
    done = "いまのまとめから作り直しました。直した文・書き足した文・消した文と選んだものは、引き継いでいます。"
    if taken_back:
        done += (
            f"元の発言や事例などが消されたか直されたため、直した{taken_back:,}文は入っていません。"
        )
    if not not_carried:
        return done
    named = "".join(f"「{_cut(text)}」" for text in not_carried[:_NAMED])
    more = "など" if len(not_carried) > _NAMED else ""
    return (
        f"{done}ただし、元の文がまとめからなくなったため、直した{len(not_carried):,}文は入っていません：{named}{more}。"
        "要るときは「この週の版」で見て、打ち直してください。"
    )


def left_out_words(count: int) -> str:
    """Of sentences that somebody took back while they stood in an open form; empty where there are none."""
    if not count:
        return ""
    return f"フォームを開いたあとに元の発言や事例が消されたか直されたため、それを引く{count:,}文は入れていません。"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
