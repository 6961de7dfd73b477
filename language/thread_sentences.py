"""The sentences of a discussion: who says them, what they name and count, and how they begin."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from functools import lru_cache
from itertools import islice

from language.thread_amounts import Figure, figures_in
from language.thread_dialect import in_standard
from language.thread_markup import folded, plain_message, quoted_lines
from language.thread_message import ThreadMessage
from language.thread_numerals import in_digits
from language.words import words_of

LONGEST = 160
"""Characters of a sentence; a longer one is cut between its clauses."""
_SHORTEST_PIECE = 24
_MOST = 40
"""Sentences of a message."""
_KEPT = 2_000
"""Clauses read last: one is compared with many."""


class Heading(Enum):
    """What stands above a sentence, or in front of it with a colon."""

    NONE = auto()
    DECIDED = auto()
    OPEN = auto()
    CORRECTED = auto()


_END = re.compile(r"(?<=[。！？!?])(?![。！？!?」』）)])|\n+")
_CLAUSE_END = re.compile(
    r"(?:ますが|ですが|したが|ので|ため|おり|けど|けれども?|まして|ており|ていて|であり|ですし|ますし)、"
)
_HEADINGS = (
    (Heading.DECIDED, r"決定(?:事項|したこと)?|決まったこと|結論|合意(?:事項)?"),
    (
        Heading.OPEN,
        r"宿題|未定(?:事項)?|未決(?:事項)?|要確認|残課題|残った課題|論点|検討事項|確認事項|決まっていないこと",
    ),
    (Heading.CORRECTED, r"訂正|お詫びと訂正|修正|正誤"),
)
_HEADING = re.compile(
    r"^[【\[［(（]?(?:"
    + "|".join(f"(?P<h{number}>{words})" for number, (_, words) in enumerate(_HEADINGS))
    + r")(?:です|があります)?[】\]］)）]?(?:[:：]|$|。$)[ \u3000]*"
)
_OTHER_HEADING = re.compile(r"^[【■●].{1,12}[】:：]?$|^.{1,10}[:：]$")
_GREETING = (
    r"おはよう(?:ございます)?|こんにち[はわ]|こんばん[はわ]|(?:皆さん|みなさん|みんな)?お(?:疲|つか)れ(?:様|さま)?(?:です|でした|でございます)?|お世話になって(?:い|おり)ます|お世話になります"
    r"|平素より(?:大変)?お世話になっております|ありがとう(?:ございます|ございました)?|有難うございます|どうも"
    r"|[^\s。、]{0,8}(?:課|係|局|室|部|センター|所)の[一-龠ァ-ヶー]{1,6}(?:です|でございます|と申します)"
)
_SORRY = r"(?:度々|たびたび|大変|何度も|重ね重ね)?(?:す[みいん]ません|すまん(?:です)?|堪忍|申し訳(?:ありません|ございません|ない)|ごめん(?:なさい|ね)?|失礼(?:いた)?しました|失礼|わるい|悪い|お詫びします)(?:が|けど)?|あ|あれ"
_YES = r"いい(?:です)?ね[ー〜]?|ええ(?:です)?な|はい|ええ(?!わ)|うん|そうですね?|そうなんです|もちろん(?:です)?"
_NO = r"いいえ|いえ(?:いえ)?|いや(?:いや)?|ううん|ちゃうちゃう|ちゃう"
_SO = r"(?:それ)?では|じゃあ?|それじゃあ?|(?:それ|そん|ほん|ほ|せや)なら|せやったら|ほいたら|ほしたら|ほな|なら|そしたら|そうしたら|そうすると|とすると|(?:よって|したがって)"
_SEEN = r"(?:はい、)?(?:了解(?:です|しました|いたしました)?|承知(?:です|しました|いたしました)?|(?:よく)?わかりました|分かりました|なるほど(?:です)?|かしこまりました|ok(?:です)?|オッケー(?:です)?)"
_FILLER = (
    r"さて|ところで|ちなみに|あと(?!\d)|あとは|なお|また|ただ|ただし|で|えっ?と|えー|あの[ーう]?|うーん|んー?|え|おお+|うわ|まず|補足すると|補足です(?:が)?|fyi|そして|それから|それと|しかし|でも|だから|なので"
    r"|[1１一]点だけ|念のため|ご参考(?:まで)?(?:に|です)?|参考まで(?:に)?|実は|つきましては|まあ|やっと|お|いま|今のところ|個人的には"
)
_LEADS = (
    ("greeting", _GREETING),
    ("sorry", _SORRY),
    ("yes", _YES),
    ("no", _NO),
    ("so", _SO),
    ("seen", _SEEN),
    ("filler", _FILLER),
)
_LEAD = re.compile(
    "^(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _LEADS)
    + r")(?:[、。,!！…〜ー～ ]+|$)",
    re.IGNORECASE,
)
_SO_UNMARKED = re.compile(
    r"^(?P<so>それでは|では|じゃあ|じゃ|(?:そん|ほん|ほ)なら|ほな|そしたら)(?=[ぁ-んァ-ヶ一-龠a-z0-9])(?!な|も|あり|じゃ)"
)
_SOFT_END = re.compile(r"(?:[〜ー～…・\s。、！!♪☆★]|です?笑|\(笑\)|（笑）|笑$|(?<=[ぁ-ん])w+$)+$")
_OPENING = {"（": "）", "(": ")", "「": "」", "『": "』", "【": "】"}
_STOPPED_WORDS = """
件 数 数字 案 方 今 今日 昨日 明日 今朝 朝 夕方 午前 午後 先程 先 時 分 予定 自分 私 うち こちら そちら あちら これ それ あれ 其れ 此れ ここ そこ
此処 其処 誰 何 何時 何処 何方 幾ら どれ どちら 前 後 次 次回 前回 今回 中 内 上 下 他 人 事 物 為 所 訳 筈 程 位 度 回 年 月 日 週 来月 来週
来年 今月 今週 今年 年度 来年度 今年度 去年 昨年 毎日 毎月 毎年 毎週 全部 合計 平均 訂正 間違い 間違 誤り 修正 変更 正確 実際 お願い 御願い 御 連絡 報告
共有 確認 検討 対応 相談 了解 承知 賛成 反対 決定 名 点 場合 形 感じ 話 方向 一 二 三 さん 様 皆 皆さん 意味 必要 十分 見込み 程度 以上 以下 失礼
前言 撤回 見送り 中止 延期 保留 取り止め 廃止 午 毎 別 結果 理由 状況 最新 現在 其の後 当面 今後 以前 月曜 火曜 水曜 木曜 金曜 土曜 日曜 曜日 先月 翌月
毎回 こと もの なし 同じ 大丈夫 一つ 一番 半分 ため ほう くらい とき よう 気
"""
_STOPPED = frozenset(_STOPPED_WORDS.split())
_DOING_WORDS = """
為る 成る 有る 居る 出来る 無い 言う 思う 御座る 致す 貰う 頂く 下さる 呉れる 行う 良い 遣る 見る 仕舞う 置く おる 申す 存ずる 分かる 聞く 掛かる
"""
_DOING = frozenset(_DOING_WORDS.split())
_PLACES = re.compile(r"[一-龠ァ-ヶa-z]{1,8}(?:課|係|局|室|社)(?![一-龠])")
_LETTERED = re.compile(r"[a-z](?=社|案|課|班|市|町)|(?<![0-9])[0-9](?=班|回目|組|年生)")


@dataclass(frozen=True, slots=True)
class Saying:
    """One sentence as it stands in its message, without what was put in front of it."""

    at: int
    """Its place among the sentences, in the order in which they were said."""
    place: int
    """Of its message, in the order of time."""
    message: ThreadMessage
    text: str
    folded: str
    leads: frozenset[str] = frozenset()
    """greeting, sorry, yes, no, so, seen, filler: what stood in front, in this sentence or alone before it."""
    heading: Heading = Heading.NONE
    asks: bool = False
    """Ends in a question mark."""
    laughs: bool = False
    nouns: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    figures: tuple[Figure, ...] = ()
    quoted: frozenset[str] = frozenset()
    """What is named in the lines of others that its message quotes."""

    @property
    def standard(self) -> str:
        """``folded`` in the standard language: longer or shorter, for reading what it does."""
        return in_standard(in_digits(self.folded).text)

    @property
    def speaker(self) -> tuple[str, str]:
        return self.message.speaker, self.message.department

    def clause_nouns(self, figure: Figure) -> frozenset[str]:
        """What is named in the clause in which the figure stands."""
        start = max(self.folded.rfind(mark, 0, figure.start) for mark in "、,，") + 1
        ends = [end for mark in "、,，" if (end := self.folded.find(mark, figure.end)) >= 0]
        return named_in(self.folded[start : min(ends, default=len(self.folded))])[0] | _labels(
            self.folded[start : figure.end]
        )


def sayings_of(messages: Sequence[ThreadMessage]) -> tuple[Saying, ...]:
    """In the order of the messages: they come in the order of time (``in_order``)."""
    found: list[Saying] = []
    for place, message in enumerate(messages):
        found.extend(_of_message(message, place, len(found)))
    return tuple(found)


def in_order(messages: Sequence[ThreadMessage]) -> list[int]:
    """Places by time; by place where some message has no time, or one of another kind."""
    times = [_time(message.said_at) for message in messages]
    if any(time is None for time in times) or len({type(time) for time in times}) > 1:
        return [*range(len(messages))]
    return sorted(range(len(messages)), key=lambda place: (times[place], place))


@lru_cache(maxsize=_KEPT)
def named_in(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """(nouns, verbs) in one form each, of a folded text; figures are no nouns."""
    for figure in reversed(figures_in(text)):
        text = f"{text[: figure.start]} {text[figure.end :]}"
    nouns: set[str] = set()
    verbs: set[str] = set()
    for word in words_of(text):
        if not word.is_content:
            continue
        if word.part_of_speech in ("動詞", "形容詞"):
            verbs.update({word.normalised_form} - _DOING)
        elif word.part_of_speech in ("名詞", "形状詞", "接尾辞", ""):
            parts = (part.normalised_form for part in word.parts)
            forms = {word.normalised_form, *(form for form in parts if len(form) > 1)}
            nouns.update(form for form in forms - _STOPPED if not form.isnumeric())
    return frozenset(nouns), frozenset(verbs)


def _labels(text: str) -> frozenset[str]:
    return frozenset(found[0] for found in _LETTERED.finditer(text))


def departments_in(text: str) -> frozenset[str]:
    return frozenset(_PLACES.findall(text)) | _labels(text)


def _time(said_at: str) -> float | datetime | None:
    try:
        return float(said_at)
    except ValueError:
        pass
    try:
        time = datetime.fromisoformat(said_at)
    except ValueError:
        return None
    return time.timestamp() if time.tzinfo else time


def _of_message(message: ThreadMessage, place: int, first: int) -> Iterator[Saying]:
    quoted = named_in(folded(quoted_lines(message.text)))[0]
    heading, carried, at = Heading.NONE, frozenset[str](), first
    for piece in islice(_pieces(plain_message(message.text)), _MOST):
        leads, rest = _without_leads(piece)
        own, rest = _heading(rest)
        if own is not None:
            heading = own
        leads |= carried
        body = _SOFT_END.sub("", rest)
        if not any(character.isalnum() for character in body):
            # 「訂正です。」 and 「すみません。」 say something of what follows in the message.
            carried = leads
            continue
        yield _saying(message, place, at, body, rest, leads, heading, quoted)
        at += 1
        if own is not None and rest != piece and "\n" not in piece:
            heading = Heading.CORRECTED if own is Heading.CORRECTED else Heading.NONE
        carried = leads & {"sorry"}


def _saying(
    message: ThreadMessage,
    place: int,
    at: int,
    body: str,
    rest: str,
    leads: frozenset[str],
    heading: Heading,
    quoted: frozenset[str],
) -> Saying:
    plain = folded(body)
    nouns, verbs = named_in(plain)
    return Saying(
        at=at,
        place=place,
        message=message,
        text=body,
        folded=plain.rstrip("?？ "),
        leads=leads,
        heading=heading,
        asks=rest.rstrip(" 〜ー…。笑w()（）").endswith(("?", "？")),
        laughs=_laughs(rest),
        nouns=nouns | _labels(plain),
        verbs=verbs,
        figures=figures_in(plain),
        quoted=quoted,
    )


def _laughs(text: str) -> bool:
    return (
        re.search(
            r"[(（]笑[)）]?|笑$|^笑[ 　、。]|(?:^|[^a-zA-Z])[wｗ]{1,}[。！!]?$|草$|[(（]爆[)）]|[(（]冗談[)）]",
            text,
        )
        is not None
    )


def _pieces(text: str) -> Iterator[str]:
    """Sentences; a long one in pieces between its clauses."""
    for sentence in _END.split(text):
        if sentence is None or not (sentence := sentence.strip()):
            continue
        yield from _shorter(sentence) if len(sentence) > LONGEST else (sentence,)


def _shorter(sentence: str) -> Iterator[str]:
    start = 0
    for end in _CLAUSE_END.finditer(sentence):
        if end.end() - start >= _SHORTEST_PIECE and len(sentence) - end.end() >= _SHORTEST_PIECE:
            yield sentence[start : end.end()]
            start = end.end()
    rest = sentence[start:]
    yield from (rest[cut : cut + LONGEST] for cut in range(0, len(rest), LONGEST))


def _without_leads(text: str) -> tuple[frozenset[str], str]:
    leads: set[str] = set()
    while found := _LEAD.match(text):
        leads.add(found.lastgroup or "")
        text = text[found.end() :].lstrip(" 　、。,")
    if found := _SO_UNMARKED.match(text):
        leads.add("so")
        text = text[found.end() :]
    return frozenset(leads), text


def _heading(text: str) -> tuple[Heading | None, str]:
    """(None where there is none, what stands behind it)."""
    if found := _HEADING.match(text):
        number = next(n for n in range(len(_HEADINGS)) if found[f"h{n}"])
        return _HEADINGS[number][0], text[found.end() :]
    if _OTHER_HEADING.match(text):
        return Heading.NONE, text
    return None, text
