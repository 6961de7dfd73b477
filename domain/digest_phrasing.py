"""What a digest quotes, as a language model is asked about it, and the digest with what came back.

Each sentence that comes back is held against the one it would stand for; one that fails changes nothing.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Container, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.digest import Digest, DigestPart, Paragraph, Part, Sentence
from domain.digest_line import mark_of
from domain.figures import plain
from domain.phrasing import LONGEST_SOURCE, Phrased, Refusal, ToPhrase, bounded
from domain.phrasing_check import may_be_phrased, refusal
from domain.phrasing_mask import as_sent, whole_sentences, without_brackets


@dataclass(frozen=True, slots=True)
class Asked:
    """``sentences`` go out; ``quoted`` by the number that each is asked about by."""

    sentences: tuple[ToPhrase, ...]
    quoted: Mapping[int, Sentence]


@dataclass(frozen=True, slots=True)
class InOtherWords:
    """What stands for which, and why the others do not."""

    told: Mapping[Sentence, Sentence]
    refused: Mapping[Refusal, int]


def quoting(digest: Digest) -> tuple[Sentence, ...]:
    """Those that may be asked about, each once."""
    groups = digest.of(Part.GROUPS)
    return tuple(each for each in dict.fromkeys(groups.sentences() if groups else ()) if each.quote)


def texts_of(sentence: Sentence) -> tuple[str, ...]:
    """The quoted words first, without brackets of their own. All of them: what is cut before it is masked
    ends in half a name or half a number.
    """
    quote = sentence.quote
    texts = (quote.words, *quote.stands_in) if quote else ()
    return tuple(without_brackets(as_sent(each)) for each in texts)


def asked_about(quoted: Sequence[Sentence], masked: Callable[[str], str]) -> Asked:
    """``masked``: a text as it may leave."""
    asked: list[ToPhrase] = []
    for number, sentence in enumerate(quoted, 1):
        words, *sources = map(masked, texts_of(sentence))
        # Half of what is quoted, in other words, would stand for all of it.
        if len(words) <= LONGEST_SOURCE and may_be_phrased(words):
            cites = tuple(cite.name for cite in sentence.cites)
            asked.append(ToPhrase(number, words, cites, tuple(map(_as_source, sources))))
    return Asked(bounded(asked), dict(enumerate(quoted, 1)))


def _as_source(text: str) -> str:
    """Without the sentences that would tell whoever reads them what to do, and no longer than is sent."""
    harmless = "".join(each for each in _SENTENCE.findall(text) if may_be_phrased(each))
    return whole_sentences(harmless, within=LONGEST_SOURCE)


_SENTENCE = re.compile(r"[^。!?]+[。!?]*")


def in_other_words(
    answer: Sequence[Phrased],
    asked: Asked,
    *,
    restored: Callable[[str], str],
    places: Collection[str],
) -> InOtherWords:
    """``restored``: a text with names for their marks; ``places``: of the house."""
    by_number = {each.number: each for each in asked.sentences}
    told: dict[Sentence, Sentence] = {}
    refused = Counter[Refusal]()
    twice = Counter(each.number for each in answer)
    for each in answer:
        why = _why_not(each, by_number.get(each.number), places=places)
        if why is None and twice[each.number] > 1:
            why = Refusal.REPEATED
        if why is not None:
            refused[why] += 1
            continue
        was = asked.quoted[each.number]
        told[was] = _instead_of(was, restored(_as_written(each.text)))
    return InOtherWords(told, refused)


def _why_not(
    phrased: Phrased, asked: ToPhrase | None, *, places: Collection[str]
) -> Refusal | None:
    return refusal(phrased, asked, places=places) if asked else Refusal.UNKNOWN_SENTENCE


def _as_written(text: str) -> str:
    """As it was checked, with brackets as Japanese has them."""
    return plain(text).translate(_BRACKETS)


_BRACKETS = str.maketrans("()", "（）")


def _instead_of(was: Sentence, words: str) -> Sentence:
    lead = was.quote.lead if was.quote else ""
    return replace(was, text=f"{lead}{words}", phrased_of=was.text)


def in_these_words(digest: Digest, told: Mapping[Sentence, Sentence]) -> Digest:
    """Each in the place of the one that it stands for."""

    def paragraph(one: Paragraph) -> Paragraph:
        return replace(one, sentences=tuple(told.get(each, each) for each in one.sentences))

    def part(one: DigestPart) -> DigestPart:
        return replace(one, paragraphs=tuple(map(paragraph, one.paragraphs)))

    parts = (part(each) if each.part is Part.GROUPS else each for each in digest.parts)
    return replace(digest, parts=tuple(parts))


def marks_of_phrased(digest: Digest) -> tuple[str, ...]:
    """Of what is in other words, each once: what follows a card says nothing in others than these."""
    return tuple(dict.fromkeys(_mark(each) for each in digest.sentences() if each.phrased_of))


def but_untold(digest: Digest, marks: Container[str]) -> Digest:
    """What is in other words than those of ``marks`` is as it was before."""
    phrased = (each for each in digest.sentences() if each.phrased_of)
    told = {
        each: replace(each, text=each.phrased_of, phrased_of="")
        for each in phrased
        if _mark(each) not in marks
    }
    return in_these_words(digest, told) if told else digest


def _mark(phrased: Sentence) -> str:
    return mark_of(f"{phrased.text}\n{phrased.phrased_of}")
