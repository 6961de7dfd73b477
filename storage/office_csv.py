"""CSV and tab-separated files in the encodings that offices use."""

import codecs
import csv
import io

from domain.errors import DomainError
from storage.raw_sheet import MOST_COLUMNS, MOST_ROWS, RawRow, RawSheet

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WRONG_ENCODING = (
    "CSVの文字コードを読み取れません。Excelの「名前を付けて保存」で"
    "「CSV UTF-8（コンマ区切り）」を選んで保存し直してください。"
)


def read_csv(content: bytes) -> RawSheet:
    """The one table of the file. Raises DomainError for an encoding or a form that is none."""
    text = decoded(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    rows: list[RawRow] = []
    try:
        for number, values in enumerate(reader, start=1):
            cells = tuple(value.strip() or None for value in values[:MOST_COLUMNS])
            if any(cells):
                rows.append(RawRow(number, cells))
            if len(rows) > MOST_ROWS:
                raise DomainError(
                    f"行が多すぎます（{MOST_ROWS:,}行まで）。ファイルを分けてください。"
                )
    except csv.Error as error:
        raise DomainError(
            f"CSVの{reader.line_num}行目あたりで形が崩れています。"
            '「"」の閉じ忘れがないか確かめてください。'
        ) from error
    return RawSheet("", tuple(rows))


def decoded(content: bytes) -> str:
    """UTF-8 with or without BOM, UTF-16 with BOM, or cp932 (Shift_JIS of Windows)."""
    if content.startswith(_UTF16_MARKS):
        return _readable(content, ("utf-16",))
    return _readable(content, ("utf-8-sig", "cp932"))


def _readable(content: bytes, encodings: tuple[str, ...]) -> str:
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        # U+FFFD: someone saved the file after its characters were already lost.
        if "\0" in text or "\ufffd" in text:
            break
        return text
    raise DomainError(_WRONG_ENCODING)


def _delimiter(text: str) -> str:
    """Comma or tab: whichever the first lines have more of."""
    head = text[:20_000]
    return "\t" if head.count("\t") > head.count(",") else ","
