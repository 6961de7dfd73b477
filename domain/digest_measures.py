"""部局横断DX施策 against their milestones in a week."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

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
)
from domain.dx_measure import DxMeasure, DxMeasureRevision, DxMeasureState, Milestone
from domain.excerpt import excerpt

SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class DxMeasureLife:
    """``measure`` as it stood at the end; ``revisions`` in their order, none later than that."""

    measure: DxMeasure
    revisions: tuple[DxMeasureRevision, ...]

    def stage_before(self, period: Period) -> str | None:
        """None where it did not exist yet."""
        earlier = [each for each in self.revisions if each.at < period.since]
        return earlier[-1].text.stage if earlier else None

    def ended_in(self, period: Period) -> DxMeasureState | None:
        """None where it is under way, or was ended before."""
        earlier = [each.text.state for each in self.revisions if each.at < period.since]
        state = self.measure.text.state
        is_new = state is not DxMeasureState.UNDER_WAY and earlier[-1:] != [state]
        return state if is_new else None


def measures_part(
    lives: Sequence[DxMeasureLife], period: Period, *, today: date, last_stage: str
) -> DigestPart:
    """``last_stage`` of the policy's cycle: what has come to it has no milestones to miss, nor has what ended."""
    paragraphs = (
        Paragraph("始まった・進んだ施策", tuple(_news(lives, period))),
        Paragraph("期限を過ぎた節目", tuple(_late(lives, today, last_stage))),
        Paragraph("近い節目", tuple(_soon(lives, today))),
    )
    return DigestPart(Part.MEASURES, tuple(each for each in paragraphs if each.sentences))


def in_detail(lives: Sequence[DxMeasureLife], period: Period) -> tuple[DxMeasureLife, ...]:
    """Those under way, and those that ended in the week."""
    return tuple(
        life
        for life in lives
        if life.measure.text.is_under_way or life.ended_in(period) is not None
    )


def has_measure_news(lives: Sequence[DxMeasureLife], period: Period) -> bool:
    return any(True for _ in _news(lives, period))


def _cite(measure: DxMeasure) -> tuple[Cite, ...]:
    return (Cite(CiteKind.MEASURE, measure.number),)


def _news(lives: Sequence[DxMeasureLife], period: Period) -> Iterator[Sentence]:
    for life in lives:
        measure, was = life.measure, life.stage_before(period)
        if was is None:
            lead = measure.text.lead_department
            text = f"{measure.called}が始まりました（主導：{lead}、課題{len(measure.text.issue_ids):,}件）。"
            yield Sentence(text=text, cites=_cite(measure), weight=3.5)
        elif ended := life.ended_in(period):
            text = f"{measure.called}が{ended}になりました。{_outcome(measure)}"
            yield Sentence(text=text, cites=_cite(measure), weight=3.5)
        elif was != measure.text.stage:
            text = f"{measure.called}の段階が{_went(was, measure.text.stage)}になりました。"
            yield Sentence(text=text, cites=_cite(measure), weight=3.5)
        elif any(period.holds(each.at) for each in life.revisions):
            yield Sentence(
                text=f"{measure.called}の内容が変わりました。", cites=_cite(measure), weight=1.5
            )


def _late(lives: Sequence[DxMeasureLife], today: date, last_stage: str) -> Iterator[Sentence]:
    """The newest milestone that has passed, of what is not in use yet."""
    for life in lives:
        measure = life.measure
        is_in_use = bool(last_stage) and measure.text.stage == last_stage
        if is_in_use or not measure.text.is_under_way:
            continue
        if passed := [each for each in measure.text.milestones if each.day < today]:
            days = (today - passed[-1].day).days
            text = f"{measure.called}：{_called(passed[-1])}から{days:,}日たちました。進み具合を確かめてください。"
            step = NextStep(Step.OPEN_MEASURE, (measure.id,))
            yield Sentence(
                text=text, cites=_cite(measure), next_step=step, weight=2.2, for_office=True
            )


def _soon(lives: Sequence[DxMeasureLife], today: date) -> Iterator[Sentence]:
    coming = [
        (each, life.measure)
        for life in lives
        if life.measure.text.is_under_way
        for each in life.measure.text.milestones
        if today <= each.day <= today + SOON
    ]
    coming.sort(key=lambda pair: (pair[0], pair[1].number))
    told: set[int] = set()
    for milestone, measure in coming:
        which = "その後の節目" if measure.id in told else "次の節目"
        told.add(measure.id)
        text = f"{measure.called}の{which}は{_called(milestone)}です。"
        yield Sentence(text=text, cites=_cite(measure))


def _went(was: str, now: str) -> str:
    """「「試行」から「利活用」」: it may be a step back as well."""
    return f"「{was or _NO_STAGE}」から「{now or _NO_STAGE}」"


_NO_STAGE = "未記入"


_SHORT = 80


def _outcome(measure: DxMeasure) -> str:
    """Its beginning, as it was written."""
    line = " ".join(measure.text.outcome.split())
    return f"「{excerpt(line, length=_SHORT)}」" if line else ""


def _called(milestone: Milestone) -> str:
    """「12月4日「市民課で試行を終える」」."""
    return f"{milestone.day.month}月{milestone.day.day}日「{milestone.what}」"
