"""A sentence of a summary out of the words of the discussion, and the check that it has no others."""

import re
from collections.abc import Iterable, Sequence

from language.thread_markup import folded, plain_message
from language.thread_message import ThreadMessage
from language.thread_numerals import in_digits
from language.thread_sentences import Saying
from language.thread_view import Revisions

LONGEST = 220
"""Characters."""
_ASKED_OF = re.compile(
    r"^(?P<topic>.{2,40}?)(?:は|が|って|も|を|に|で|の)、?(?:だいたい|およそ|全部で|合計で|市全体で)?(?:、)?(?:何|いくら|いくつ|どのくらい|どのぐらい|どれくらい|どれぐらい|どれだけ|どう|いつ|誰|どこ|どんな|なぜ|どちら)"
)
_HOW_OFTEN = re.compile(r"(?:は|が)、?(?:月|年|週|日|[1１一]日|[1１一]件|[1１一]回|全部)$")
_ONLY_TOPIC = re.compile(r"^(?P<topic>.{2,40}?)(?:は|って)$")
_TELL_ME = re.compile(r"^(?P<topic>.{2,40}?)(?:も|を|について)?(?:お?教え|ご教示|お知らせ)")
_TOPIC = re.compile(
    r"(?:^|[、 ])(?:[^、]{1,8}(?:から|までに|より|頃|中に))?(?P<topic>[^、はがをも]{2,24}?)(?:は|が|を|も|の件|について|に関して)(?!い|な|し)"
)
_SUBJECT = re.compile(r"[はがもを]|の件|なら|について|では|とは")
_EARLIER = re.compile(r"^(?:先ほど|さっき|先程|先日|午前中|朝|今朝|上)の|^(?:やっぱり|やはり)、?")
_ENDS = " 　、。,.!！?？…"
_RUN = re.compile(r"\d+(?:[,.]\d+)*|[一-龠々〆]+|[ァ-ヺー]{2,}|[a-z]{2,}")
_OWN = re.compile(r"^うち(?:の|は|も|で)|当課|弊課|^こっちは|^こちらは")


def is_bare(saying: Saying) -> bool:
    """Whether it says of nothing what it says: 「30万円です」."""
    if not saying.nouns:
        return True
    return (
        len(saying.nouns) <= 2 and not _SUBJECT.search(saying.folded) and len(saying.folded) <= 16
    )


def told(saying: Saying, revisions: Revisions) -> tuple[str, tuple[int, ...], bool]:
    """(its words as they hold now, the places of other sayings that say so, whether anything is left)."""
    if (0, len(saying.folded)) in revisions.cuts.get(saying.at, ()):
        return "", (), False
    cuts = revisions.cuts.get(saying.at, ())
    changes = [
        change
        for change in revisions.changes.get(saying.at, ())
        if not any(start < change.end and change.start < end for start, end in cuts)
    ]
    edits = [(c.start, c.end, c.text) for c in changes]
    edits += [(start, end, "") for start, end in cuts]
    text = saying.text
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    by = tuple(sorted({c.by for c in changes}))
    text = _EARLIER.sub("", text.strip(_ENDS))
    return text.strip(_ENDS), by, any(character.isalnum() for character in text)


def asked_of(question: Saying) -> str | None:
    """What a question is about, in its words; None where all of it says it."""
    for pattern in (_ONLY_TOPIC, _ASKED_OF, _TELL_ME):
        if found := pattern.match(question.folded):
            start, end = found.span("topic")
            return _HOW_OFTEN.sub("", question.text[start:end]).strip(_ENDS)
    return None


def topic_of(saying: Saying) -> str | None:
    found = _TOPIC.search(saying.folded)
    if found is None:
        return None
    start, end = found.span("topic")
    return saying.text[start:end].strip(_ENDS) or None


def answered(question: Saying, answer: str) -> str:
    topic = asked_of(question)
    if topic and answer.startswith(topic[:2]):
        return answer
    return f"{topic}：{answer}" if topic else f"{question.text.strip(_ENDS)}？ {answer}"


def of_department(saying: Saying, text: str) -> str:
    """「うちは…」 of whom?"""
    department = plain_message(saying.message.department)[:20].replace("\n", " ")
    return f"{department}：{text}" if department and _OWN.search(saying.folded) else text


def shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip(_ENDS) + "…"


def is_borne_out(text: str, cited: Iterable[ThreadMessage]) -> bool:
    """Whether every number, and every word in kanji, katakana or letters, stands in what it cites."""
    said = [
        in_digits(folded(plain_message(words))).text
        for message in cited
        for words in (message.text, message.department)
    ]
    numbers = {number for each in said for number in re.findall(r"\d+(?:[,.]\d+)*", each)}
    for run in _RUN.findall(in_digits(folded(text)).text):
        if run[0].isdecimal():
            if run not in numbers:
                return False
        elif not any(run in each for each in said):
            return False
    return True


def cited_places(sayings: Sequence[Saying], ats: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted({sayings[at].place for at in ats}))
