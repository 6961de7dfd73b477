"""All that a digest says, looked up once more: what does not come out is told sentence by sentence."""

from collections.abc import Iterator

from domain.digest import NOTHING_NEW, NOTHING_WEIGHTY, Part
from tests.digest_town.case_shapes import CASES, OFFICE
from tests.digest_town.group_shapes import GROUPS, MEASURES
from tests.digest_town.history import Made
from tests.digest_town.issue_shapes import ISSUES
from tests.digest_town.records import Records, Row
from tests.digest_town.shapes import Told
from tests.digest_town.target_shapes import TARGETS

SHAPES = {each.part: each for each in (GROUPS, ISSUES, MEASURES, CASES, TARGETS, OFFICE)}
_OF_WEEK = ">= :since AND {at} < :until"
_KEPT_CASE = "JOIN improvement_case c ON c.id = r.case_id WHERE c.state <> '取り下げ' AND"
_ELSEWHERE = "(r.department <> c.department OR r.section <> c.section)"
_HAPPENED = (
    "SELECT at FROM issue_revision WHERE at {week}",
    "SELECT at FROM dx_measure_revision WHERE at {week}",
    "SELECT at FROM issue_group_change WHERE at {week}",
    "SELECT answered_at FROM exchange_item WHERE progress IN ('進んだ', '困っている') AND answered_at {week}",
    f"SELECT r.at FROM case_revision r {_KEPT_CASE} r.at {{week}}",
    f"SELECT r.at FROM case_decision r {_KEPT_CASE} r.at {{week}}",
    f"SELECT r.at FROM case_adoption r {_KEPT_CASE} c.published_version AND {_ELSEWHERE} AND r.at {{week}}",
    "SELECT created_at FROM countermeasure WHERE stands AND created_at {week}",
    """SELECT k.at FROM issue_mark k JOIN issue_message m ON m.id = k.message_id
    WHERE m.deleted_at IS NULL AND k.ended_at IS NULL AND k.at {week}""",
)


def faults(made: Made) -> list[str]:
    """Empty where everything that is said is so."""
    found = [*_key_points(made, _records(made))]
    for part, told in told_by(made):
        found += SHAPES[part].faults(told)
    return found


def told_by(made: Made) -> Iterator[tuple[Part, Told]]:
    """All its sentences but the key points, which stand below again."""
    records = _records(made)
    for part in made.digest.parts:
        if part.part is not Part.KEY_POINTS:
            for paragraph in part.paragraphs:
                for sentence in paragraph.sentences:
                    yield part.part, Told(sentence, paragraph, made, records)


def _records(made: Made) -> Records:
    period = made.digest.period
    return Records(made.town.file, period.since, period.until)


def _key_points(made: Made, records: Records) -> Iterator[str]:
    """Sentences that stand below, or that nothing happened: then nothing did."""
    first, *others = made.digest.parts
    assert first.part is Part.KEY_POINTS
    below = [each.as_point() for part in others for each in part.sentences()]
    said = [*first.sentences()]
    if not 0 < len(said) <= 5:
        yield f"要点が{len(said)}文ある"
    for sentence in said:
        if sentence.text not in (NOTHING_NEW, NOTHING_WEIGHTY) and sentence not in below:
            yield f"要点「{sentence.text}」が下にない"
    weighty = [each for part in others for each in part.sentences() if each.weight > 0]
    if any(sentence.text == NOTHING_WEIGHTY for sentence in said) and weighty:
        yield f"挙げるほどの動きはないと言うのに、下にある：{weighty[0].text}"
    happened = [*_happened(records)]
    is_quiet = any(sentence.text == NOTHING_NEW for sentence in said)
    if is_quiet and happened:
        yield f"「変化なし」と言うのに動きがある：{happened}"


def _happened(records: Records) -> Iterator[Row]:
    for query in _HAPPENED:
        at = query.split()[1]
        yield from records.rows(query.format(week=_OF_WEEK.format(at=at)))
