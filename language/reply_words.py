"""「#12に返信」, 「課題12に「…」とコメントしたい」, 「#12への返信を見せて」: of which discussion, and what with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from language.issue_words import issue_asked_for
from language.normalise import normalise

_REPLY = re.compile(r"返信|返事|コメント")
_HEAD = re.compile(
    r"(?P<which>.{1,25}?)(?:の(?:カード|話し?合い|スレッド|投稿))?"
    r"(?:[へに]の?(?:(?P<said>.+)(?:と|って))?|(?P<of>の)|は)?"
)
_ANY = re.compile(r"(?:[こそあど]の)?(?:課題|かだい)")
"""Without a number: which, is asked."""
_LONGEST_WISH = 60
"""Characters in front of what is to be posted."""
_LONGEST_ENDING = 40
_POLITE = (
    r"(?:ください|下さい|頂戴|ちょうだい|お願い(?:(?:いた)?します|したい|できます)?|願います|です|ます|でしょう"
    r"|だ|が|か|の|ん|な|ね|よ|けど|けれど)*[。!?]*"
)
_READS = re.compile(
    r"(?:の?(?:一覧|内容|全文))?(?:を|が|は|も|って)?(?:全部|すべて|もう|何か|なにか|誰か|だれか)?"
    r"(?:(?:見|み|読み)たい|(?:見|み|読ま)せて|見る|読む|見られ(?:る|ます)|確認(?:したい|する|します|して|させて)?"
    r"|開(?:いて|く)|表示(?:して)?|教えて|おしえて|知りたい|ある|あり(?:ます)?|ない|なし"
    r"|(?:来|き|届い|付い|つい)(?:て(?:い)?(?:る|ます)|た|ました))" + _POLITE
)
_DOES = r"(?:し|書き|書き込み|送り|出し|付け|つけ|入れ)(?:たい|たく|ます|ましょう|よう)"
_LETS = (
    r"(?:させて|(?:し|書い|書き込ん|送っ|出し|付け|つけ|入れ)て)(?:おい|み)?"
    r"(?:て|ほしい|欲しい|も(?:いい|よい|良い|よろしい|大丈夫|構いません)|(?:もらい|いただき|頂き|み|おき)(?:たい|ます)"
    r"|(?:もらえ|いただけ|頂け|くれ)(?:る|ます|ません|ないです)?)?"
)
_CAN = r"する|書く|送る|出す|付ける|つける|入れる|書ける|送れる|(?:でき|出来)(?:る|ます|ません|ない)|可能"
_HOW = (
    r"方法|仕方|しかた|やり方|やりかた|書き方|送り方|手順|先|場所|ところ|こと|場合|とき"
    r"|どこ(?:から)?|どちら|どう(?:やって|やる)?|どのように"
    r"|(?:し|やっ|書い|送っ|出し)たら|すれば|やれば|書けば|送れば|出せば|いい|よい|良い|よろしい|大丈夫"
)
_ASKS = (
    r"教えて|おしえて|知りたい|聞きたい|見せて|見たい|(?:わか|分か)(?:らない|らなく|りません|ります|る)"
    r"|と思(?:い|って(?:い)?)"
)
_JOINED = r"(?:[のん]?(?:です|だ)?(?:けど|けれど)?)[にはをがでも]{0,2}[、,]?"
_WRITES = re.compile(
    rf"[をがのはも]?(?:(?:{_DOES}|{_LETS}|{_CAN}|{_HOW}|{_ASKS}){_JOINED}){{0,5}}{_POLITE}"
)
_BEHIND = re.compile(r"[:：\n]|(?=[「『])")
_FARTHER_BEHIND = re.compile(r"[。\s]")
"""「#1に返信します。紙を廃止しました」: only where the whole is no wish."""
_QUOTED = re.compile(r"「(?P<a>[^「」]+)」|『(?P<b>[^『』]+)』", re.DOTALL)
_SAID = re.compile(
    r"(?:\d|課題|番)[^へに\n]{0,10}[へに]の?\s*(?P<said>.+)(?:と|って)\s*(?:返信|返事|コメント)",
    re.DOTALL,
)
_ADVERB = re.compile(
    "ちゃん|きちん|しっかり|はっきり|さっさ|ちょっ|やっ|すっ|さら|ぱぱっ|じっくり|きっちり"
)
"""With 「と返信したい」 no words of a reply."""


@dataclass(frozen=True, slots=True)
class ReplyWish:
    """``number``: of the issue; None where none was said. ``text``: what is to be posted, as it was written;
    empty where only the wish was. ``is_to_read``: what others have replied.
    """

    number: int | None
    text: str = ""
    is_to_read: bool = False


def reply_wished(text: str) -> ReplyWish | None:
    """None where it is no wish to reply to an issue, or to read what was."""
    return _behind_wish(text, _BEHIND) or _wished(text) or _behind_wish(text, _FARTHER_BEHIND)


def _behind_wish(text: str, ends: re.Pattern[str]) -> ReplyWish | None:
    for head, behind in _heads(text, ends):
        wish = _wished(head)
        if wish and not (wish.is_to_read or wish.text):
            return ReplyWish(wish.number, behind)
    return None


def _wished(text: str) -> ReplyWish | None:
    heard = normalise(text).replace(" ", "")
    for found in _REPLY.finditer(heard):
        head = _HEAD.fullmatch(heard[: found.start()])
        ending = heard[found.end() :]
        if head is None or len(ending) > _LONGEST_ENDING:
            continue
        number = issue_asked_for(head["which"])
        if number is None and not _ANY.fullmatch(head["which"]):
            continue
        if _READS.fullmatch(ending) or (head["of"] and not ending):
            return ReplyWish(number, is_to_read=True)
        if _WRITES.fullmatch(ending):
            return ReplyWish(number, _as_written(text, head["said"] or ""))
    return None


def _heads(text: str, ends: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """「#12に返信：紙を廃止しました」: what stands before a colon, a line's end or a quotation, and behind it."""
    for found in ends.finditer(text[:_LONGEST_WISH]):
        behind = text[found.end() :].strip()
        quoted = _QUOTED.fullmatch(behind)
        if behind and (found[0] or quoted):
            yield text[: found.start()], _unquoted(behind)


def _as_written(text: str, said: str) -> str:
    """``said``: as it was heard."""
    found = _SAID.search(text)
    written = (found["said"] if found else said).strip(" 　、,")
    is_quoted = _QUOTED.fullmatch(written) is not None
    return "" if not is_quoted and _ADVERB.fullmatch(said) else _unquoted(written)


def _unquoted(text: str) -> str:
    quoted = _QUOTED.fullmatch(text)
    return (quoted["a"] or quoted["b"]).strip() if quoted else text
