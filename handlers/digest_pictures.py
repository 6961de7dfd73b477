"""The digest's Excel file and pictures. Slow: made beside the loop."""

from collections.abc import Iterator

from cards.charts import alt
from cards.digest_charts import groups_matrix, matrix_alt, training_charts, weeks_chart
from cards.renderers import picture
from domain.digest_tables import DigestTables
from handlers.digest_reading import MadeDigest
from handlers.reply import MadeFile
from language.dictionary_pages import hand_back
from storage.digest_workbook import digest_workbook
from storage.office_pictures import BookPicture


def digest_file(made: MadeDigest) -> MadeFile:
    """With its tables, and its pictures on a sheet of their own."""
    tables = made.tables
    hand_back()  # of the dictionary what the sentences were made with: more than the file takes
    content = digest_workbook(made.digest, tables, pictures=[*_pictures(tables)])
    return MadeFile(f"週のまとめ_{tables.period.since:%Y-%m-%d}.xlsx", content)


def groups_picture(tables: DigestTables) -> MadeFile | None:
    """Departments and groups; None where there are none."""
    matrix = groups_matrix(tables.groups)
    if matrix is None:
        return None
    name = f"部局横断の課題_{tables.period.since:%Y-%m-%d}.png"
    return MadeFile(name, picture.png(matrix), alt=matrix_alt(matrix))


def _pictures(tables: DigestTables) -> Iterator[BookPicture]:
    if matrix := groups_matrix(tables.groups):
        yield BookPicture(matrix.title, matrix_alt(matrix), picture.png(matrix))
    for chart in (weeks_chart(tables.weeks), *training_charts(tables.training)):
        if chart:
            yield BookPicture(chart.title, alt(chart), picture.png(chart))
