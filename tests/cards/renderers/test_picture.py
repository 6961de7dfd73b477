"""Pictures: drawn whatever the texts are, and readable without colour."""

import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageFont

from cards.example_charts import BARS, COLUMNS, LINES
from cards.pictures import Cell, Line, Matrix, Picture
from cards.renderers import fine
from cards.renderers.drawing import BLUE, ORANGE
from cards.renderers.letters import font_file
from cards.renderers.picture import png
from tests.cards.renderers.hostile import HOSTILE

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


@pytest.mark.parametrize("letter", "書量覧事議")
def test_画の多い字も線が分かれて読める(letter: str) -> None:
    plain, written = (
        opened(Matrix(words, (), (Line(words),), "", "")).convert("L") for words in ("", letter)
    )
    ink = ImageChops.difference(plain, written)
    for top, bottom in ((0, 70), (70, written.height)):
        strokes = ink.crop((0, top, ink.width, bottom)).histogram()
        dark, blurred = sum(strokes[170:]), sum(strokes[80:140])
        assert dark > 2 * blurred, (
            f"{letter}の線が灰色の塊になります。文字の大きさを見直してください。"
        )


@settings(max_examples=20, deadline=None)
@given(WORDS, st.lists(WORDS, max_size=4, unique=True), WORDS)
def test_どんな文字でも描ける(title: str, columns: list[str], label: str) -> None:
    assert png(matrix(title, tuple(columns), label)).startswith(b"\x89PNG")


PLAIN = tuple(each for each in HOSTILE if each.isascii() and each.isprintable() and each.strip())
MARKUP = (*PLAIN, "$x$", "$\\frac{1}{2}$", "\\n", "%s {0}", "^_~#&")


def drawn(picture: Matrix, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each text that is written into the picture."""
    written: list[str] = []
    text = ImageDraw.ImageDraw.text

    def heard(draw: ImageDraw.ImageDraw, at: Any, words: str, *args: Any, **named: Any) -> None:
        written.append(words)
        text(draw, at, words, *args, **named)

    monkeypatch.setattr(ImageDraw.ImageDraw, "text", heard)
    assert opened(picture).width > 500
    return written


@pytest.mark.parametrize("words", [words for words in MARKUP if len(words) < 40])
def test_記号はそのままの字で描く(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert words in drawn(matrix("題", ("総務部",), words), monkeypatch)


@pytest.mark.parametrize("words", [*HOSTILE, *MARKUP])
def test_困った文字も描け_字体にない字は下駄になる(
    words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    font = ImageFont.truetype(str(font_file()), 40)
    nothing = bytes(font.getmask("\ufffe"))
    for text in drawn(matrix(words, (words, "総務部"), words), monkeypatch):
        assert "\n" not in text
        for letter in text:
            assert letter.isspace() or bytes(font.getmask(letter)) != nothing, repr(letter)


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("見え\u200bない\ufeff字", "見えない字"),
        ("行の\r\n終わり\tと\x07音", "行の 終わり と音"),
        ("\u202e事業計画\u202c", "事業計画"),
        ("か\u3099くせい", "がくせい"),
        ("葛\U000e0100城市", "葛城市"),
        ("𠮷野さんの😀", "〓野さんの〓"),
        ("片割れ\ud83d", "片割れ〓"),
    ],
)
def test_見えない字は描かず_ほかはつなげる(
    words: str, read: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read in drawn(matrix("題", ("総務部",), words), monkeypatch)


def _of_many_groups() -> Matrix:
    names = tuple(f"{number}部" for number in range(20))
    lines = [Line(f"事例{n}", {names[n % 20]: Cell(began=True, followed=n)}) for n in range(25)]
    return Matrix("題", names, tuple(lines), "始めた", "まねした")


@pytest.mark.parametrize("picture", [_of_many_groups(), BARS, COLUMNS, LINES], ids="表棒柱線")
def test_少しずつ描いても一度に描いたのと同じ(
    picture: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = png(picture)
    monkeypatch.setattr(fine, "_BAND", 100_000)
    assert png(picture) == drawn
