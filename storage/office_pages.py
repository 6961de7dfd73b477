"""How a sheet of an Excel workbook comes out on paper."""

from typing import Any, Literal

from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet


def print_in_pages(sheet: Any, *, wide: int, lies: Literal["portrait", "landscape"]) -> None:
    """On A4, ``wide`` pages beside each other and as many below as it takes. Each says of which file and which
    sheet it is, and which page of how many.
    """
    # Any: the published types of openpyxl leave out what write-only sheets have.
    sheet.page_margins = PageMargins(
        left=0.4, right=0.4, top=0.6, bottom=0.7, header=0.25, footer=0.3
    )
    sheet.HeaderFooter.oddHeader.left.text = "&F"
    sheet.HeaderFooter.oddHeader.right.text = "&A"
    sheet.HeaderFooter.oddFooter.center.text = "&P / &N"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.orientation = lies
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = wide, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
