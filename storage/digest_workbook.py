"""A week's digest as an Excel workbook: one sheet a part, each sentence with what it rests on."""

from collections.abc import Iterator

from domain.digest import Digest, DigestPart
from storage.office_writer import ListColumn, OfficeBook, WrittenCell

_COLUMNS = (
    ListColumn("見出し", 30, wraps=True),
    ListColumn("内容", 80, wraps=True),
    ListColumn("根拠（番号）", 30, wraps=True),
    ListColumn("次の一歩", 22),
    ListColumn("公開できる範囲", 16),
)


def digest_workbook(digest: Digest) -> bytes:
    """Parts without a sentence have no sheet."""
    book = OfficeBook()
    for part in digest.parts:
        book.add(part.part, _COLUMNS, _rows(part))
    return book.finish()


def _rows(part: DigestPart) -> Iterator[tuple[WrittenCell, ...]]:
    for paragraph in part.paragraphs:
        for sentence in paragraph.sentences:
            yield (
                paragraph.heading,
                sentence.text,
                "、".join(cite.name for cite in sentence.cites),
                sentence.next_step.step.value if sentence.next_step else "",
                "事務局だけ" if sentence.for_office else "フォーラム",
            )
