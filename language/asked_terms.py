"""Which word somebody wants explained: 「RPAって何？」 → RPA."""

import re
import unicodedata

from language.normalise import normalise
from language.readings import read

LONGEST_TERM = 40
"""Characters; what is longer is a sentence and no term."""

_QUOTED = re.compile(r"[「『\"“]([^「」『』\"“”]{1,40})[」』\"”]")
_LABELLED = re.compile(r"^(?:用語|単語|言葉|ことば)(?:の(?:意味|説明|解説))?[:、 ]+(.+)$")
_TWO = re.compile(
    r"^(.+?)(?:と|、|・|や)(.+?)(?:と)?(?:の|は|って)?(?:何が|どう)?(?:違|ちが|区別|差)"
)
_LED_IN = re.compile(
    r"^(?:[^。、?]{0,14}?(?:で|に)(?:よく|何度も)?(?:出てき|出)(?:た|てくる)"
    r"|(?:ところで|そもそも|あの|ちなみに|すみませんが|よく聞く|最近よく聞く|よくいう|よく言う|いわゆる"
    r"|用語|言葉|単語|さっきの)[のは、 ]*)+"
)
_ASKS = re.compile(
    r"(?:って(?:いう)?(?:の|こと|言葉|単語|用語|やつ|略語)*|という(?:の|言葉|単語|用語|こと)+|とは|とわ|とゆう(?:の|言葉)"
    r"|っ?ちゅう(?:の|ん)|、?(?=どういう|どんな)| ?トハ| ?ノ ?イミ|(?:の|って)?(?:意味|定義|正式名称|由来|略|説明|解説)|について|を(?:簡単に|わかりやすく)?(?:説明|解説|教え)"
    r"|は(?=(?:何|なに|なん|どう|どんな))|て(?=(?:何|なに|なん|初めて|はじめて|どう|どんな))"
    r"|(?:が|を)(?=(?:わから|分から|知り|よくわ|いまいち))|[?]|$|。|(?=(?:何|なに|なん)(?:です|ですか|だ|や|の|[?]|$)))"
)
_TRAILING = re.compile(r"(?:って|という|とか|など|のこと|の事|は|の|を|が|も|、|。|\s)+$")
_NO_TERM = frozenset(
    {"", "何", "なに", "なん", "これ", "それ", "あれ", "意味", "用語", "言葉", "何か"}
)


def asked_terms(text: str) -> tuple[str, ...]:
    """The terms asked for, normalised; two where a difference is asked for; none where none is named."""
    heard = normalise(text)
    if quoted := tuple(_QUOTED.findall(heard)):
        return tuple(filter(None, map(_term, quoted)))[:2]
    if labelled := _LABELLED.match(heard):
        return tuple(filter(None, (_term(labelled[1]),)))
    if two := _TWO.match(heard):
        return tuple(filter(None, (_term(two[1]), _term(two[2]))))
    led_in = _LED_IN.sub("", heard)
    asks = _ASKS.search(led_in, 1) if led_in else None
    term = _term(led_in[: asks.start()]) if asks else ""
    return (term,) if term else ()


def as_written(term: str, text: str) -> str:
    """A term of ``asked_terms`` in the capitals of the message that it stands in."""
    written = unicodedata.normalize("NFKC", text)
    at = written.lower().find(term)
    return written[at : at + len(term)] if at >= 0 else term


def term_key(term: str) -> str:
    """By which two spellings of a term are one: read in hiragana, without blanks and long vowels."""
    return re.sub(r"[\s・/ー-]", "", read(normalise(term)))


def _term(words: str) -> str:
    term = _TRAILING.sub("", words.strip(" 「」『』\"'、。")).strip()
    return "" if term in _NO_TERM or len(term) > LONGEST_TERM else term
