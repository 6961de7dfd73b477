"""累計削減時間 and 横展開数, of the improvement cases that were published by a day."""

from collections.abc import Iterable, Iterator
from datetime import date

from domain.case_totals import case_totals, is_elsewhere
from domain.improvement_case import Adoption, PublishedCase
from domain.japan_time import JAPAN
from domain.kpi import AT_HOME, ELSEWHERE, UNKNOWN_HOURS, Figure, Kpi, Series


def case_figures(
    cases: Iterable[PublishedCase], adoptions: Iterable[Adoption], *, as_of: date
) -> Iterator[Figure]:
    """Of no people, so that nothing of them is hidden. The hours are those of ``case_totals``."""
    known = {case.id: case for case in cases if case.published_at.astimezone(JAPAN).date() <= as_of}
    begun = [each for each in adoptions if each.since <= as_of]
    totals = case_totals(known.values(), begun, to=as_of)
    hours = {
        "": totals.together.until_now,
        AT_HOME: totals.own.until_now,
        ELSEWHERE: totals.elsewhere.until_now,
        UNKNOWN_HOURS: totals.together.unknown,
    }
    for about, count in hours.items():
        yield Figure(series=Series(Kpi.HOURS, about), count=count)
    places = {
        (each.case_id, each.department, each.section)
        for each in begun
        if each.case_id in known and is_elsewhere(each, known[each.case_id])
    }
    yield Figure(series=Series(Kpi.ADOPTED), count=len(places))
