"""Pictures: drawn whatever the texts are, and readable without colour."""

import io

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFont

from cards.pictures import Cell, Line, Matrix
from cards.renderers.picture import BLUE, ORANGE, font_file, png

WORDS = st.text(max_size=80)


def matrix(title: str, columns: tuple[str, ...], label: str) -> Matrix:
    cells = {name: Cell(began=place == 0, followed=place) for place, name in enumerate(columns)}
    return Matrix(
        title, columns, (Line(label, cells, "2か所"),), "始めた", "うちでもやった", "ほかに3件"
    )


def opened(picture: Matrix) -> Image.Image:
    with Image.open(io.BytesIO(png(picture))) as image:
        image.load()
        return image.convert("RGB")


def test_始めた部局とまねした部局が別の形と色で描かれる() -> None:
    image = opened(matrix("横展開マップ", ("総務部", "教育委員会事務局"), "会議録"))
    colours = image.getcolors(1_000_000)
    assert colours is not None
    drawn = {f"#{r:02X}{g:02X}{b:02X}": count for count, (r, g, b) in colours}  # type: ignore[misc] # RGB
    assert drawn[BLUE] > 300
    assert drawn[ORANGE] > 300


def test_課が多いほど広くなり事例が多いほど高くなる() -> None:
    small = opened(matrix("題", ("総務部",), "事例"))
    wide = opened(matrix("題", tuple(f"{n}部" for n in range(30)), "事例"))
    assert wide.width > small.width + 1_000
    tall = Matrix("題", ("総務部",), tuple(Line(str(n)) for n in range(25)), "a", "b")
    assert opened(tall).height > small.height + 900


def test_字体は日本語を持ち使用許諾の文書が添えられている() -> None:
    font = ImageFont.truetype(str(font_file()), 20)
    assert font.getname()[0] == "IPAexGothic"
    box = font.getmask("\ufffe").getbbox()
    for letter in "転記事例環境部龠髙﨑～①":
        assert font.getmask(letter).getbbox() not in (None, box), letter
    assert [*font_file().parent.glob("IPA_Font_License*")]


@settings(max_examples=20, deadline=None)
@given(WORDS, st.lists(WORDS, max_size=4, unique=True), WORDS)
def test_どんな文字でも描ける(title: str, columns: list[str], label: str) -> None:
    assert png(matrix(title, tuple(columns), label)).startswith(b"\x89PNG")
