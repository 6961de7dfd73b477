"""Issues as an Excel workbook: 課題, 経過, つながり, 対応策, what has become of them.

未記入 stays empty, never 0.
"""

from collections.abc import Iterator, Mapping

from domain.case_effect import monthly_words
from domain.countermeasure import SameDone, hours_adopted
from domain.issue import Issue
from domain.issue_files import IssueCollection
from domain.japan_time import JAPAN
from storage.issue_group_sheets import add_group_sheets
from storage.office_writer import ListColumn, OfficeBook, WrittenCell

_DAY, _COUNT, _HOURS = "yyyy/mm/dd", "#,##0", "#,##0.00"
_Row = tuple[WrittenCell, ...]
_ISSUES = (
    ListColumn("番号", 8),
    ListColumn("題名", 36, wraps=True),
    ListColumn("部局", 16),
    ListColumn("所属", 18),
    ListColumn("状態", 10),
    ListColumn("段階", 26, wraps=True),
    ListColumn("担当", 16),
    ListColumn("書いた人", 16),
    ListColumn("何が起きているか", 50, wraps=True),
    ListColumn("件数（件／月）", 12, format=_COUNT),
    ListColumn("かかる時間（時間／月）", 14, format=_HOURS),
    ListColumn("影響", 12),
    ListColumn("関係するシステム", 24, wraps=True),
    ListColumn("業務", 20, wraps=True),
    ListColumn("望む姿", 40, wraps=True),
    ListColumn("登録した日", 12, format=_DAY),
    ListColumn("最後に動いた日", 14, format=_DAY),
    ListColumn("同じ課題", 14),
    ListColumn("関係ありの課題", 14),
)
_HISTORY = (
    ListColumn("番号", 8),
    ListColumn("版", 6, format=_COUNT),
    ListColumn("日付", 12, format=_DAY),
    ListColumn("変えた人", 16),
    ListColumn("題名", 36, wraps=True),
    ListColumn("状態", 10),
    ListColumn("段階", 26, wraps=True),
    ListColumn("担当", 16),
    ListColumn("ひとこと", 40, wraps=True),
)
_LINKS = (
    ListColumn("番号", 8),
    ListColumn("相手の番号", 10),
    ListColumn("答え", 10),
    ListColumn("答えた人", 16),
    ListColumn("日付", 12, format=_DAY),
)
_COUNTERMEASURES = (
    ListColumn("番号", 8),
    ListColumn("課題の番号", 16),
    ListColumn("まとまり", 24, wraps=True),
    ListColumn("していること", 50, wraps=True),
    ListColumn("部局", 16),
    ListColumn("所属", 18),
    ListColumn("いつから", 12, format=_DAY),
    ListColumn("道具", 24, wraps=True),
    ListColumn("減った時間（時間／月）", 14, format=_HOURS),
    ListColumn("効果", 40, wraps=True),
    ListColumn("採用した部署", 40, wraps=True),
    ListColumn("採用で減った時間（時間／月）", 16, format=_HOURS),
    ListColumn("もと", 12),
    ListColumn("登録した人", 16),
    ListColumn("登録した日", 12, format=_DAY),
    ListColumn("最後に変えた日", 14, format=_DAY),
    ListColumn("取り下げ", 10),
)


def issue_workbook(collection: IssueCollection) -> bytes:
    book = OfficeBook()
    numbers = collection.numbers
    book.add("課題", _ISSUES, (_issue(each, collection, numbers) for each in collection.issues))
    book.add("経過", _HISTORY, _history(collection, numbers))
    book.add("つながり", _LINKS, _links(collection, numbers))
    book.add("対応策", _COUNTERMEASURES, _countermeasures(collection, numbers))
    add_group_sheets(book, collection)
    return book.finish()


def _issue(issue: Issue, collection: IssueCollection, numbers: Mapping[int, int]) -> _Row:
    text, standing, names = issue.text, issue.standing, collection.names
    return (
        issue.number,
        text.title,
        issue.department,
        issue.section,
        standing.state.value,
        standing.stage,
        names.get(standing.owner_id or 0),
        names.get(issue.author_id),
        text.what,
        text.times,
        text.hours,
        text.affected.value if text.affected else None,
        "、".join(text.systems),
        text.work,
        text.wish,
        issue.created_at.astimezone(JAPAN).date(),
        issue.touched_at.astimezone(JAPAN).date(),
        _tied(issue, "同じ", collection, numbers),
        _tied(issue, "関係あり", collection, numbers),
    )


def _tied(issue: Issue, kind: str, collection: IssueCollection, numbers: Mapping[int, int]) -> str:
    others = (
        numbers[link.other(issue.id)]
        for link in collection.links
        if link.kind == kind and issue.id in (link.low, link.high)
    )
    return "、".join(f"#{number}" for number in sorted(others))


def _history(collection: IssueCollection, numbers: Mapping[int, int]) -> Iterator[_Row]:
    names = collection.names
    for issue_id, revision in collection.revisions:
        standing = revision.standing
        yield (
            numbers[issue_id],
            revision.version,
            revision.at.astimezone(JAPAN).date(),
            names.get(revision.editor_id),
            revision.text.title,
            standing.state.value,
            standing.stage,
            names.get(standing.owner_id or 0),
            revision.remark,
        )


def _links(collection: IssueCollection, numbers: Mapping[int, int]) -> Iterator[_Row]:
    for link in collection.links:
        yield (
            numbers[link.low],
            numbers[link.high],
            link.kind.value,
            collection.names.get(link.staff_id),
            link.at.astimezone(JAPAN).date(),
        )


def _countermeasures(collection: IssueCollection, numbers: Mapping[int, int]) -> Iterator[_Row]:
    for seen in collection.countermeasures:
        measure, text = seen.measure, seen.measure.text
        group = collection.groups_with_countermeasure.get(measure.group_id or 0)
        ids = group.issue_ids if group else (measure.issue_id or 0,)
        yield (
            measure.number,
            "、".join(f"#{numbers[each]}" for each in ids if each in numbers),
            group.called if group else None,
            text.what,
            text.department,
            text.section,
            text.since,
            text.tools,
            text.hours,
            text.effect,
            "\n".join(map(_adopted, seen.adopted)),
            hours_adopted(seen.adopted),
            measure.source.value,
            collection.names.get(measure.author_id),
            measure.created_at.astimezone(JAPAN).date(),
            measure.touched_at.astimezone(JAPAN).date(),
            None if measure.stands else "取り下げ",
        )


def _adopted(adopted: SameDone) -> str:
    since = f"{adopted.since.year}年{adopted.since.month}月から"
    return f"{adopted.place}（{since}・{monthly_words(adopted.hours)}）"
