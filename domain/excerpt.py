"""The beginning of a longer text, for where there is room for so much of it."""


def excerpt(text: str, *, length: int) -> str:
    """All of it, or ``length`` characters and 「…」."""
    return text if len(text) <= length else f"{text[:length]}…"
