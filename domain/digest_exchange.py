"""What was answered in the 情報交換 of a week."""

from collections.abc import Iterable, Iterator

from domain.digest import Cite, CiteKind, Paragraph, Period, Sentence
from domain.exchange import Exchange, ExchangeItem, Progress
from domain.issue import Issue

SHOWN = 5


def exchange_answers(exchanges: Iterable[Exchange], period: Period) -> tuple[ExchangeItem, ...]:
    """Those of the period, of whichever week's exchange."""
    return tuple(
        each
        for exchange in exchanges
        for each in exchange.items
        if each.answer is not None
        and each.answered_at is not None
        and period.holds(each.answered_at)
    )


def has_moved(answers: tuple[ExchangeItem, ...]) -> bool:
    return any(each.answer is not None and each.answer.progress.touches for each in answers)


def exchange_paragraph(answers: tuple[ExchangeItem, ...]) -> Paragraph:
    return Paragraph("情報交換の答え", tuple(_sentences(answers)))


def _sentences(answers: tuple[ExchangeItem, ...]) -> Iterator[Sentence]:
    if not answers:
        return
    said = {progress: [e for e in answers if _says(e, progress)] for progress in Progress}
    counts = "、".join(f"{progress}{len(items):,}件" for progress, items in said.items())
    troubled = said[Progress.TROUBLED]
    yield Sentence(
        text=f"情報交換の答えは{counts}です。",
        cites=tuple(map(_cite, answers)),
        weight=2.8 if troubled else 1.4,
    )
    for item in troubled[:SHOWN]:
        line = item.answer.line if item.answer else ""
        yield Sentence(
            text=f"困っている：{item.about.called}{_trouble(item.department, line)}",
            cites=(_cite(item),),
            words=words_of_trouble(_cite(item), item.department, line),
        )
    if len(troubled) > SHOWN:
        rest = troubled[SHOWN:]
        yield Sentence(
            text=f"困っているものがほかに{len(rest):,}件あります。", cites=tuple(map(_cite, rest))
        )


def words_of_trouble(about: Cite, department: str, line: str) -> str:
    """As ``Sentence.words``; ``line``: beside the answer, maybe empty."""
    return f"{about.name}{_trouble(department, line)}"


def _trouble(department: str, line: str) -> str:
    said = " ".join(line.split())
    return f"（{department}）" + (f"「{said}」" if said else "")


def _says(item: ExchangeItem, progress: Progress) -> bool:
    return item.answer is not None and item.answer.progress is progress


def _cite(item: ExchangeItem) -> Cite:
    kind = CiteKind.ISSUE if isinstance(item.about, Issue) else CiteKind.MEASURE
    return Cite(kind, item.about.number)
