"""Charts as images, for a platform that shows a file where its cards have no charts."""

import asyncio
from collections.abc import Iterable, Sequence

from cards.charts import BarChart, Chart, ColumnChart, LineChart, alt
from cards.elements import Card
from cards.renderers import picture
from handlers.faults import note_fault
from handlers.reply import MadeFile


async def chart_files(cards: Iterable[Card]) -> Sequence[MadeFile]:
    """One a chart, drawn beside the loop. A fault leaves them out: the card has the figures as words."""
    charts = [
        element
        for card in cards
        for element in card.elements
        if isinstance(element, ColumnChart | BarChart | LineChart)
    ]
    try:
        return [await asyncio.to_thread(_drawn, chart) for chart in charts]
    except Exception as fault:  # noqa: BLE001 - the card is to be shown
        note_fault(fault, event="chart")
        return ()


def _drawn(chart: Chart) -> MadeFile:
    name = "".join(" " if sign in _NOT_IN_NAMES else sign for sign in chart.title).strip()
    return MadeFile(f"{name or '図'}.png", picture.png(chart), alt=f"{chart.title}。{alt(chart)}")


_NOT_IN_NAMES = frozenset('\\/:*?"<>|')
