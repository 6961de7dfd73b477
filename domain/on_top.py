"""Two fill in one form at once: what the later one typed is put on top of what the first one saved."""

from collections.abc import Mapping


def on_top(
    typed: Mapping[str, str], *, was: Mapping[str, str], now: Mapping[str, str]
) -> dict[str, str]:
    """``was`` is what the later one began from. A field that they have not touched is as it is now;
    what no ``was`` has stays as it was typed.
    """
    return {
        name: now.get(name, value) if _same(value, was.get(name)) else value
        for name, value in typed.items()
    }


def _same(typed: str, was: str | None) -> bool:
    return was is not None and typed.strip() == was.strip()
