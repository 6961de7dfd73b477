"""成果発表 as PowerPoint: one slide a case, in the city's order, nothing cut, nothing but characters."""

import io
from dataclasses import replace
from itertools import pairwise
from typing import Any

from pptx import Presentation

from domain.case_files import CaseCollection
from domain.improvement_case import CaseText, Effect, Visibility
from storage.case_slides import _shown, case_slides
from tests.hostile import HOSTILE
from tests.storage.test_case_workbook import TODAY, adoption, filed, words

COSTLY = Effect(hours=2, cost=120_000, waiting=25)


def opened(collection: CaseCollection) -> Any:
    return Presentation(io.BytesIO(case_slides(collection, to=TODAY, organization="下関市")))


def texts(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.text_frame.text]


def test_表紙と一件一枚と集計が建制順に並ぶ() -> None:
    cases = (
        filed(1, words("財務部の事例", 10), department="財務部", section="税務課"),
        filed(2, words("市民部の事例")),
        filed(3, words("なくなった部の事例"), department="旧総務部"),
        filed(4, words("市民部の次の事例", 2)),
    )
    collection = CaseCollection(
        cases, (adoption(2, 4, section="納税課"),), {}, ("市民部", "財務部"), of="令和8年度"
    )
    slides = [texts(slide) for slide in opened(collection).slides]
    assert [slide[1] for slide in slides[1:-1]] == [
        "市民部の事例",
        "市民部の次の事例",
        "財務部の事例",
        "なくなった部の事例",
    ]
    assert "令和8年度\n4件　3部局\n下関市" in slides[0][1]
    assert slides[1][2:12] == [
        *("課題", "手で写していた。", "工夫", "RPA", "効果", "削減時間 未記入"),
        *("道具", "未記入", "横展開", "財務部 納税課（2026年9月から・削減時間 月4時間）"),
    ]
    assert "合計　44時間" in slides[-1][1]
    assert "未記入 2件" in slides[-1][2]
    assert "未記入のものは0とせず" in "".join(slides[-1])


def test_選んだ事例は選んだ順に並び月の途中でも合計は0時間にならない() -> None:
    cases = (
        filed(1, words("市民部の事例", 10), days=10),
        filed(2, words("財務部の事例"), department="財務部", section="税務課"),
        filed(3, words("選ばない事例", 5)),
    )
    every = CaseCollection(cases, (), {}, ("市民部", "財務部"))
    slides = [texts(slide) for slide in opened(every.chosen((2, 1), words="11月の改善事例")).slides]
    assert [slide[1] for slide in slides[1:-1]] == ["財務部の事例", "市民部の事例"]
    assert slides[-1][1] == "合計　満1か月から数えます（月10時間）"
    assert "横展開の分　まだありません" in slides[-1][2]
    unknown = [texts(slide) for slide in opened(every.chosen((2,), words="11月")).slides]
    assert unknown[-1][1] == "合計　未記入"
    assert "　0時間" not in "".join((*slides[-1][:3], *unknown[-1][:3]))


def test_見出しは一行に収まり本文に重ならない() -> None:
    text = CaseText(title="題", before="前", after="後", reuse="条件がある。", effect=COSTLY)
    (slide,) = [*opened(CaseCollection((filed(1, text),), (), {})).slides][1:-1]
    shapes = {shape.text_frame.text: shape for shape in slide.shapes if shape.text_frame.text}
    label, told = shapes["再利用の条件"], shapes["条件がある。"]
    letters = label.text_frame.text
    size = label.text_frame.paragraphs[0].runs[0].font.size
    assert len(letters) * size < label.width * 0.95
    assert label.left + label.width < told.left
    assert "月2時間減　年120,000円減　待ち時間25分短縮" in shapes


def test_長い文章は小さくなり次の一枚に続き削られない() -> None:
    long = "".join(f"{number}件目の申告書を手で写していた。" for number in range(400))
    text = CaseText(title="長い題名" * 60, before=long, after="短い工夫", reuse=long)
    show = opened(CaseCollection((filed(1, text),), (), {}))
    slides = [*show.slides][1:-1]
    assert len(slides) > 3
    found = [texts(slide) for slide in slides]
    assert found[0][0].endswith(f"（1／{len(slides)}）")
    assert found[0][1] == text.title
    told = [
        label_and_text
        for slide in found
        for label_and_text in zip(slide[2::2], slide[3::2], strict=True)
    ]
    assert "".join(part for label, part in told if label.startswith("課題")) == long
    assert "".join(part for label, part in told if label.startswith("再利用")) == long
    assert any(label == "課題（続き）" for label, _ in told)
    for slide in slides:
        boxes = sorted(slide.shapes, key=lambda shape: (shape.top, shape.left))
        assert all(shape.top + shape.height <= show.slide_height for shape in boxes)
        bodies = [shape for shape in boxes if shape.left > boxes[0].left]
        assert all(one.top + one.height <= next_.top for one, next_ in pairwise(bodies))


def test_どんな文字も文字のまま出てリンクにならない() -> None:
    short = tuple(text for text in HOSTILE if len(text) < 200)
    cases = (CaseText(title=text, before=text, after="") for text in short)
    collection = CaseCollection(tuple(filed(n, text) for n, text in enumerate(cases, 1)), (), {})
    slides = [*opened(collection).slides][1:-1]
    assert len(slides) == len(short) >= 90
    for slide, text in zip(slides, short, strict=True):
        written = [shape.text_frame.text for shape in slide.shapes]
        assert written.count(_shown(text).removesuffix("\n")) >= 2, text
        assert not [rel for rel in slide.part.rels.values() if rel.is_external]
        assert b"<a:hlinkClick" not in slide.part.blob


def test_全庁でない事例のスライドには公開範囲が出る() -> None:
    cases = (
        filed(1, words("全庁の事例")),
        filed(2, replace(words("課だけの事例"), visibility=Visibility.DEPARTMENT)),
    )
    _, of_all, of_some, _ = opened(CaseCollection(cases, (), {}, ("市民部",))).slides
    assert "公開範囲" not in texts(of_all)[0]
    assert texts(of_some)[0].endswith("公開範囲：自部局")
