"""A digest in which a language model has put what offices wrote in other words, where that is switched on."""

import asyncio
import logging
from collections.abc import Container, Sequence
from dataclasses import dataclass

from domain.digest import Digest, Sentence
from domain.digest_phrasing import (
    Asked,
    InOtherWords,
    asked_about,
    but_untold,
    in_other_words,
    in_these_words,
    quoting,
    texts_of,
)
from domain.organization import Organization
from domain.phrasing import Phrased
from domain.phrasing_mask import Marks, but_places, where_places_stand
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
    """``known`` and ``marks``: what was masked in it, and by which mark."""

    asked: Asked
    known: _Known
    marks: Marks


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
    answer = await phrasings.answer(prepared.asked.sentences, organization_id=number, waits=waits)
    return await _answered(digest, answer, prepared, organization_id=number)


async def with_phrasing_so_far(
    digest: Digest,
    phrasings: Phrasings,
    *,
    database: Database,
    organization: Organization,
    waited: float,
    told_before: Container[str] | None = None,
) -> Digest | None:
    """The same, for nobody who waits: None while an answer is on its way, never for long.

    ``waited``: seconds since it was first asked about. ``told_before``: marks of the sentences that alone may
    be in other words, None for all.
    """
    prepared = await _to_ask(digest, phrasings, database=database, organization=organization)
    if prepared is None:
        return digest
    number = organization.id
    answer = phrasings.answer_so_far(
        prepared.asked.sentences, organization_id=number, waited=waited
    )
    if answer is None:
        return None
    told = await _answered(digest, answer, prepared, organization_id=number)
    return told if told_before is None else but_untold(told, told_before)


async def _to_ask(
    digest: Digest, phrasings: Phrasings, *, database: Database, organization: Organization
) -> _Prepared | None:
    """None where nothing may be asked, or there is nothing to ask about."""
    quoted = quoting(digest)
    if phrasings.phraser is None or not quoted:
        return None
    async with database.within(organization.id).read() as session:
        consent = await phrasing_consent(session, organization_id=organization.id)
    if consent is None or not consent.covers(phrasings.phraser.destination):
        return None
    known = await _known(quoted, phrasings, database=database, organization=organization)
    return await asyncio.to_thread(_prepared, quoted, known)


def _prepared(quoted: Sequence[Sentence], known: _Known) -> _Prepared:
    marks = Marks()
    return _Prepared(asked_about(quoted, lambda text: _masked(text, marks, known)), known, marks)


async def _answered(
    digest: Digest, answer: Sequence[Phrased], prepared: _Prepared, *, organization_id: int
) -> Digest:
    said = await asyncio.to_thread(
        in_other_words,
        answer,
        prepared.asked,
        restored=prepared.marks.restored,
        places=prepared.known.places,
    )
    _note(said, len(prepared.asked.sentences), organization_id=organization_id)
    return in_these_words(digest, said.told) if said.told else digest


def _note(said: InOtherWords, asked: int, *, organization_id: int) -> None:
    """In the log, without a word of them."""
    _log.info(
        "phrasing organization=%d asked=%d shown=%d refused=%s",
        organization_id,
        asked,
        len(said.told),
        ",".join(f"{why}:{count}" for why, count in sorted(said.refused.items())) or "none",
    )


async def _known(
    quoted: Sequence[Sentence],
    phrasings: Phrasings,
    *,
    database: Database,
    organization: Organization,
) -> _Known:
    names = await phrasings.names.to_mask(database.within(organization.id), organization)
    said = (text for each in quoted for text in texts_of(each))
    tokens = frozenset[str]().union(*map(tokens_that_may_be_numbers, said))
    async with database.within(organization.id).read() as session:
        numbers = await employee_numbers_among(session, tokens, organization_id=organization.id)
        places = await place_names(session, organization_id=organization.id)
    return _Known(names, numbers, places)


def _masked(text: str, marks: Marks, known: _Known) -> str:
    spans = spans_to_mask(text, known.names, employee_numbers=known.employee_numbers)
    places = where_places_stand(text, known.places)
    return marks.masked(text, (but_places(span, places) for span in spans))
