"""What issues have become, as sheets of their workbook: まとまり, 部局横断DX施策, 施策の経過."""

from collections.abc import Iterator, Mapping, Sequence

from domain.case_diff import FieldDifference
from domain.dx_measure import DxMeasure
from domain.dx_measure_history import DxMeasureHistory
from domain.issue import Issue
from domain.issue_board import departments_of
from domain.issue_files import IssueCollection
from domain.issue_group import ConfirmedGroup
from domain.japan_time import JAPAN
from storage.office_writer import ListColumn, OfficeBook, WrittenCell

_DAY, _COUNT = "yyyy/mm/dd", "#,##0"
_Row = tuple[WrittenCell, ...]
_GROUPS = (
    ListColumn("番号", 8),
    ListColumn("まとまりの名前", 36, wraps=True),
    ListColumn("種類", 14),
    ListColumn("部局", 36, wraps=True),
    ListColumn("課題の件数", 10, format=_COUNT),
    ListColumn("課題", 30, wraps=True),
    ListColumn("施策", 14),
)
_MEASURES = (
    ListColumn("番号", 8),
    ListColumn("名前", 30, wraps=True),
    ListColumn("ねらい", 50, wraps=True),
    ListColumn("主導する部局", 16),
    ListColumn("主導する人", 16),
    ListColumn("参加する部局", 30, wraps=True),
    ListColumn("参加する人", 30, wraps=True),
    ListColumn("支援するデジタル専門人材", 24, wraps=True),
    ListColumn("節目", 40, wraps=True),
    ListColumn("めざす効果", 36, wraps=True),
    ListColumn("段階", 26, wraps=True),
    ListColumn("課題", 24, wraps=True),
    ListColumn("状態", 10),
    ListColumn("できたこと・中止の理由", 40, wraps=True),
    ListColumn("始めた日", 12, format=_DAY),
    ListColumn("最後に動いた日", 14, format=_DAY),
)
_HISTORY = (
    ListColumn("番号", 8),
    ListColumn("版", 6, format=_COUNT),
    ListColumn("日付", 12, format=_DAY),
    ListColumn("変えた人", 16),
    ListColumn("変わったところ", 60, wraps=True),
)


def add_group_sheets(book: OfficeBook, collection: IssueCollection) -> None:
    numbers = collection.numbers
    histories = [
        DxMeasureHistory(each, collection.measure_revisions[each.id], collection.names, numbers)
        for each in collection.measures
    ]
    by_id = {issue.id: issue for issue in collection.issues}
    groups = (_group(each, by_id, collection.measures) for each in collection.groups)
    book.add("まとまり", _GROUPS, groups)
    book.add("施策", _MEASURES, map(_measure, histories))
    book.add("施策の経過", _HISTORY, (row for each in histories for row in _history(each)))


def _group(
    group: ConfirmedGroup, by_id: Mapping[int, Issue], measures: Sequence[DxMeasure]
) -> _Row:
    issues = [by_id[each] for each in group.issue_ids if each in by_id]
    return (
        group.number,
        group.label,
        group.kind.value,
        "、".join(departments_of(issues)),
        len(issues),
        "、".join(f"#{issue.number}" for issue in issues),
        "、".join(each.label for each in measures if each.group_id == group.id),
    )


def _measure(history: DxMeasureHistory) -> _Row:
    measure, text = history.measure, history.measure.text
    return (
        measure.number,
        text.name,
        text.aim,
        text.lead_department,
        _names(history, [text.lead_id]),
        "、".join(text.other_departments),
        _names(history, text.member_ids),
        _names(history, text.supporter_ids),
        "\n".join(f"{each.day:%Y/%m/%d} {each.what}" for each in text.milestones),
        text.effect,
        text.stage,
        "、".join(f"#{history.numbers[i]}" for i in text.issue_ids if i in history.numbers),
        text.state.value,
        text.outcome,
        measure.created_at.astimezone(JAPAN).date(),
        measure.touched_at.astimezone(JAPAN).date(),
    )


def _history(history: DxMeasureHistory) -> Iterator[_Row]:
    for revision in history.revisions:
        changed = history.changes(revision.version)
        yield (
            history.measure.number,
            revision.version,
            revision.at.astimezone(JAPAN).date(),
            history.names.get(revision.editor_id),
            "\n".join(map(_changed, changed)) or "施策を始めた",
        )


def _names(history: DxMeasureHistory, staff_ids: Sequence[int]) -> str:
    return "、".join(history.names[each] for each in staff_ids if each in history.names)


def _changed(difference: FieldDifference) -> str:
    """「段階：− 課題の認識・発見 ＋ 解決策検討」."""
    lines = (f"{line.change}{line.text.strip()}" for line in difference.lines)
    return f"{difference.label}：{' '.join(lines)}"
