"""Improvement cases as documents to search."""

from collections.abc import Sequence

from language.search import Document, Key


def case_document(
    key: Key,
    *,
    department: str,
    title: str,
    before: str = "",
    after: str = "",
    effect: str = "",
    tools: Sequence[str] = (),
) -> Document[Key]:
    """Whoever looks for a case thinks of what it was about, who did it, and with what."""
    return Document(
        key,
        title=title,
        body="\n".join([before, after, effect]),
        keywords="\n".join([department, *tools]),
    )
