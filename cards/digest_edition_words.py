"""What is said of a フォーラム版: that it was made anew or saved, where it stands, what is withheld of it."""

from collections.abc import Sequence
from datetime import date
from typing import Literal, assert_never

from cards import wording
from cards.delivery_reasons import because
from cards.digest import cites_words
from domain.digest_line import Line
from domain.excerpt import excerpt
from domain.in_forum import ForumState, InForum

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
    return excerpt(text, length=_LONGEST)


def in_forum_words(found: InForum, *, today: date) -> str:
    match found.state:
        case ForumState.COMING if found.until is not None:
            when = wording.coming_moment(found.until, today=today)
            return f"いまは送らない時間帯か閉庁日のため、フォーラムには{when}に載ります。"
        case ForumState.COMING:
            return "まもなくフォーラムに載ります。"
        case ForumState.HELD:
            return f"フォーラムにはまだ載っていません。{because(found.reason)}"
        case ForumState.STANDS:
            return "フォーラムに載っています。直して公開すると、そこで変わります。"
        case ForumState.NOWHERE:
            return "いまのフォーラムのチャンネルには載っていません。直して公開すると載ります。"
        case (
            ForumState.STALE
            | ForumState.DROPPED
            | ForumState.DROPPED_IN_DOUBT
            | ForumState.IN_DOUBT
        ) as missed:
            return _missed_words(missed)
        case ForumState.EMPTIED:
            return (
                "出せる文がなくなったため、フォーラムには載せていません。直して公開すると載ります。"
            )
        case _:
            assert_never(found.state)


_Missed = Literal[
    ForumState.STALE, ForumState.DROPPED, ForumState.DROPPED_IN_DOUBT, ForumState.IN_DOUBT
]


def _missed_words(state: _Missed) -> str:
    """Of what did not arrive, or perhaps not."""
    match state:
        case ForumState.STALE:
            return "いちばん新しい内容は、フォーラムに届いていません（わけは「配信状況」にあります）。直して公開すると、もう一度送ります。"
        case ForumState.DROPPED:
            return (
                "システム管理者が送るのを取りやめました。いちばん新しい内容は、フォーラムに届いていません。"
                "直して公開すると、もう一度送ります。"
            )
        case ForumState.DROPPED_IN_DOUBT:
            return (
                "いちばん新しい内容は、システム管理者が送るのを取りやめたため、フォーラムに届いたか分かりません。"
                "フォーラムのチャンネルを見て、載っていなければ、直して公開するともう一度送ります。"
            )
        case ForumState.IN_DOUBT:
            return (
                "いちばん新しい内容が、フォーラムに届いたか分かりません。フォーラムのチャンネルを見て、"
                "載っていなければ、システム管理者に送り直しを頼んでください（わけは「配信状況」にあります）。"
            )
        case _:
            assert_never(state)


def withheld_words(withheld: Sequence[Line]) -> str:
    """With what there is to look at; of the words nothing is told any more."""
    cites = dict.fromkeys(cite for line in withheld for cite in line.cites)
    about = f"（{cites_words(tuple(cites))}）" if cites else ""
    return (
        "元の課題・事例・対応策・答え・発言が取り下げられたか、消されたか、直されたため、"
        f"{len(withheld):,}文は出していません{about}。"
        "いまの内容を載せるときは「いまのまとめから作り直す」を押してください。"
    )
