"""What may be said of groups and measures."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from domain.digest import CiteKind, Paragraph, Part
from tests.digest_town.records import OPEN, Records, Row
from tests.digest_town.shapes import (
    NUMBER,
    Pair,
    Shapes,
    Told,
    counted,
    in_one_line,
    is_quoted,
    number,
)

GROUPS, MEASURES = Shapes(Part.GROUPS), Shapes(Part.MEASURES)
_RANKED = r"\d\. .*"
_NAMED = 6


class _Group:
    """The one that a paragraph is about, from the sentence that it begins with."""

    def __init__(self, told: Told) -> None:
        self.records = told.records
        first = told.paragraph.sentences[0]
        self.numbers = {each.number for each in first.cites if each.kind is CiteKind.ISSUE}
        found = re.match(r"(.*?)（(?:まとまり(\d+)|候補)）", first.text)
        assert found is not None, first.text
        self.kind = found[1]
        self.row = self.records.groups()[int(found[2])] if found[2] else None
        stood = self.records.issues()
        self.issues = {each: stood[each] for each in sorted(self.numbers)}

    @property
    def open(self) -> set[int]:
        return {each for each, row in self.issues.items() if row["state"] in OPEN}

    @property
    def departments(self) -> list[str]:
        return [*dict.fromkeys(row["department"] for row in self.issues.values())]

    @property
    def measures(self) -> list[int]:
        found = self.records.measures()
        group = self.row["group_id"] if self.row else None
        return [number for number, row in found.items() if row["group_id"] == group]

    @property
    def decided(self) -> set[tuple[int, str]]:
        return self.records.marked("決定", self.numbers)

    @property
    def told(self) -> dict[int, str]:
        return self.records.told(self.numbers, self.row["group_id"] if self.row else None)

    @property
    def answers(self) -> set[tuple[int, str]]:
        return self.records.marked("対応策", self.numbers)

    @property
    def score(self) -> float:
        """As docs/decisions/0038 has it: departments × (1 + moved in four weeks) × (1 + months, 12 at most)."""
        until, answered = self.records.until, self.records.answered
        late = until - timedelta(weeks=4)
        moved = sum(answered(row) >= late for row in self.issues.values())
        oldest = min(self.records.raised(self.issues[each]) for each in self.open)
        months = min((until - oldest) / timedelta(days=30), 12)
        return len(self.departments) * (1 + moved) * (1 + months)


@GROUPS.under(
    _RANKED,
    rf"(共通する課題|跨る課題)（(候補|まとまり\d+)）：(.*)の{NUMBER}件、うち開いているものは{NUMBER}件です。"
    rf"(?:このうち{NUMBER}件は、この週の新しい課題です。)?",
)
def _group(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    group = _Group(told)
    if group.row is not None:
        yield group.numbers, group.row["issues"]
        yield told.cited(CiteKind.GROUP), {int(found[2].removeprefix("まとまり"))}
        yield found[1], group.row["kind"]
        yield told.paragraph.heading.partition(". ")[2], group.row["label"]
    else:
        yield {row["state"] for row in group.issues.values()} <= {*OPEN, "解決"}, True
        inside = {each for row in told.records.groups().values() for each in row["issues"]}
        yield group.numbers & inside, set()
    rest = len(group.departments) - _NAMED
    named = "・".join(group.departments[:_NAMED]) + (f"ほか{rest}部局" if rest > 0 else "")
    yield found[3], named
    yield len(group.departments) > 1, True
    yield from counted(found[4], told, {*group.issues})
    yield number(found[5]), len(group.open)
    yield number(found[6] or "0"), len(group.numbers & told.records.new)
    yield from _is_ranked(told, group)


def _is_ranked(told: Told, group: _Group) -> Iterator[Pair]:
    """The one before it weighs as much or more."""
    part = told.made.digest.of(Part.GROUPS)
    assert part is not None
    place = part.paragraphs.index(told.paragraph)
    if place:
        before = part.paragraphs[place - 1]
        first = _Group(Told(before.sentences[0], before, told.made, told.records))
        yield first.score >= group.score - 1e-9, True


@GROUPS.under(_RANKED, r"「(.*)」")
def _quoted(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    """In the words of those that are cited."""
    texts = [short_of(row) for each, row in _Group(told).issues.items() if each in told.cited()]
    yield any(found[1].removesuffix("…") in text for text in texts), True
    yield len(texts), len(told.cited())


def short_of(row: Row) -> str:
    """All that an issue says, in one line."""
    said = "\n".join(filter(None, (row["title"], row["what"], row["wish"])))
    return re.sub(r"\s+", " ", said)


@GROUPS.under(_RANKED, r"(決定|対応策)：「(.*)」")
def _marked(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    group, cite = _Group(told), told.sentence.cites[0]
    if cite.kind is CiteKind.COUNTERMEASURE:
        known = [group.told[cite.number]]
    else:
        marked = group.decided if found[1] == "決定" else group.answers
        known = [text for issue, text in marked if issue == cite.number]
    yield any(is_quoted(found[2], text) for text in known), True


_READ = r"(?:話し合いで決まったとみられること|話し合いに残っているとみられる問い)"


@GROUPS.under(_RANKED, _READ + r"（(?:(\d+)年)?(\d+)月(\d+)日）：「(.*)」")
def _discussed(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    """Words of a message of that issue's thread, in which something was said in the week, and its day or that of the
    one after it, which settles it. The year stands there where it is another fiscal one."""
    said = told.records.said(told.one)
    quoted = found[4].removesuffix("…")
    holding = [at for at, (_, text) in enumerate(said) if quoted in in_one_line(text)]
    days = {said[place][0] for at in holding for place in (at, at + 1) if place < len(said)}
    yield any(_written(day, told.records.day_after) == found.groups()[:3] for day in days), True
    yield told.one in _Group(told).numbers, True


def _written(day: date, today: date) -> tuple[str | None, str, str]:
    is_of_year = (day.year - (day.month < 4)) == (today.year - (today.month < 4))
    return None if is_of_year else str(day.year), str(day.month), str(day.day)


@GROUPS.under(_RANKED, r"「決定」の印が付いた発言も、施策もまだありません。")
def _undecided(told: Told, _: re.Match[str]) -> Iterator[Pair]:
    group = _Group(told)
    yield (group.decided, group.measures), (set(), [])
    yield told.cited(), group.open


_ALIKE = rf"次の一歩：{NUMBER}部局で(同じ課題|一つの流れの課題)。"


def _reason(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    group = _Group(told)
    yield number(found[1]), len(group.departments)
    yield found[2], "同じ課題" if group.kind == "共通する課題" else "一つの流れの課題"
    yield told.cited(), group.open
    yield group.measures, []


@GROUPS.under(_RANKED, _ALIKE + r"まとまりとして確かめてください。")
def _to_confirm(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    yield from _reason(told, found)
    yield _Group(told).row, None


@GROUPS.under(_RANKED, _ALIKE + r"ほかの部局の対応策を、話し合いで尋ねてください。")
def _to_ask(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    group = _Group(told)
    yield from _reason(told, found)
    yield (group.told, group.answers, len(group.departments)), ({}, set(), 2)


@GROUPS.under(_RANKED, _ALIKE + r"施策化の提案へ進めます。")
def _to_propose(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    group = _Group(told)
    yield from _reason(told, found)
    yield bool(group.told or group.answers or len(group.departments) > 2), True


@GROUPS.under(
    _RANKED,
    r"次の一歩：施策(\d+)「(.*)」で取り組んでいます。"
    r"(?:次の節目は(\d+)月(\d+)日「(.*)」です。|これからの節目がありません。日付を決めてください。)",
)
def _at_work(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    records, one = told.records, int(found[1])
    yield told.cited(CiteKind.MEASURE), {one}
    yield one, _Group(told).measures[-1]
    yield found[2], records.measures()[one]["name"]
    coming = [each for each in records.milestones(one) if each[0] >= records.day_after]
    said = (int(found[3]), int(found[4]), found[5]) if found[3] else None
    yield said, (coming[0][0].month, coming[0][0].day, coming[0][1]) if coming else None


@GROUPS.under("まとまりの動き", rf"この週に確かめた・変えたまとまりは{NUMBER}件です。")
def _changed(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    yield from counted(found[1], told, groups_changed(told.records), CiteKind.GROUP)


def groups_changed(records: Records) -> set[int]:
    asked = """SELECT g.number FROM issue_group g JOIN issue_group_revision r ON r.group_id = g.id
    JOIN issue_group_change c ON c.id = r.change_id WHERE c.at >= :since AND c.at < :until"""
    return {row["number"] for row in records.rows(asked)}


@GROUPS.under("", rf"このほかに、部局にまたがるまとまりが{NUMBER}件あります。")
def _more(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    """Those that people confirmed are among them; how many are candidates only the grouping tells."""
    shown = [each for each in _paragraphs(told) if re.fullmatch(_RANKED, each.heading, re.DOTALL)]
    yield len(shown), 5
    issues = told.records.issues()
    of_two = [
        row
        for row in told.records.groups().values()
        if len({issues[each]["department"] for each in row["issues"]}) > 1
        and any(issues[each]["state"] in OPEN for each in row["issues"])
    ]
    yield number(found[1]) >= len(of_two) - 5, True
    yield len(told.cited()) >= 2 * number(found[1]), True


def _paragraphs(told: Told) -> tuple[Paragraph, ...]:
    part = told.made.digest.of(Part.GROUPS)
    return part.paragraphs if part else ()


# -- measures ------------------------------------------------------------------------------------

_CALLED = r"施策(\d+)「(.*?)」"


def _measure(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    row = told.records.measures()[int(found[1])]
    yield found[2], row["name"]
    yield told.cited(CiteKind.MEASURE), {int(found[1])}


def _revised(records: Records) -> set[int]:
    asked = """SELECT m.number FROM dx_measure m JOIN dx_measure_revision r ON r.measure_id = m.id
    WHERE r.at >= :since AND r.at < :until"""
    return {row["number"] for row in records.rows(asked)}


@MEASURES.under(
    "始まった・進んだ施策", _CALLED + rf"が始まりました（主導：(.*)、課題{NUMBER}件）。"
)
def _begun(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    yield from _measure(told, found)
    records, one = told.records, int(found[1])
    row = records.measures()[one]
    yield one in records.measures(records.since), False
    yield found[3], row["lead_department"]
    yield number(found[4]), row["issue_ids"].count(",") + 1


@MEASURES.under("始まった・進んだ施策", _CALLED + r"の段階が「(.*)」から「(.*)」になりました。")
def _went_on(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    yield from _measure(told, found)
    records, one = told.records, int(found[1])
    yield found[3], records.measures(records.since)[one]["stage"]
    yield found[4], records.measures()[one]["stage"]


@MEASURES.under("始まった・進んだ施策", _CALLED + r"の内容が変わりました。")
def _rewritten(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    yield from _measure(told, found)
    records, one = told.records, int(found[1])
    yield records.measures()[one]["stage"], records.measures(records.since)[one]["stage"]
    yield one in _revised(records), True


@MEASURES.under(
    "期限を過ぎた節目",
    _CALLED + rf"：(\d+)月(\d+)日「(.*)」から{NUMBER}日たちました。進み具合を確かめてください。",
)
def _late(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    yield from _measure(told, found)
    records, one = told.records, int(found[1])
    passed = [each for each in records.milestones(one) if each[0] < records.day_after]
    yield _said(found), _as_said(passed[-1])
    yield number(found[6]), (records.day_after - passed[-1][0]).days
    yield records.measures()[one]["stage"] == told.made.policy.cycle[-1].name, False


@MEASURES.under("近い節目", _CALLED + r"の(次の|その後の)節目は(\d+)月(\d+)日「(.*)」です。")
def _soon(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    """Of each measure one is the next, and only that."""
    yield from _measure(told, found)
    records, first = told.records, told.records.day_after
    coming = [
        _as_said(each)
        for each in records.milestones(int(found[1]))
        if first <= each[0] <= first + timedelta(days=14)
    ]
    said = int(found[4]), int(found[5]), found[6]
    yield said in coming, True
    yield found[3], "次の" if said == coming[0] else "その後の"


def _said(found: re.Match[str]) -> tuple[int, int, str]:
    return int(found[3]), int(found[4]), found[5]


def _as_said(milestone: tuple[date, str]) -> tuple[int, int, str]:
    day, what = milestone
    return day.month, day.day, what
