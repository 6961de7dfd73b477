"""Improvement cases as an Excel workbook: 事例, 横展開, 集計. 未記入 stays 未記入, never 0."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial

from domain.case_effect import UNKNOWN
from domain.case_files import CaseCollection, FiledCase
from domain.case_totals import BASIS, Saved, case_totals
from domain.japan_time import JAPAN
from storage.office_writer import ListColumn, OfficeBook, WrittenCell

_HOURS, _MINUTES, _YEN, _COUNT = "#,##0.00", "#,##0.0", "#,##0", "#,##0"
_DAY, _MONTH = "yyyy/mm/dd", "yyyy/mm"
_Row = tuple[WrittenCell, ...]

_STATE = (ListColumn("状態", 16), ListColumn("公開中", 8), ListColumn("報告者", 16))
"""For the secretariat only: who else reads it sees what is published."""
_CASES = (
    ListColumn("番号", 10),
    ListColumn("題名", 36, wraps=True),
    ListColumn("部局", 16),
    ListColumn("所属", 18),
    ListColumn("課題", 50, wraps=True),
    ListColumn("工夫", 50, wraps=True),
    ListColumn("削減時間（時間／月）", 14, format=_HOURS),
    ListColumn("削減費用（円／年）", 16, format=_YEN),
    ListColumn("待ち時間の短縮（分）", 14, format=_MINUTES),
    ListColumn("そのほかの効果", 30, wraps=True),
    ListColumn("道具", 24, wraps=True),
    ListColumn("きっかけの研修", 30, wraps=True),
    ListColumn("再利用の条件・注意", 30, wraps=True),
    ListColumn("公開範囲", 18),
    ListColumn("公開日", 12, format=_DAY),
    ListColumn("広がり", 10),
    ListColumn("参考になった（人）", 12, format=_COUNT),
    ListColumn("うちでもやった（か所）", 12, format=_COUNT),
)
_ADOPTIONS = (
    ListColumn("番号", 10),
    ListColumn("題名", 36, wraps=True),
    ListColumn("報告した部局", 16),
    ListColumn("報告した所属", 18),
    ListColumn("うちでもやった部局", 18),
    ListColumn("うちでもやった所属", 18),
    ListColumn("始めた月", 12, format=_MONTH),
    ListColumn("削減時間（時間／月）", 14, format=_HOURS),
    ListColumn("備考", 40, wraps=True),
)
_TOTALS = (
    ListColumn("区分", 22),
    ListColumn("件数", 10, format=_COUNT),
    ListColumn("うち削減時間が未記入", 14, format=_COUNT),
    ListColumn("削減時間（時間／月）", 16, format=_HOURS),
    ListColumn("累計削減時間（時間）", 16, format=_HOURS),
    ListColumn("説明", 80, wraps=True),
)


def case_workbook(collection: CaseCollection, *, to: date, is_office: bool) -> bytes:
    """``to``: the day until which hours are counted."""
    book = OfficeBook()
    book.add(
        "事例",
        (*_CASES[:1], *_STATE, *_CASES[1:]) if is_office else _CASES,
        map(partial(_case, courses=collection.courses, is_office=is_office), collection.cases),
    )
    book.add("横展開", _ADOPTIONS, _adoptions(collection))
    book.add("集計", _TOTALS, _totals(collection, to))
    return book.finish()


def _case(filed: FiledCase, *, courses: Mapping[str, str], is_office: bool) -> _Row:
    """The secretariat reads the newest version, everybody else the one that is published."""
    case, shown = filed.case, filed.shown
    text = case.text if is_office or shown is None else shown.text
    effect = text.effect
    state = (case.state.value, "○" if shown else None, filed.author) if is_office else ()
    published = case.published_at.astimezone(JAPAN).date() if case.published_at else None
    return (
        case.name,
        *state,
        text.title,
        case.department,
        case.section,
        text.before,
        text.after,
        _said(effect.hours),
        _said(effect.cost),
        _said(effect.waiting),
        effect.other or UNKNOWN,
        "、".join(text.tools) or UNKNOWN,
        " ".join(filter(None, (text.course_code, courses.get(text.course_code)))),
        text.reuse,
        text.visibility.value,
        published,
        shown.spread.value if shown else None,
        shown.thanks if shown else None,
        shown.adopted_by if shown else None,
    )


def _adoptions(collection: CaseCollection) -> Iterator[_Row]:
    for case, adoption in collection.elsewhere():
        yield (
            case.name,
            case.text.title,
            case.department,
            case.section,
            adoption.department,
            adoption.section,
            adoption.since,
            _said(adoption.hours),
            adoption.remark,
        )


def _totals(collection: CaseCollection, to: date) -> Iterator[_Row]:
    totals = collection.totals(to=to)
    until = f"{to.year}年{to.month}月{to.day}日まで"
    of = f"{collection.extent}。"
    yield _saved("報告した課の分", totals.own, f"{of}{until}。")
    yield _saved("横展開の分", totals.elsewhere, "「うちでもやった」課の分。")
    yield _saved("合計", totals.together, "報告した課の分と横展開の分を足したもの。")
    for department in dict.fromkeys(case.department for case in collection.published):
        own = [case for case in collection.published if case.department == department]
        saved = case_totals(own, (), to=to).own
        yield _saved(f"うち{department}", saved, "報告した課の分の内訳。")
    for number, sentence in enumerate(BASIS, start=1):
        yield (f"計算の根拠{number}", None, None, None, None, sentence)


def _saved(name: str, saved: Saved, about: str) -> _Row:
    """Of what nobody says, there is no sum."""
    is_said = saved.known > 0 or saved.count == 0
    hours: tuple[WrittenCell, WrittenCell] = (
        (round(saved.monthly, 2), round(saved.until_now, 2)) if is_said else (UNKNOWN, UNKNOWN)
    )
    return (name, saved.count, saved.unknown, *hours, about)


def _said(amount: float | None) -> WrittenCell:
    return UNKNOWN if amount is None else amount
