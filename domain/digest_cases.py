"""改善事例 of a week: new ones, those that wait, what was done again elsewhere, hours saved."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.case_effect import hours_words, monthly_words
from domain.case_totals import CaseTotals, is_elsewhere
from domain.digest import (
    Cite,
    CiteKind,
    DigestPart,
    NextStep,
    Paragraph,
    Part,
    Period,
    Sentence,
    Step,
    than_before,
)
from domain.improvement_case import (
    Adoption,
    AnyCase,
    CaseState,
    Decision,
    PublishedCase,
    ReviewRoute,
    Visibility,
)

SHOWN = 5
_SENDS_BACK = frozenset({Decision.SENT_BACK, Decision.SUGGESTED})


@dataclass(frozen=True, slots=True)
class CaseWaits:
    """One that nobody had decided about at the end. ``number``: of the case."""

    number: int
    since: datetime


@dataclass(frozen=True, slots=True)
class CaseSaid:
    """What a reviewer said; ``step``: the state in which the version waited."""

    decision: Decision
    at: datetime
    step: CaseState = CaseState.OFFICE_REVIEW

    def ends(self, route: ReviewRoute) -> bool:
        """Whether it waited no more after that. The route is that of now: no older one is kept."""
        is_last = self.step is CaseState.OFFICE_REVIEW or route is ReviewRoute.LEADER
        return is_last or self.decision in _SENDS_BACK


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseThen:
    """A case with the version that was its newest at a moment. ``decisions`` about that one, in their
    order, and ``withdrawn``: those that came later as well.
    """

    number: int
    since: datetime
    waits_now: bool
    """That very version waits today."""
    is_replaced: bool = False
    """By a newer version, after that moment; and it did not come in published."""
    decisions: Sequence[CaseSaid] = ()
    withdrawn: Sequence[datetime] = ()

    def waited(self, *, until: datetime, route: ReviewRoute) -> bool:
        """An approval after which nothing more was said, and which waits no more, was the last."""
        if any(self.since <= at < until for at in self.withdrawn):
            return False
        said = [each for each in self.decisions if each.at < until]
        if self.waits_now or len(said) < len(self.decisions):
            return not any(each.decision in _SENDS_BACK for each in said)
        return self.is_replaced and not any(each.ends(route) for each in said)


def waiting_at(
    until: datetime, cases: Iterable[CaseThen], *, route: ReviewRoute
) -> tuple[CaseWaits, ...]:
    """The longest waiting first."""
    waiting = (
        CaseWaits(case.number, case.since)
        for case in cases
        if case.waited(until=until, route=route)
    )
    return tuple(sorted(waiting, key=lambda each: (each.since, each.number)))


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWeek:
    """``published``: all that were public at the end; ``adoptions`` of these, by moment."""

    published: tuple[PublishedCase, ...]
    adoptions: tuple[Adoption, ...]
    waiting: tuple[CaseWaits, ...]
    """The longest waiting first."""
    totals: CaseTotals
    totals_before: CaseTotals
    """At the beginning."""
    is_touched: bool = False
    """One of them was reported, rewritten or decided about in the week, whatever has become of it."""

    def new(self, period: Period) -> tuple[PublishedCase, ...]:
        return tuple(each for each in self.published if period.holds(each.published_at))

    def adopted(self, period: Period) -> tuple[tuple[Adoption, PublishedCase], ...]:
        by_id = {case.id: case for case in self.published}
        return tuple(
            (each, by_id[each.case_id])
            for each in self.adoptions
            if period.holds(each.at)
            and each.case_id in by_id
            and is_elsewhere(each, by_id[each.case_id])
        )

    def begun_elsewhere(self, case: PublishedCase) -> tuple[Adoption, ...]:
        """By the end, whoever began first of each first."""
        return tuple(
            each for each in self.adoptions if each.case_id == case.id and is_elsewhere(each, case)
        )

    def in_detail(self, period: Period) -> tuple[PublishedCase, ...]:
        """Those that are new or were done again elsewhere; in a week without any, those that save the most."""
        moved = (*self.new(period), *(case for _, case in self.adopted(period)))
        if moved:
            return tuple({case.id: case for case in moved}.values())
        by_hours = sorted(
            self.published, key=lambda case: (-(case.text.effect.hours or 0.0), -case.number)
        )
        return tuple(by_hours[:SHOWN])

    def has_news(self, period: Period) -> bool:
        return bool(self.is_touched or self.new(period) or self.adopted(period))


def cases_part(week: CaseWeek, period: Period) -> DigestPart:
    paragraphs = (
        Paragraph("新しい事例", tuple(_new(week, period))),
        Paragraph("確認を待っている事例", tuple(_waiting(week, period))),
        Paragraph("ほかの課に広がった事例", tuple(_adopted(week, period))),
        Paragraph("累計削減時間", tuple(_saved(week))),
    )
    return DigestPart(Part.CASES, tuple(each for each in paragraphs if each.sentences))


def _cites(cases: Sequence[AnyCase]) -> tuple[Cite, ...]:
    return tuple(Cite(CiteKind.CASE, each.number) for each in cases)


def _is_for_office(case: PublishedCase) -> bool:
    """What only its department may read is not told in the forum."""
    return case.text.visibility is Visibility.DEPARTMENT


def _new(week: CaseWeek, period: Period) -> Iterator[Sentence]:
    new, before = week.new(period), len(week.new(period.before()))
    public = [each for each in new if not _is_for_office(each)]
    if public:
        yield Sentence(
            text=f"新しく公開した事例は{len(public):,}件です。", cites=_cites(public), weight=1.5
        )
    if len(new) > len(public) or before:
        counted = (
            f"自部局だけに公開したものも含めると{len(new):,}件です（{than_before(len(new), before)}）。"
            if new
            else f"新しく公開した事例はありません（前の週は{before:,}件）。"
        )
        yield Sentence(
            text=counted,
            cites=_cites(new),
            for_office=True,
        )
    for case in new[:SHOWN]:
        yield _putting_right(case, _titled(case))


def _waiting(week: CaseWeek, period: Period) -> Iterator[Sentence]:
    if week.waiting:
        days = (period.until - week.waiting[0].since).days
        yield Sentence(
            text=f"確認を待っている事例が{len(week.waiting):,}件あります。いちばん長いもので{days:,}日待っています。",
            cites=tuple(Cite(CiteKind.CASE, each.number) for each in week.waiting),
            next_step=NextStep(Step.OPEN_CASES),
            weight=1.8,
            for_office=True,
        )


def _adopted(week: CaseWeek, period: Period) -> Iterator[Sentence]:
    public = [(a, c) for a, c in week.adopted(period) if not _is_for_office(c)]
    if public:
        yield Sentence(
            text=f"「うちでもやった」が{len(public):,}件ありました。",
            cites=tuple(dict.fromkeys(_cites([case for _, case in public]))),
            weight=1.6,
        )
    for adoption, case in week.adopted(period):
        yield _putting_right(case, _begun_at(adoption, case))


def words_said_of(case: PublishedCase, adoptions: Iterable[Adoption]) -> Iterator[str]:
    """All that is told of it by now, as ``Sentence.words``; ``adoptions``: its own."""
    texts = (_titled(case), *(_begun_at(each, case) for each in adoptions))
    yield from (_with_name(case, text) for text in texts)


def _putting_right(case: PublishedCase, text: str) -> Sentence:
    """What may be corrected later, and is told as it was put right."""
    return Sentence(
        text=text,
        cites=_cites([case]),
        for_office=_is_for_office(case),
        words=_with_name(case, text),
    )


def _with_name(case: PublishedCase, text: str) -> str:
    """Two cases may be called the same."""
    return f"{Cite(CiteKind.CASE, case.number).name}：{text}"


def _titled(case: PublishedCase) -> str:
    return f"{case.text.title}（{case.place}）"


def _begun_at(adoption: Adoption, case: PublishedCase) -> str:
    hours = f"、{monthly_words(adoption.hours)}の削減" if adoption.hours is not None else ""
    return f"{_titled(case)}を、{adoption.place}でも始めました{hours}。"


def _saved(week: CaseWeek) -> Iterator[Sentence]:
    """With what is unknown beside it: 未記入 is no 0."""
    now, was = week.totals.together, week.totals_before.together
    if not now.count:
        return
    unknown = f"時間が未記入の{now.unknown:,}件は含みません。" if now.unknown else ""
    yield Sentence(
        text=f"累計削減時間は{hours_words(now.until_now)}です（週のはじめは{hours_words(was.until_now)}）。"
        f"報告した課の分が{hours_words(week.totals.own.until_now)}、"
        f"横展開の分が{hours_words(week.totals.elsewhere.until_now)}です。{unknown}",
    )
