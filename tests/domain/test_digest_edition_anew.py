"""フォーラム版 begun anew: what was deleted, left out and written stays, whatever the digest says by now."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.digest import Cite, CiteKind, Digest, DigestPart, Paragraph, Part, Sentence, composed
from domain.digest_edition import PASSAGE_LENGTH, Edition, begun, chosen_anew, rewritten
from domain.digest_edition_anew import FROM_OFFICE, begun_anew, not_carried
from domain.digest_groups import NOT_DECIDED
from domain.digest_line import TakenBack
from tests.domain.test_digest_edition import PERIOD, A, B, digest, edited

OPEN = NOT_DECIDED
NEW = Sentence(text="三つ目の新しい文。", cites=(Cite(CiteKind.ISSUE, 90),))


def group(label: str, *issues: int, number: int | None = None, rank: int = 1) -> Paragraph:
    cites = tuple(Cite(CiteKind.ISSUE, issue) for issue in issues)
    itself = (Cite(CiteKind.GROUP, number),) if number else ()
    told = Sentence(text=f"{issues}の{len(issues)}件です。", cites=(*itself, *cites), weight=4.0)
    return Paragraph(f"{rank}. {label}", (told, Sentence(text=OPEN, cites=cites)))


def of_groups(*paragraphs: Paragraph) -> Digest:
    return composed(PERIOD, (DigestPart(Part.GROUPS, paragraphs),), has_news=True)


def headings(edition: Edition) -> list[tuple[str, bool]]:
    of = edition.of(Part.GROUPS)
    assert of is not None
    return [(passage.heading, passage.is_shown) for passage in of.passages]


def keys(edition: Edition) -> list[str]:
    of = edition.of(Part.GROUPS)
    assert of is not None
    return [*of.by_key]


def without_group(edition: Edition, place: int) -> Edition:
    return chosen_anew(edition, parts={}, groups={keys(edition)[place]: False}, remark="")


def test_消した文は作り直しても戻らない() -> None:
    former = edited(begun(digest(A, B)), B.text)
    anew = begun_anew(former, digest(A, B, NEW))
    assert [line.text for line in anew.lines()] == [B.text, NEW.text]
    assert begun_anew(anew, digest(A, B, NEW)) == anew


def test_消した文を打ち直してから作り直せば根拠とともに一度だけ戻る() -> None:
    former = edited(edited(begun(digest(A, B)), B.text), f"{B.text}\n{A.text}")
    anew = begun_anew(former, digest(A, B))
    assert [(line.text, line.cites) for line in anew.lines()] == [
        (A.text, A.cites),
        (B.text, B.cites),
    ]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (group("二度打ち", 1, 2, number=3), group("転入届のこと", 7, 8, number=3)),
        (group("二度打ち", 1, 2), group("転入届のこと", 1, 2, 5)),
        (group("二度打ち", 1, 2), group("転入届のこと", 1, 2, number=3)),
        (group("共通する課題", 1, 2), group("共通する課題", 1, 2, rank=2)),
    ],
)
def test_載せないまとまりは名前や順位が変わっても載らない(was: Paragraph, now: Paragraph) -> None:
    other = group("共通する課題", 20, 21, rank=2)
    former = without_group(begun(of_groups(was, other)), 0)
    anew = begun_anew(former, of_groups(replace(other, heading="1. 共通する課題"), now))
    assert headings(anew) == [("1. 共通する課題", True), (now.heading, False)]
    assert now.sentences[0].text not in [line.text for line in anew.chosen().lines()]


def test_名前が同じでもほかの課題のまとまりは別のもの() -> None:
    former = without_group(begun(of_groups(group("共通する課題", 1, 2))), 0)
    assert headings(begun_anew(former, of_groups(group("共通する課題", 5, 6)))) == [
        ("1. 共通する課題", True)
    ]


def test_一つのまとまりで消したり直したりした文はほかのまとまりではそのまま() -> None:
    one, two = group("一", 1, 2), group("二", 5, 6, rank=2)
    first = begun(of_groups(one, two))
    typed = {
        keys(first)[0]: one.sentences[0].text,
        keys(first)[1]: f"{two.sentences[0].text}\n{OPEN}",
    }
    anew = begun_anew(rewritten(first, Part.GROUPS, typed), of_groups(one, two))
    assert [line.text for line in anew.lines()].count(OPEN) == 1


def reworded(edition: Edition, place: int, was: str, now: str) -> Edition:
    """In the group at that place."""
    of = edition.of(Part.GROUPS)
    assert of is not None
    key, passage = [*of.by_key.items()][place]
    return rewritten(edition, Part.GROUPS, {key: passage.text.replace(was, now)})


def test_どのまとまりにもある文を一つで直してもほかのまとまりには移らない() -> None:
    one, two, three = (group("一二三"[n], n * 9 + 1, n * 9 + 2, rank=n + 1) for n in range(3))
    former = reworded(begun(of_groups(one, two)), 0, OPEN, "一では、様式をそろえると決まりました。")
    anew = begun_anew(former, of_groups(two, three))
    assert [line.text for line in anew.lines()].count(OPEN) == 2
    assert "一では、様式をそろえると決まりました。" not in str(anew)


def test_同じことばの二つの文は直したほうだけ直ったまま() -> None:
    one, two = (Sentence(text="決定：「はい」", cites=(Cite(CiteKind.ISSUE, n),)) for n in (1, 2))
    first = begun(digest(one, A, two))
    for typed in (["一つ目です。", A.text, two.text], [one.text, A.text, "二つ目です。"]):
        anew = begun_anew(edited(first, "\n".join(typed)), digest(one, A, two, NEW))
        assert [line.text for line in anew.lines()] == [*typed, NEW.text]
    for typed in ([A.text, two.text], [one.text, A.text]):
        anew = begun_anew(edited(first, "\n".join(typed)), digest(one, A, two))
        assert [line.text for line in anew.lines()] == typed


def test_直した文は根拠が同じなら見出しが変わっても直ったまま() -> None:
    former = edited(begun(digest(A, B)), f"一つ目を直した文。\n{B.text}")
    moved = DigestPart(Part.ISSUES, (Paragraph("別の見出し", (A,)),))
    anew = begun_anew(former, composed(PERIOD, (moved,), has_news=True))
    assert [line.text for line in anew.lines()] == ["一つ目を直した文。"]


def test_消した文は見出しが変わっても要点にも戻らない() -> None:
    point = replace(A, weight=2.0)
    former = edited(begun(digest(point, B)), B.text)
    moved = DigestPart(Part.ISSUES, (Paragraph("別の見出し", (point, NEW)),))
    anew = begun_anew(former, composed(PERIOD, (moved,), has_news=True))
    assert [line.text for line in anew.chosen().lines()] == [NEW.text]


@pytest.mark.parametrize("is_part_gone", [False, True])
def test_いちどなくなった見出しが戻っても消した文と載せない選び方は戻らない(
    is_part_gone: bool,
) -> None:
    one, two = group("一", 1, 2, number=3), group("二", 5, 6, number=4, rank=2)
    left_out = group("三", 7, 8, rank=3)
    former = reworded(begun(of_groups(one, two, left_out)), 0, f"\n{OPEN}", "")
    former = without_group(former, 2)
    meanwhile = digest(A) if is_part_gone else of_groups(two)
    between = begun_anew(begun_anew(former, meanwhile), meanwhile)
    assert all(line.text for line in between.lines())
    grown = group("四つ", 1, 2, 9, number=3)
    anew = begun_anew(between, of_groups(grown, left_out))
    assert headings(anew) == [("1. 四つ", True), ("3. 三", False)]
    assert [line.text for line in anew.chosen().lines() if line.text == OPEN] == []
    again = rewritten(anew, Part.GROUPS, {keys(anew)[0]: f"{grown.sentences[0].text}\n{OPEN}"})
    assert OPEN in [line.text for line in begun_anew(again, of_groups(grown)).lines()]


def test_載せないとした部分はいちどなくなっても載らない() -> None:
    former = chosen_anew(begun(digest(A)), parts={Part.ISSUES: False}, groups={}, remark="")
    between = begun_anew(former, digest(B, part=Part.TRAINING))
    assert between.of(Part.ISSUES) is None
    anew = begun_anew(between, digest(A))
    assert A.text not in [line.text for line in anew.chosen().lines()]


@pytest.mark.parametrize("is_left_out", [False, True])
def test_見出しがなくなっても書き足した文は残り載せないものは載らない(is_left_out: bool) -> None:
    gone, stays = group("一", 1, 2), group("二", 5, 6, rank=2)
    first = begun(of_groups(gone, stays))
    former = rewritten(first, Part.GROUPS, {keys(first)[0]: f"{OPEN}\n書き足した別の話です。"})
    if is_left_out:
        former = without_group(former, 0)
    anew = begun_anew(former, of_groups(stays))
    assert headings(anew) == [("2. 二", True), (FROM_OFFICE, not is_left_out)]
    shown = [line.text for line in anew.shown(TakenBack()).lines()]
    assert ("書き足した別の話です。" in shown) is not is_left_out
    assert begun_anew(anew, of_groups(stays)) == anew


def test_部分ごとなくなっても書き足した文は残る() -> None:
    former = edited(begun(digest(A)), f"{A.text}\n書き足した別の話です。")
    anew = begun_anew(former, of_groups(group("一", 1, 2)))
    of = anew.of(Part.ISSUES)
    assert of is not None
    assert [(p.heading, p.text) for p in of.passages] == [(FROM_OFFICE, "書き足した別の話です。")]


def test_引き継げなかった直した文を言う() -> None:
    former = edited(begun(digest(A, B)), f"一つ目を直した文。\n{B.text}\n書き足した別の話です。")
    assert not_carried(former, begun_anew(former, digest(A, NEW))) == ()
    assert not_carried(former, begun_anew(former, digest(B, NEW))) == ("一つ目を直した文。",)


def parts_fit(edition: Edition) -> bool:
    of = edition.of(Part.ISSUES)
    assert of is not None
    return all(len(passage.text) <= PASSAGE_LENGTH for passage in of.passages)


def test_まとめが長くなっても書き足した文といっしょに欄に収まる() -> None:
    added = ["足" * 900, "書" * 900]
    longer = [Sentence(text=f"{n}番目の{'長' * 300}。") for n in range(6)]
    former = edited(begun(digest(A)), "\n".join([A.text, *added]))
    anew = begun_anew(former, digest(A, *longer))
    assert parts_fit(anew)
    assert [line.text for line in anew.lines()][-2:] == added


@given(
    st.lists(st.text("あいう", min_size=1, max_size=400), max_size=15, unique=True),
    st.lists(st.text("かきく", min_size=1, max_size=900), max_size=3),
)
def test_何度書き足して作り直しても欄に収まり何もなくならない(
    texts: list[str], added: list[str]
) -> None:
    edition = begun(digest(A))
    for end in (0, len(texts) // 2, len(texts)):
        of = edition.of(Part.ISSUES)
        assert of is not None
        typed = {
            key: "\n".join([passage.text, *added])[:PASSAGE_LENGTH]
            for key, passage in of.by_key.items()
        }
        former = rewritten(edition, Part.ISSUES, typed)
        edition = begun_anew(former, digest(A, *(Sentence(text=each) for each in texts[:end])))
        assert parts_fit(edition)
        assert {line.text for line in former.lines()} <= {line.text for line in edition.lines()}
