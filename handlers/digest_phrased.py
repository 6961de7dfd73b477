"""A digest in which a language model has put what offices wrote in other words, where that is switched on.

Each sentence that comes back is held against the one it would stand for; one that fails changes nothing.
"""

import asyncio
import logging
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.digest import Digest, DigestPart, Paragraph, Part, Sentence
from domain.figures import plain
from domain.organization import Organization
from domain.phrasing import LONGEST_SOURCE, Phrased, Refusal, ToPhrase, bounded
from domain.phrasing_check import may_be_phrased, refusal
from domain.phrasing_mask import (
    Marks,
    Masked,
    MaskedSpan,
    as_sent,
    whole_sentences,
    without_brackets,
)
from handlers.masking import spans_to_mask, tokens_that_may_be_numbers
from handlers.phrasings import Phrasings
from storage.departments import place_names
from storage.people import employee_numbers_among
from storage.phrasing_consents import phrasing_consent
from storage.session import Database

_log = logging.getLogger("kakehashi")


@dataclass(frozen=True, slots=True)
class _Known:
    """What of the roster is masked, and what is not."""

    names: frozenset[str]
    employee_numbers: frozenset[str]
    places: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Prepared:
    asked: tuple[ToPhrase, ...]
    quoted: Mapping[int, Sentence]
    """By the number that it is asked about by."""
    marks: Marks
    places: frozenset[str]


async def with_phrasing(
    digest: Digest,
    phrasings: Phrasings,
    *,
    database: Database,
    organization: Organization,
    waits: bool = False,
) -> Digest:
    """As it was where that is off, where nothing comes back in time, and for each sentence that fails.

    ``waits``: for as long as a request takes, for whoever sits at the command line.
    """
    prepared = await _to_ask(digest, phrasings, database=database, organization=organization)
    if prepared is None:
        return digest
    number = organization.id
    answer = await phrasings.answer(prepared.asked, organization_id=number, waits=waits)
    return await _answered(digest, answer, prepared, organization_id=number)


async def with_phrasing_so_far(
    digest: Digest, phrasings: Phrasings, *, database: Database, organization: Organization
) -> Digest | None:
    """The same, for nobody who waits: None while an answer is on its way, never for long."""
    prepared = await _to_ask(digest, phrasings, database=database, organization=organization)
    if prepared is None:
        return digest
    number = organization.id
    answer = phrasings.answer_so_far(prepared.asked, organization_id=number)
    if answer is None:
        return None
    return await _answered(digest, answer, prepared, organization_id=number)


async def _to_ask(
    digest: Digest, phrasings: Phrasings, *, database: Database, organization: Organization
) -> _Prepared | None:
    """None where nothing may be asked, or there is nothing to ask about."""
    quoting = [each for each in _quoting(digest) if each.quote]
    if phrasings.phraser is None or not quoting:
        return None
    async with database.within(organization.id).read() as session:
        consent = await phrasing_consent(session, organization_id=organization.id)
    if consent is None or not consent.covers(phrasings.phraser.destination):
        return None
    known = await _known(quoting, phrasings, database=database, organization=organization)
    return await asyncio.to_thread(_prepared, quoting, known)


async def _answered(
    digest: Digest, answer: Sequence[Phrased], prepared: _Prepared, *, organization_id: int
) -> Digest:
    told = await asyncio.to_thread(_told, answer, prepared, organization_id)
    return _replaced(digest, told) if told else digest


def _quoting(digest: Digest) -> Iterator[Sentence]:
    """Each once."""
    groups = digest.of(Part.GROUPS)
    yield from dict.fromkeys(groups.sentences() if groups else ())


async def _known(
    quoting: Sequence[Sentence],
    phrasings: Phrasings,
    *,
    database: Database,
    organization: Organization,
) -> _Known:
    names = await phrasings.names.to_mask(database.within(organization.id), organization)
    said = (text for each in quoting for text in _texts(each))
    tokens = frozenset[str]().union(*map(tokens_that_may_be_numbers, said))
    async with database.within(organization.id).read() as session:
        numbers = await employee_numbers_among(session, tokens, organization_id=organization.id)
        places = await place_names(session, organization_id=organization.id)
    return _Known(names, numbers, places)


def _texts(sentence: Sentence) -> tuple[str, ...]:
    """The quoted words first, without brackets of their own. All of them: what is cut before it is masked
    ends in half a name or half a number.
    """
    quote = sentence.quote
    texts = (quote.words, *quote.stands_in) if quote else ()
    return tuple(without_brackets(as_sent(each)) for each in texts)


