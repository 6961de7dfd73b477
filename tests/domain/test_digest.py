"""今週のまとめ: what is new, moved, closed and stalled, against a second way to count it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case_totals import CaseTotals, Saved
from domain.digest import (
    NOTHING_NEW,
    NOTHING_WEIGHTY,
    Cite,
    CiteKind,
    DigestPart,
    NotYetBegun,
    Paragraph,
    Part,
    Period,
    Sentence,
    composed,
    for_forum,
)
from domain.digest_cases import CaseWeek, cases_part
from domain.digest_issues import IssueLife, issue_week, issues_part
from domain.digest_measures import DxMeasureLife, measures_part
from domain.dx_measure import DxMeasure, DxMeasureRevision, DxMeasureText, Milestone
from domain.issue import OPEN, Issue, IssueState, IssueText, Standing
from domain.issue_history import IssueRevision
from domain.japan_time import JAPAN

START = datetime(2026, 9, 7, tzinfo=JAPAN)
PERIOD = Period.of_week(date(2026, 11, 18), as_of=datetime(2026, 12, 1, tzinfo=JAPAN))
HOURS = st.integers(0, 24 * 7 * 11)


def life(number: int, steps: list[tuple[int, IssueState]]) -> IssueLife | None:
    """``steps``: hours after START and the state from then on; None where it came after the week."""
    known = [(START + timedelta(hours=h), state) for h, state in sorted(steps, key=lambda s: s[0])]
    revisions = tuple(
        IssueRevision(version, 1, at, IssueText(title=f"題{number}", what="…"), Standing(state))
        for version, (at, state) in enumerate(known, 1)
        if at < PERIOD.until
    )
    if not revisions:
        return None
    issue = Issue(
        id=number,
        number=number,
        author_id=1,
        department=f"部{number % 3}",
        section="課",
        text=revisions[-1].text,
        standing=revisions[-1].standing,
        version=len(revisions),
        created_at=known[0][0],
        touched_at=revisions[-1].at,
    )
    return IssueLife(issue, revisions)


LIVES = st.lists(
    st.lists(st.tuples(HOURS, st.sampled_from(IssueState)), min_size=1, max_size=5), max_size=12
).map(
    lambda all_steps: [
        each
        for number, steps in enumerate(all_steps, 1)
        if (each := life(number, steps)) is not None
    ]
)


def state_at(each: IssueLife, moment: datetime) -> IssueState | None:
    """The second way: by looking at one moment."""
    state = None
    for revision in each.revisions:
        if revision.at < moment:
            state = revision.standing.state
    return state


@given(LIVES)
def test_数えたものは別の数え方と同じ(lives: list[IssueLife]) -> None:
    week = issue_week(lives, PERIOD)
    first, last = PERIOD.since, PERIOD.until
    assert week.open == sum(state_at(each, last) in OPEN for each in lives)
    assert week.open_before == sum(state_at(each, first) in OPEN for each in lives)
    assert len(week.new) == sum(state_at(each, first) is None for each in lives)
    came = sum(state_at(each, first) is None for each in lives)
    reopened = sum(
        state_at(each, first) not in (*OPEN, None) and state_at(each, last) in OPEN
        for each in lives
    )
    assert week.open == week.open_before + came + reopened - len(week.closed)
    assert {each.id for each in week.closed}.isdisjoint(each.issue.id for each in week.moved)
    for issue in week.stalled:
        assert issue.is_open
        assert last - issue.touched_at >= timedelta(days=30)


@given(LIVES)
def test_どの文にも根拠の番号があり番号はある課題のもの(lives: list[IssueLife]) -> None:
    numbers = {each.issue.number for each in lives}
    for sentence in issues_part(issue_week(lives, PERIOD), PERIOD).sentences():
        assert sentence.cites
        assert {cite.number for cite in sentence.cites} <= numbers


def test_新しくて閉じた課題は両方に数え動いた課題には数えない() -> None:
    hours = int((PERIOD.since - START) / timedelta(hours=1))
    both = life(1, [(hours + 1, IssueState.RECEIVED), (hours + 2, IssueState.SOLVED)])
    assert both is not None
    week = issue_week([both], PERIOD)
    assert (len(week.new), len(week.closed), len(week.moved)) == (1, 1, 0)


def test_動いた課題は何が変わったかを言う() -> None:
    hours = int((PERIOD.since - START) / timedelta(hours=1))
    found = life(1, [(1, IssueState.RECEIVED), (hours + 2, IssueState.AT_WORK)])
    assert found is not None
    first, second = found.revisions
    owned = replace(second, standing=replace(second.standing, owner_id=4, stage="解決策検討"))
    (moved,) = issue_week([IssueLife(found.issue, (first, owned))], PERIOD).moved
    assert moved.how == ("受付→対応中", "段階は「解決策検討」", "担当が決まりました")


@pytest.mark.parametrize(
    ("was", "then", "now", "how"),
    [
        (
            Standing(IssueState.AT_WORK, "試行", 4),
            None,
            Standing(IssueState.AT_WORK),
            ("段階の記入がなくなりました", "担当がいなくなりました"),
        ),
        (
            Standing(IssueState.AT_WORK, "試行", 4),
            Standing(IssueState.RECEIVED, "試行", 4),
            Standing(IssueState.AT_WORK, "試行", 4),
            ("いったん変わり、元に戻りました",),
        ),
        (
            Standing(IssueState.SOLVED),
            Standing(IssueState.AT_WORK),
            Standing(IssueState.SOLVED),
            ("いったん変わり、元に戻りました",),
        ),
    ],
)
def test_なくなったことも元に戻ったことも動きとして言う(
    was: Standing, then: Standing | None, now: Standing, how: tuple[str, ...]
) -> None:
    hours = int((PERIOD.since - START) / timedelta(hours=1))
    known = [(1, was), *([(hours + 1, then)] if then else []), (hours + 2, now)]
    found = life(1, [(hour, each.state) for hour, each in known])
    assert found is not None
    revisions = tuple(
        replace(each, standing=standing)
        for each, (_, standing) in zip(found.revisions, known, strict=True)
    )
    (moved,) = issue_week([IssueLife(found.issue, revisions)], PERIOD).moved
    assert moved.how == how


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("試行・実装", "課題の認識", "「試行・実装」から「課題の認識」になりました"),
        ("", "課題の認識", "「未記入」から「課題の認識」になりました"),
    ],
)
def test_施策の段階は戻ったときも進んだとは言わない(was: str, now: str, said: str) -> None:
    text = DxMeasureText(
        name="申請を一度に", aim="…", lead_department="市民部", lead_id=1, stage=was
    )
    later = replace(text, stage=now)
    measure = DxMeasure(
        id=1, number=1, group_id=1, text=later, version=2, created_at=START, touched_at=PERIOD.since
    )
    revisions = (DxMeasureRevision(1, 1, START, text), DxMeasureRevision(2, 1, PERIOD.since, later))
    part = measures_part(
        [DxMeasureLife(measure, revisions)], PERIOD, today=PERIOD.last_day, last_stage=""
    )
    (sentence,) = part.sentences()
    assert sentence.text == f"施策1「申請を一度に」の段階が{said}。"


def test_節目が二つ近くても次の節目は一つだけ() -> None:
    today = PERIOD.last_day
    days = (today, today + timedelta(days=3), today + timedelta(days=15))
    text = DxMeasureText(
        name="申請を一度に",
        aim="…",
        lead_department="市民部",
        lead_id=1,
        milestones=tuple(Milestone(day, "試す") for day in days),
    )
    measure = DxMeasure(
        id=1, number=1, group_id=1, text=text, version=1, created_at=START, touched_at=START
    )
    life = DxMeasureLife(measure, (DxMeasureRevision(1, 1, START, text),))
    said = [each.text for each in measures_part([life], PERIOD, today=today, last_stage="").sentences()]  # fmt: skip
    assert said == [
        "施策1「申請を一度に」の次の節目は11月22日「試す」です。",
        "施策1「申請を一度に」のその後の節目は11月25日「試す」です。",
    ]


def test_累計削減時間の内訳を足すと合計になる() -> None:
    """Half an hour here and half an hour there are one hour, not none and one."""
    half = Saved(monthly=0.5, until_now=0.5, known=1)
    totals = CaseTotals(PERIOD.last_day, half, half)
    week = CaseWeek(published=(), adoptions=(), waiting=(), totals=totals, totals_before=totals)
    (sentence,) = cases_part(week, PERIOD).sentences()
    assert "累計削減時間は1時間です" in sentence.text
    assert "報告した課の分が30分、横展開の分が30分です。" in sentence.text


def test_週は月曜の0時からで途中ならそのときまで() -> None:
    now = datetime(2026, 11, 20, 10, tzinfo=JAPAN)
    this = Period.of_week(now.date(), as_of=now)
    assert (this.week, this.is_whole, this.holds(now)) == ("2026-W47", False, True)
    assert this.since == datetime(2026, 11, 16, tzinfo=JAPAN)
    assert this.last_day == now.date()
    assert this.before().is_whole
    assert this.before().last_day == date(2026, 11, 15)
    with pytest.raises(NotYetBegun):
        Period.of_week(date(2026, 11, 23), as_of=now)


def _sentence(weight: float, *, for_office: bool = False) -> Sentence:
    return Sentence(
        text=f"重さ{weight}",
        cites=(Cite(CiteKind.ISSUE, 1),),
        weight=weight,
        for_office=for_office,
    )


def test_要点ではどのまとまりのことかが先に立つ() -> None:
    told = Sentence(text="3部局の課題です。", weight=1.0, name="「紙の台帳」")
    digest = composed(
        PERIOD, (DigestPart(Part.GROUPS, (Paragraph("1. 紙の台帳", (told,)),)),), has_news=True
    )
    assert [each.text for each in digest.sentences()] == [
        "「紙の台帳」は、3部局の課題です。",
        "3部局の課題です。",
    ]


def test_要点は重いものから五つまでで変化なしは先頭に立つ() -> None:
    said = tuple(_sentence(weight) for weight in (0, 1, 6, 2, 5, 3, 4))
    parts = (DigestPart(Part.ISSUES, (Paragraph("", said),)), DigestPart(Part.CASES, ()))
    points = composed(PERIOD, parts, has_news=True).of(Part.KEY_POINTS)
    assert points is not None
    assert [each.text for each in points.sentences()] == [f"重さ{n}" for n in (6, 5, 4, 3, 2)]
    quiet = composed(PERIOD, parts, has_news=False)
    assert [part.part for part in quiet.parts] == [Part.KEY_POINTS, Part.ISSUES]
    assert next(quiet.sentences()).text == NOTHING_NEW


def test_動きはあっても重い文がなければ_要点は空にせずそう言う() -> None:
    parts = (DigestPart(Part.ISSUES, (Paragraph("", (_sentence(0),)),)),)
    digest = composed(PERIOD, parts, has_news=True)
    assert [each.text for each in digest.sentences()] == [NOTHING_WEIGHTY, "重さ0"]
    assert [each.text for each in for_forum(digest).sentences()] == ["重さ0"]


def test_フォーラムには事務局だけの文とボタンを出さない() -> None:
    parts = (
        DigestPart(Part.ISSUES, (Paragraph("", (_sentence(2), _sentence(1, for_office=True))),)),
        DigestPart(Part.OFFICE, (Paragraph("", (_sentence(3, for_office=True),)),)),
    )
    public = for_forum(composed(PERIOD, parts, has_news=True))
    assert [each.text for each in public.sentences()] == ["重さ2", "重さ2"]
    assert public.of(Part.OFFICE) is None
