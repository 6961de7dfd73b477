"""What a case saves: how much there can be, how it is kept, and how it is written wherever it is shown."""

from domain.errors import DomainError
from domain.improvement_case import Effect

UNKNOWN = "未記入"
"""What nobody has written; never 0."""
MOST_HOURS = 10_000
"""That a section can save in a month; what is more is a slip."""


class TooManyHours(DomainError):
    def __init__(self) -> None:
        super().__init__(
            f"1か月に減った時間は{MOST_HOURS:,}時間までで書いてください。1年分なら「年間120時間」と書けます。"
        )


def hours_kept(hours: float) -> float:
    """``to_the_minute``. Raises TooManyHours."""
    if hours > MOST_HOURS:
        raise TooManyHours
    return to_the_minute(hours)


def to_the_minute(hours: float) -> float:
    """As hours are kept and compared; little is no nothing."""
    return round(_minutes(hours) / 60, 4)


def hours_words(hours: float) -> str:
    """「22.5時間」「1,200時間」「8時間40分」「30分」: to the minute, as it is kept and may be typed."""
    minutes = _minutes(hours)
    whole, rest = divmod(minutes, 60)
    if rest and not whole:
        return f"{rest}分"
    return f"{amount(minutes / 60)}時間" if rest % 6 == 0 else f"{whole:,}時間{rest}分"


def monthly_words(hours: float | None) -> str:
    """「月22.5時間」; 未記入."""
    return UNKNOWN if hours is None else f"月{hours_words(hours)}"


def effect_words(effect: Effect) -> str:
    """「月10時間減・年50,000円減・待ち時間25分短縮」, with what else is said; 未記入 where nothing is."""
    return "・".join(filter(None, (*effect_amounts(effect), effect.other))) or UNKNOWN


def effect_amounts(effect: Effect) -> tuple[str, ...]:
    """「月10時間減」「年50,000円減」「待ち時間25分短縮」, those that are said."""
    said = (
        f"{monthly_words(effect.hours)}減" if effect.hours is not None else "",
        f"年{effect.cost:,}円減" if effect.cost is not None else "",
        f"待ち時間{amount(effect.waiting)}分短縮" if effect.waiting is not None else "",
    )
    return tuple(filter(None, said))


def amount(number: float) -> str:
    """「1,234.5」「18」."""
    return f"{number:,.1f}".removesuffix(".0")


def _minutes(hours: float) -> int:
    return max(round(hours * 60), 1) if hours > 0 else 0
