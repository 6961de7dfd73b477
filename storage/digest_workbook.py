"""A week's digest as an Excel workbook: one sheet a part, each sentence with what it rests on, and tables."""

from collections.abc import Iterator, Sequence

from domain.digest import Digest, DigestPart
from domain.digest_tables import DigestTables
from storage.digest_sheets import add_digest_sheets
from storage.office_lines import in_lines
from storage.office_pictures import BookPicture
from storage.office_writer import ListColumn, OfficeBook, WrittenCell

_CITES = ListColumn("根拠（番号）", 30, wraps=True)
_COLUMNS = (
    ListColumn("見出し", 30, wraps=True),
    ListColumn("内容", 80, wraps=True),
    _CITES,
    ListColumn("次の一歩", 22),
    ListColumn("公開できる範囲", 16),
)
_ORIGINAL = ListColumn("AIが言い換える前の文", 60, wraps=True)
"""Only where there is such a sentence."""


def digest_workbook(
    digest: Digest, tables: DigestTables, *, pictures: Sequence[BookPicture] = ()
) -> bytes:
    """The sentences first, then what they are counted from. Parts without a sentence have no sheet."""
    book = OfficeBook()
    for part in digest.parts:
        has_phrased = any(each.phrased_of for each in part.sentences())
        columns = (*_COLUMNS, _ORIGINAL) if has_phrased else _COLUMNS
        book.add(part.part.called, columns, _rows(part, has_phrased=has_phrased))
    add_digest_sheets(book, tables)
    if pictures:
        book.add_pictures("図", pictures)
    return book.finish()


def _rows(part: DigestPart, *, has_phrased: bool) -> Iterator[tuple[WrittenCell, ...]]:
    for paragraph in part.paragraphs:
        for sentence in paragraph.sentences:
            yield (
                paragraph.heading,
                sentence.text,
                in_lines((cite.name for cite in sentence.cites), _CITES.width),
                sentence.next_step.step.value if sentence.next_step else "",
                "事務局だけ" if sentence.for_office else "フォーラム",
                *((sentence.phrased_of,) if has_phrased else ()),
            )
