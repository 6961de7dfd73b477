"""What a week's digest is counted from, as tables of its workbook: one sheet a kind."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from domain.case_effect import monthly_words
from domain.digest_groups import GroupStands, Label, Marked
from domain.digest_tables import DigestTables, TrainingTables
from domain.improvement_case import PublishedCase
from domain.japan_time import JAPAN
from domain.kpi import Kpi
from domain.kpi_words import HIDDEN, figure_name
from storage.kpi_workbook import share_of
from storage.office_writer import ListColumn, OfficeBook, WrittenCell

_DAY, _COUNT, _SHARE = "yyyy/mm/dd", "#,##0", "0.0%"
_Row = tuple[WrittenCell, ...]
_ISSUES = (
    ListColumn("番号", 8),
    ListColumn("題名", 44, wraps=True),
    ListColumn("部局", 18),
    ListColumn("課", 18),
    ListColumn("状態", 10),
    ListColumn("段階", 22, wraps=True),
    ListColumn("担当", 16),
    ListColumn("この週の動き", 28, wraps=True),
    ListColumn("登録した日", 12, format=_DAY),
    ListColumn("最後に動いた日", 14, format=_DAY),
)
_GROUPS = (
    ListColumn("順位", 8, format=_COUNT),
    ListColumn("まとまり", 12),
    ListColumn("名前", 40, wraps=True),
    ListColumn("種類", 14),
    ListColumn("部局の数", 10, format=_COUNT),
    ListColumn("部局", 34, wraps=True),
    ListColumn("課題の件数", 10, format=_COUNT),
    ListColumn("開いている件数", 12, format=_COUNT),
    ListColumn("課題", 26, wraps=True),
    ListColumn("決定", 40, wraps=True),
    ListColumn("対応策", 40, wraps=True),
    ListColumn("施策", 12),
)
_MILESTONES = (
    ListColumn("番号", 8),
    ListColumn("施策", 34, wraps=True),
    ListColumn("主導する部局", 18),
    ListColumn("主導する人", 16),
    ListColumn("段階", 24, wraps=True),
    ListColumn("節目の日", 12, format=_DAY),
    ListColumn("節目", 40, wraps=True),
    ListColumn("日を過ぎたか", 12),
    ListColumn("最後に変えた日", 14, format=_DAY),
)
_CASES = (
    ListColumn("番号", 8),
    ListColumn("題名", 44, wraps=True),
    ListColumn("部局", 18),
    ListColumn("課", 18),
    ListColumn("状態", 12),
    ListColumn("公開した日", 12, format=_DAY),
    ListColumn("待っている日から", 14, format=_DAY),
    ListColumn("月の削減時間", 14),
    ListColumn("うちでもやった課", 12, format=_COUNT),
    ListColumn("公開の範囲", 16),
)
_FIGURES = (
    ListColumn("指標", 26),
    ListColumn("区分", 36, wraps=True),
    ListColumn("割合", 10, format=_SHARE),
    ListColumn("数（分子）", 12, format="#,##0.##"),
    ListColumn("分母", 10, format=_COUNT),
    ListColumn("単位", 8),
    ListColumn("表示しない理由", 24),
)
_WEEKS = (
    ListColumn("週のはじめ", 14, format=_DAY),
    ListColumn("新しい課題", 12, format=_COUNT),
    ListColumn("閉じた課題", 12, format=_COUNT),
)
_MISSED = (
    ListColumn("宛先", 26),
    ListColumn("お知らせ", 40, wraps=True),
    ListColumn("理由", 60, wraps=True),
    ListColumn("件数", 10, format=_COUNT),
)


def add_digest_sheets(book: OfficeBook, tables: DigestTables) -> None:
    """Kinds of which there is nothing have no sheet."""
    training = tables.training
    kinds: tuple[tuple[str, Sequence[ListColumn], Callable[[], Iterator[_Row]]], ...] = (
        ("課題の一覧", _ISSUES, lambda: _issues(tables)),
        ("まとまり", _GROUPS, lambda: _groups(tables.groups)),
        ("施策と節目", _MILESTONES, lambda: _milestones(tables)),
        ("事例", _CASES, lambda: _cases(tables)),
        ("指標", _FIGURES, lambda: _figures(training)),
        ("届かなかったもの", _MISSED, lambda: _missed(training)),
        ("課題の推移", _WEEKS, lambda: _weeks(tables)),
    )
    for title, columns, rows in kinds:
        if found := [*rows()]:
            book.add(title, columns, found)


def _issues(tables: DigestTables) -> Iterator[_Row]:
    for issue, happened in tables.told_issues():
        standing = issue.standing
        yield (
            issue.number,
            issue.text.title,
            issue.department,
            issue.section,
            standing.state.value,
            standing.stage,
            tables.owners.get(standing.owner_id or 0),
            happened,
            _day(issue.created_at),
            _day(issue.touched_at),
        )


def _groups(groups: Sequence[GroupStands]) -> Iterator[_Row]:
    for place, group in enumerate(groups, start=1):
        yield (
            place,
            group.group.name if group.group else "候補",
            group.label,
            group.kind.value,
            len(group.departments),
            "、".join(group.departments),
            len(group.issues),
            len(group.open),
            "、".join(f"#{issue.number}" for issue in group.issues),
            _lines(_said(group.decided), _said(group.concluded, Label.CONCLUDED)),
            _said(group.answers),
            "、".join(measure.label for measure in group.measures),
        )


def _said(marks: Sequence[Marked], label: Label | None = None) -> str:
    """``label``: what stands before each."""
    lead = f"{label}：" if label else ""
    return "\n".join(f"{lead}{mark.text}（{mark.cite.name}）" for mark in marks)


def _lines(*parts: str) -> str:
    return "\n".join(filter(None, parts))


def _milestones(tables: DigestTables) -> Iterator[_Row]:
    """One row a milestone; of a measure without any, one that says so."""
    today = tables.period.last_day
    for life in tables.measures:
        measure, text = life.measure, life.measure.text
        head = measure.number, text.name, text.lead_department, tables.owners.get(text.lead_id)
        touched = _day(measure.touched_at)
        for each in text.milestones:
            passed = "過ぎた" if each.day < today else "これから"
            yield (*head, text.stage, each.day, each.what, passed, touched)
        if not text.milestones:
            yield (*head, text.stage, None, "節目が決まっていません", None, touched)


def _cases(tables: DigestTables) -> Iterator[_Row]:
    """What waits for the office has no title here: it is not public yet."""
    for case in tables.cases.published:
        yield _case(case, is_new=tables.period.holds(case.published_at))
    for waits in tables.cases.waiting:
        since = _day(waits.since)
        yield waits.number, None, None, None, "確認待ち", None, since, None, None, None


def _case(case: PublishedCase, *, is_new: bool) -> _Row:
    return (
        case.number,
        case.text.title,
        case.department,
        case.section,
        "新しい" if is_new else "公開中",
        _day(case.published_at),
        None,
        monthly_words(case.text.effect.hours),
        case.adopted_by,
        case.text.visibility.value,
    )


def _figures(training: TrainingTables | None) -> Iterator[_Row]:
    if training is None:
        return
    for kpi in Kpi:
        for figure in training.reading.of(kpi):
            yield (
                kpi.value,
                figure_name(figure),
                share_of(figure),
                None if figure.is_hidden else figure.count,
                figure.of,
                None if figure.is_hidden else kpi.unit,
                HIDDEN if figure.is_hidden else None,
            )


def _missed(training: TrainingTables | None) -> Iterator[_Row]:
    for each in training.missed if training else ():
        yield each.place, each.message, each.reason, each.count


def _weeks(tables: DigestTables) -> Iterator[_Row]:
    for week in tables.weeks:
        yield week.monday, week.opened, week.closed


def _day(at: datetime) -> WrittenCell:
    return at.astimezone(JAPAN).date()
