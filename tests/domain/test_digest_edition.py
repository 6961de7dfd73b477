"""フォーラム版: what a line came of, what is chosen, what is not told any more."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.digest_edition import posted_card
from cards.example_digest import DIGEST
from cards.example_editions import EDITION
from cards.renderers import plain_text, slack, teams
from domain.case_diff import Change
from domain.digest import (
    Cite,
    CiteKind,
    Digest,
    DigestPart,
    Paragraph,
    Part,
    Period,
    Sentence,
    composed,
)
from domain.digest_edition import (
    PASSAGE_LENGTH,
    SHEET_LENGTH,
    Edition,
    begun,
    chosen_anew,
    rewritten,
    sentences_typed,
)
from domain.digest_edition_anew import begun_anew
from domain.digest_edition_history import differences
from domain.digest_line import TakenBack
from domain.edited_lines import origins
from tests.city import NOW

PERIOD = Period.of_week(NOW.date(), as_of=NOW)
CASE, ISSUE = Cite(CiteKind.CASE, 7), Cite(CiteKind.ISSUE, 12)
A, B = Sentence(text="一つ目の文。", cites=(ISSUE,)), Sentence(text="二つ目の文。", cites=(CASE,))
HIDDEN = Sentence(text="事務局だけの文。", weight=9.0, for_office=True)


def digest(*sentences: Sentence, part: Part = Part.ISSUES) -> Digest:
    return composed(PERIOD, (DigestPart(part, (Paragraph("見出し", sentences),)),), has_news=True)


def edited(edition: Edition, typed: str, part: Part = Part.ISSUES) -> Edition:
    of = edition.of(part)
    assert of is not None
    return rewritten(edition, part, dict.fromkeys(of.by_key, typed))


def test_はじめは皆に見せる文がそのまま入り事務局だけの文は入らない() -> None:
    lines = [*begun(digest(A, HIDDEN, B)).lines()]
    assert [line.text for line in lines] == [A.text, B.text]
    assert [line.cites for line in lines] == [A.cites, B.cites]
    assert not any(line.is_edited for line in lines)


def test_直した文は根拠ともとの文を持ち続け書き足した文は持たない() -> None:
    typed = "・一つ目を直した文。\n\n書き足した文です、まったく別の話です。\n二つ目の文。"
    one, added, two = edited(begun(digest(A, B)), typed).lines()
    assert (one.text, one.cites, one.made) == ("一つ目を直した文。", A.cites, A.text)
    assert (added.cites, added.made, added.is_edited) == ((), "", True)
    assert (two.cites, two.is_edited) == (B.cites, False)


def test_消した文のとなりを直してもとなりの根拠は付かない() -> None:
    (left,) = edited(begun(digest(A, B)), "二つ目の文を直した。").lines()
    assert left.cites == B.cites


def test_もとの文に戻せば直した文ではない() -> None:
    there = edited(begun(digest(A, B)), "別の文\n二つ目の文。")
    assert edited(there, f"{A.text}\n{B.text}") == begun(digest(A, B))


@given(st.lists(st.sampled_from("あいうえお")), st.lists(st.sampled_from("あいうえおか")))
def test_どの文ももとは一つまででもとの順に並ぶ(before: list[str], after: list[str]) -> None:
    found = origins(before, after)
    known = [place for place in found if place is not None]
    assert len(found) == len(after)
    assert known == sorted(set(known))
    assert all(0 <= place < len(before) for place in known)
    if before == after:
        assert known == [*range(len(before))]


def test_消した文の次を直し一文を足しても番号は消した文のものにならない() -> None:
    before = ("転入届を二つのシステムに打っています。", "公用車の空きが分かりません。")
    after = ("公用車の空きが、窓口では分かりません。", "あしたから始めます。")
    assert origins(before, after) == (1, None)


def test_どれにも似ない文はそこにあった文を直したもの() -> None:
    assert origins(("一つ目の文。", "ABCDE"), ("一つ目を直した文。", "あいうえお")) == (0, 1)


def test_となりに少し似た文があっても最も似たものどうしを選ぶ() -> None:
    before = ("あいうえおかきくけこ", "あいうえおさしすせそ")
    after = ("あいうえおさしすまみむ", "あいうえおさしすせそた")
    assert origins(before, after) == (0, 1)


@st.composite
def rewordings(draw: st.DrawFn) -> tuple[list[str], list[str], list[int | None]]:
    """Lines before and after, and the line that each is like: every line is of a letter of its own, some are
    deleted, some are new.
    """
    letters = "あいうえおかきくけこ"
    before = [letter * 8 for letter in letters[: draw(st.integers(1, 5))]]
    ends = draw(st.lists(st.sampled_from(["", "ん", "んん"]), min_size=5, max_size=5))
    after: list[tuple[str, int | None]] = [
        (text + ends[place], place) for place, text in enumerate(before) if draw(st.booleans())
    ]
    for letter in letters[5 : 5 + draw(st.integers(0, 5))]:
        after.insert(draw(st.integers(0, len(after))), (letter * 8, None))
    return before, [text for text, _ in after], [place for _, place in after]


@given(rewordings())
def test_直した文はほかを消しても足しても自分のもとから離れない(
    lines: tuple[list[str], list[str], list[int | None]],
) -> None:
    before, after, like = lines
    found = origins(before, after)
    assert [f for f, each in zip(found, like, strict=True) if each is not None] == [
        each for each in like if each is not None
    ]
    assert len({*found} - {None}) == len([each for each in found if each is not None])


@given(st.lists(st.text(max_size=400), max_size=40))
def test_どんな長さの部分も一つの欄と一つのフォームに収まる(texts: list[str]) -> None:
    of = begun(digest(A, *(Sentence(text=each) for each in texts))).of(Part.ISSUES)
    assert of is not None
    assert [key for sheet in of.sheets for key in sheet] == [*of.by_key]
    assert len(of.by_key) == len(of.passages)
    assert all(len(passage.text) <= PASSAGE_LENGTH for passage in of.passages)
    for sheet in of.sheets:
        assert sum(len(of.by_key[key].text) for key in sheet) <= SHEET_LENGTH or len(sheet) == 1


def test_根拠がすべて取り下げられた文と消えた言葉を引く文は出さない() -> None:
    both = Sentence(text="両方の文。", cites=(ISSUE, CASE))
    quoting = Sentence(text="決定：「様式を一つに」", cites=(ISSUE,), words="様式を一つに")
    edition = replace(begun(digest(A, B, both, quoting)), remark="「様式を一つに」が決まりました")
    gone = TakenBack(frozenset({CASE}), frozenset({"様式を一つに"}))
    shown = edition.shown(gone)
    assert [(line.text, line.cites) for line in shown.lines()] == [
        (A.text, (ISSUE,)),
        (both.text, (ISSUE,)),
    ]
    assert shown.remark == ""
    withheld = [line.text for line in edition.withheld(gone)]
    assert withheld == [edition.remark, B.text, quoting.text]


def test_出していない文が入れ替われば数が同じでも印は変わる() -> None:
    both = Sentence(text="両方の文。", cites=(ISSUE, CASE))
    edition = replace(begun(digest(A, B, both)), remark="「様式を一つに」が決まりました")
    marks = [
        edition.withheld_mark(gone)
        for gone in (
            TakenBack(),
            TakenBack(frozenset({ISSUE})),
            TakenBack(frozenset({CASE})),
            TakenBack(words=frozenset({"様式を一つに"})),
        )
    ]
    assert marks[0] == 0
    assert len({*marks}) == 4
    hidden = edited(edition, A.text)
    assert hidden.withheld_mark(TakenBack(frozenset({CASE}))) == 0


def test_消えた言葉を引いていた文は直してあっても出さない() -> None:
    quoting = Sentence(text="決定：「はい」", cites=(ISSUE,), words="はい")
    other = Sentence(text="はいと答えた課がありました。", cites=(ISSUE,))
    edition = edited(begun(digest(quoting, other)), f"直しました。\n{other.text}")
    shown = edition.shown(TakenBack(words=frozenset({"はい"})))
    assert [line.text for line in shown.lines()] == [other.text]


def test_載せない部分の文は要点からも外れる() -> None:
    point = Sentence(text="要点になる文。", cites=(ISSUE,), weight=2.0, name="二度打ち")
    edition = begun(digest(point, A))
    assert "二度打ちは、要点になる文。" in [line.text for line in edition.chosen().lines()]
    left_out = chosen_anew(edition, parts={Part.ISSUES: False}, groups={}, remark="")
    assert left_out.is_empty


@pytest.mark.parametrize("name", ["", "二度打ち", "入力は、二度"])
def test_消した文は要点にも出ず打ち直せばまた出る(name: str) -> None:
    point = Sentence(text="窓口は、要点になる文。", cites=(ISSUE,), weight=2.0, name=name)
    edition = begun(digest(point, A))
    deleted = edited(edition, A.text)
    assert [line.text for line in deleted.shown(TakenBack()).lines()] == [A.text]
    again = edited(deleted, f"{point.text}\n{A.text}")
    assert [line.text for line in again.chosen().lines()] == [
        point.as_point().text,
        point.text,
        A.text,
    ]


def test_直した文の要点は残る() -> None:
    point = Sentence(text="要点になる文。", cites=(ISSUE,), weight=2.0)
    reworded = edited(begun(digest(point, A)), f"要点になった文。\n{A.text}")
    assert point.text in [line.text for line in reworded.chosen().lines()]


def test_作り直しても直した文と書き足した文と選び方は残る() -> None:
    former = edited(begun(digest(A, B)), "一つ目を直した文。\n二つ目の文。\n書き足した別の話です。")
    new = Sentence(text="三つ目の新しい文。", cites=(ISSUE,))
    anew = begun_anew(replace(former, remark="ことば"), digest(A, new))
    assert [line.text for line in anew.lines()] == [
        "一つ目を直した文。",
        new.text,
        "書き足した別の話です。",
    ]
    assert anew.remark == "ことば"


def test_違いは変えた見出しだけを言う() -> None:
    before = begun(DIGEST)
    key, passage = next(iter(before.parts[0].by_key.items()))
    after = rewritten(before, Part.KEY_POINTS, {key: f"{passage.text}\n足した文。"})
    assert [each.label for each in differences(before, after)] == ["この週の要点"]
    assert differences(before, before) == ()


def _told(before: Edition, after: Edition) -> list[tuple[str, str]]:
    """What went and what came."""
    return [
        (line.change.value.strip(), line.text)
        for each in differences(before, after)
        for line in each.lines
        if line.change is not Change.SAME and line.text.strip()
    ]


def test_長くなって欄が分かれても変わらない文は違いにならない() -> None:
    longer = [Sentence(text=f"{n}番目の{'長' * 300}。") for n in range(8)]
    new = Sentence(text=f"{'足' * 300}。")
    before, after = begun(digest(*longer)), begun(digest(new, *longer))
    assert [len(each.parts[-1].passages) for each in (before, after)] == [2, 2]
    assert _told(before, after) == [("＋", new.text)]


def test_同じ名前の二つの見出しはどちらの違いも言う() -> None:
    def called_the_same(*texts: str) -> Edition:
        paragraphs = tuple(
            Paragraph(f"{n}. 共通する課題", (Sentence(text=text),))
            for n, text in enumerate(texts, 1)
        )
        part = DigestPart(Part.GROUPS, paragraphs)
        return begun(composed(PERIOD, (part,), has_news=True))

    found = _told(called_the_same("一。", "二。"), called_the_same("一の新しい文。", "二。"))
    assert found == [("−", "一。"), ("＋", "一の新しい文。")]


def test_打った行は点と空行を除いて一文ずつになる() -> None:
    assert sentences_typed("・一つ\n\n　二つ  目\n・\n") == ("一つ", "二つ 目")


@pytest.mark.parametrize("count", [1, 40, 200])
def test_どんなに長いまとめも一通で載り続きはボタンで読める(count: int) -> None:
    sentences = tuple(
        Sentence(text=f"{n}番目の{'長' * 80}。", cites=(ISSUE,)) for n in range(count)
    )
    paragraphs = tuple(Paragraph(f"見出し{n}", sentences) for n in range(5))
    long = composed(PERIOD, (DigestPart(Part.ISSUES, paragraphs),), has_news=True)
    card = posted_card(begun(long).chosen(), {ISSUE: 12}, today=NOW.date())
    assert len(slack.render(card)) == len(teams.render(card)) == 1
    assert ("全文を読む" in plain_text.render(card)) is (count > 1)


def test_見本には直した文と載せないものがある() -> None:
    assert any(line.is_edited for line in EDITION.lines())
    assert EDITION.chosen() != EDITION
