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


def errors_on_top(
    errors: Mapping[str, str], *, typed: Mapping[str, str], kept: Mapping[str, str], first: str
) -> dict[str, str]:
    """To who came too late with what is wrong as well: ``first``, who was first with what, of the form as
    a whole; of a field only where it is ``kept`` as it was ``typed``.
    """
    still = {
        name: error
        for name, error in errors.items()
        if name in typed and kept.get(name) == typed[name]
    }
    return {**still, "": first}


def _same(typed: str, was: str | None) -> bool:
    return was is not None and typed.strip() == was.strip()
