"""研修 of a week: the KPIs as they are counted now, which departments are behind, what is held next."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from domain.catalogue import Catalogue
from domain.digest import DigestPart, Paragraph, Part, Period, Sentence
from domain.kpi import Figure, Kpi, Reading, Series, number_words, percent_words
from domain.kpi_target import Standing
from domain.kpi_target_words import standing_sentences, start_sentence
from domain.kpi_words import figure_words
from domain.training import Obligation

TOLD = (Kpi.BASIC, Kpi.PROMOTERS, Kpi.LEADERS, Kpi.QUALIFIED)
"""Of the whole municipality."""
_REQUIRED, _BEHIND, _MEETINGS = 3, 3, 5
AHEAD = timedelta(days=7)


def training_part(
    reading: Reading,
    history: Sequence[Reading],
    standings: Sequence[Standing],
    catalogue: Catalogue,
    period: Period,
) -> DigestPart:
    """``reading`` and ``history``, the ends of months, as they may be shown. Who is behind is the
    secretariat's to know.
    """
    paragraphs = (
        Paragraph("指標", tuple(_figures(reading, history))),
        Paragraph("目標", tuple(_targets(standings, today=reading.as_of))),
        Paragraph("まだ終わっていない必須研修", tuple(_required(reading, catalogue))),
        Paragraph("受講率の低い部局", tuple(_behind(reading))),
        Paragraph("これから1週間の研修", tuple(_meetings(catalogue, period))),
    )
    return DigestPart(Part.TRAINING, tuple(each for each in paragraphs if each.sentences))


def _figures(reading: Reading, history: Sequence[Reading]) -> Iterator[Sentence]:
    for kpi in TOLD:
        figure = reading.figure(Series(kpi))
        if figure is None or figure.value is None:
            continue
        was = _last_year(figure, history, reading.as_of) or _last_month(figure, history)
        yield Sentence(text=f"{kpi}は{figure_words(figure)}です{was}。")


def _last_month(figure: Figure, history: Sequence[Reading]) -> str:
    return _compared(figure, history[-1], when="前の月末の") if history else ""


def _last_year(figure: Figure, history: Sequence[Reading], today: date) -> str:
    """Against the end of the month before the same week of last year, as far as that was kept."""
    until = today - timedelta(days=365)
    kept = [each for each in history if until - timedelta(days=31) <= each.as_of <= until]
    return _compared(figure, kept[-1], when="前年の") if kept else ""


def _compared(figure: Figure, reading: Reading, *, when: str) -> str:
    was = reading.figure(figure.series)
    if was is None or was.value is None:
        return ""
    day = reading.as_of
    value = (
        percent_words(was.value)
        if figure.series.kpi.is_share
        else f"{number_words(was.value)}{figure.series.kpi.unit}"
    )
    return f"（{when}{day.year}年{day.month}月{day.day}日は{value}）"


def _targets(standings: Sequence[Standing], *, today: date) -> Iterator[Sentence]:
    """Of those with a goal that is counted."""
    for standing in standings:
        if standing.goal is not None and standing.now is not None:
            said = "".join((*standing_sentences(standing, today=today), start_sentence(standing)))
            yield Sentence(text=f"{standing.target.measure}：{said}")


def _required(reading: Reading, catalogue: Catalogue) -> Iterator[Sentence]:
    """必須 that somebody who counts has not finished, the one with most of them first."""
    left: list[tuple[int, str, Figure]] = []
    for course in catalogue.courses:
        figure = reading.figure(Series(Kpi.COURSE, course.code))
        if course.obligation is not Obligation.REQUIRED or figure is None or not figure.of:
            continue
        if missing := figure.of - round(figure.count):
            name = (
                f"{course.name}」（毎年度）"
                if course.validity.fiscal_year_only
                else f"{course.name}」"
            )
            left.append((missing, name, figure))
    for missing, name, figure in sorted(left, key=lambda each: (-each[0], each[1]))[:_REQUIRED]:
        text = f"必須の「{name}は、対象{figure.of:,}名のうち{missing:,}名がまだ修了していません。"
        yield Sentence(text=text, for_office=True)


def _behind(reading: Reading) -> Iterator[Sentence]:
    """The lowest first; those of which nothing may be shown are left out."""
    shown = [each for each in reading.by_department(Kpi.BASIC) if each.share is not None]
    whole = reading.figure(Series(Kpi.BASIC))
    if whole is None or whole.share is None:
        return
    low = [each for each in shown if (each.share or 0) < whole.share]
    for figure in sorted(low, key=lambda each: (each.share or 0, each.series.department))[:_BEHIND]:
        department = figure.series.department
        text = f"{department}の全職員基礎研修の受講率は{figure_words(figure)}です。"
        yield Sentence(text=text, for_office=True)


def _meetings(catalogue: Catalogue, period: Period) -> Iterator[Sentence]:
    found = sorted(
        (session.starts_at, course.name)
        for course in catalogue.courses
        for session in course.sessions
        if period.until <= session.starts_at < period.until + AHEAD
    )
    for at, name in found[:_MEETINGS]:
        yield Sentence(text=f"{at.month}月{at.day}日に「{name}」があります。")
    if len(found) > _MEETINGS:
        yield Sentence(text=f"ほかに{len(found) - _MEETINGS}回あります。")
