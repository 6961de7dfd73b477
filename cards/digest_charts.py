"""The digest's pictures."""

from collections.abc import Sequence

from cards.charts import Chart, ColumnChart, Row
from cards.kpi_charts import departments_chart, target_chart
from cards.pictures import Cell, Line, Matrix
from domain.digest_groups import GroupStands
from domain.digest_tables import TrainingTables
from domain.digest_weeks import WeekCount
from domain.kpi import Kpi, Series

GROUPS_IN_PICTURE = 12
_FIRST, _HOW_MANY = "はじめに登録した部局", "課題がある部局（数字は件数）"


def weeks_chart(weeks: Sequence[WeekCount]) -> ColumnChart | None:
    """None where nothing happened in any of them."""
    if not any(week.opened or week.closed for week in weeks):
        return None
    return ColumnChart(
        f"課題の動き（{len(weeks)}週間）",
        "件",
        tuple(f"{week.monday.month}/{week.monday.day}〜" for week in weeks),
        (
            Row("新しい", tuple(week.opened for week in weeks)),
            Row("閉じた", tuple(week.closed for week in weeks)),
        ),
    )


def training_charts(training: TrainingTables | None) -> tuple[Chart, ...]:
    """The first target over the years, and departments; none of an older week."""
    if training is None:
        return ()
    reading = training.reading
    lines = (
        target_chart(each, training.history, today=reading.as_of) for each in training.standings
    )
    departments = departments_chart(
        Kpi.BASIC.value,
        reading.by_department(Kpi.BASIC),
        whole=reading.figure(Series(Kpi.BASIC)),
    )
    return tuple(filter(None, (next(filter(None, lines), None), departments)))


def groups_matrix(groups: Sequence[GroupStands]) -> Matrix | None:
    """Departments and groups, those first that the digest ranks first. None where there are none."""
    shown = groups[:GROUPS_IN_PICTURE]
    if not shown:
        return None
    left = len(groups) - len(shown)
    names = dict.fromkeys(name for group in shown for name in group.departments)
    return Matrix(
        title="部局横断の課題",
        columns=tuple(names),
        lines=tuple(map(_group_line, shown)),
        began_is=_FIRST,
        followed_is=_HOW_MANY,
        note=f"ほかに{left:,}件" if left else "",
    )


def _group_line(group: GroupStands) -> Line:
    first = min(group.issues, key=lambda issue: (issue.created_at, issue.number)).department
    cells = {
        name: Cell(name == first, sum(issue.department == name for issue in group.issues))
        for name in group.departments
    }
    name = group.group.name if group.group else "候補"
    return Line(f"{name}　{group.label or group.kind}", cells, f"課題{len(group.issues):,}件")


def matrix_alt(matrix: Matrix) -> str:
    """The figures in words."""
    return "。".join(map(_line_said, matrix.lines)) + "。"


def _line_said(line: Line) -> str:
    where = "・".join(f"{name}{cell.followed}件" for name, cell in line.cells.items())
    return f"{line.label}：{where}"
