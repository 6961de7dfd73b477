"""Improvement cases as documents to search."""

from collections.abc import Iterable, Sequence

from language.office_matters import office_matters, office_spellings
from language.search import OF_CASES, Document, Index, Key


def case_index(documents: Iterable[Document[Key]] = ()) -> Index[Key]:
    """Reads the matters of the office on first use (half a second)."""
    return Index(documents, views=OF_CASES, matters=office_matters(), spellings=office_spellings())


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