def _prepared(quoting: Sequence[Sentence], known: _Known) -> _Prepared:
    marks = Marks()
    asked: list[ToPhrase] = []
    for number, sentence in enumerate(quoting, 1):
        words, *sources = (_masked(each, marks, known) for each in _texts(sentence))
        # Half of what is quoted, in other words, would stand for all of it.
        if len(words) <= LONGEST_SOURCE and may_be_phrased(words):
            cites = tuple(cite.name for cite in sentence.cites)
            asked.append(ToPhrase(number, words, cites, tuple(map(_as_source, sources))))
    return _Prepared(bounded(asked), dict(enumerate(quoting, 1)), marks, known.places)


def _as_source(text: str) -> str:
    """Without the sentences that would tell whoever reads them what to do, and no longer than is sent."""
    harmless = "".join(each for each in _SENTENCE.findall(text) if may_be_phrased(each))
    return whole_sentences(harmless, within=LONGEST_SOURCE)


_SENTENCE = re.compile(r"[^。!?]+[。!?]*")


def _masked(text: str, marks: Marks, known: _Known) -> str:
    spans = spans_to_mask(text, known.names, employee_numbers=known.employee_numbers)
    places = where_places_stand(text, known.places)
    return marks.masked(text, (but_places(span, places) for span in spans))


def where_places_stand(text: str, names: Iterable[str]) -> list[tuple[int, int]]:
    """From where to where, of those that are called as nobody is: 山口 and 中央 are names of people, too."""
    return [
        match.span()
        for place in map(as_sent, names)
        if _IS_NO_PERSON.search(place)
        for match in re.finditer(re.escape(place), text)
    ]


_IS_NO_PERSON = re.compile(r"(?:[課係局室所館園校署院場会]|.[部班]|センター|チーム|グループ|担当)$")


def but_places(span: MaskedSpan, places: Sequence[tuple[int, int]]) -> MaskedSpan:
    """建設 of 建設課長 is nobody, and of 建設課鬼頭係長 only the name is hidden. ``places``: where they stand."""
    if span.kind is not Masked.NAME:
        return span
    ends = [end for start, end in places if start <= span.start < end]
    return replace(span, start=min(max(ends, default=span.start), span.end))


def _told(
    answer: Sequence[Phrased], prepared: _Prepared, organization_id: int
) -> dict[Sentence, Sentence]:
    """What stands for which; why the others do not stands in the log, without a word of them."""
    asked = {each.number: each for each in prepared.asked}
    told: dict[Sentence, Sentence] = {}
    refused = Counter[Refusal]()
    twice = Counter(each.number for each in answer)
    for each in answer:
        why = _why_not(each, asked.get(each.number), places=prepared.places)
        if why is None and twice[each.number] > 1:
            why = Refusal.REPEATED
        if why is not None:
            refused[why] += 1
            continue
        was = prepared.quoted[each.number]
        told[was] = _in_other_words(was, prepared.marks.restored(_as_written(each.text)))
    _log.info(
        "phrasing organization=%d asked=%d shown=%d refused=%s",
        organization_id,
        len(asked),
        len(told),
        ",".join(f"{why}:{count}" for why, count in sorted(refused.items())) or "none",
    )
    return told


def _why_not(
    phrased: Phrased, asked: ToPhrase | None, *, places: Collection[str]
) -> Refusal | None:
    return refusal(phrased, asked, places=places) if asked else Refusal.UNKNOWN_SENTENCE


def _as_written(text: str) -> str:
    """As it was checked, with brackets as Japanese has them."""
    return plain(text).translate(_BRACKETS)


_BRACKETS = str.maketrans("()", "（）")


def _in_other_words(was: Sentence, words: str) -> Sentence:
    lead = was.quote.lead if was.quote else ""
    return replace(was, text=f"{lead}{words}", phrased_of=was.text)


def _replaced(digest: Digest, told: Mapping[Sentence, Sentence]) -> Digest:
    def paragraph(one: Paragraph) -> Paragraph:
        return replace(one, sentences=tuple(told.get(each, each) for each in one.sentences))

    def part(one: DigestPart) -> DigestPart:
        return replace(one, paragraphs=tuple(map(paragraph, one.paragraphs)))

    parts = (part(each) if each.part is Part.GROUPS else each for each in digest.parts)
    return replace(digest, parts=tuple(parts))
