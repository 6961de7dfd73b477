"""Digests for the examples of the cards."""

from dataclasses import replace
from datetime import timedelta

from cards.example_groups import CANDIDATE, EVIDENCE, GROUP, NEAR
from cards.example_issues import HISTORY, ISSUE, LATER, SHORT
from cards.example_measures import HISTORY as MEASURE_HISTORY
from cards.example_measures import MEASURE
from cards.example_values import NOW
from domain.digest import (
    Cite,
    CiteKind,
    Digest,
    DigestPart,
    NextStep,
    Paragraph,
    Part,
    Period,
    Sentence,
    Step,
    composed,
)
from domain.digest_groups import GroupStands, Marked, groups_part, ranked
from domain.digest_issues import IssueLife, issue_week, issues_part
from domain.digest_measures import DxMeasureLife, measures_part
from domain.issue_group import GroupKind
from domain.issue_history import IssueRevision

PERIOD = Period.of_week(NOW.date(), as_of=NOW + timedelta(hours=1))
_NEW = replace(NEAR, created_at=NOW, touched_at=NOW)
_OLD = replace(ISSUE, id=3, number=3, department="土木部", section="道路課")
_LIVES = tuple(
    IssueLife(
        issue,
        (IssueRevision(1, 1, issue.created_at, issue.text, issue.standing),),
    )
    for issue in (_OLD, SHORT, _NEW)
)
_MARKED = Marked("申請書をQRコードにして読み取る。", Cite(CiteKind.ISSUE, SHORT.number), NOW)
_GROUPS = ranked(
    (
        GroupStands(
            label=GROUP.label,
            kind=GROUP.kind,
            issues=(SHORT, ISSUE, _NEW),
            evidence=EVIDENCE,
            group=GROUP,
            answers=(_MARKED,),
            concluded=(
                Marked("4月から窓口でQRコードを試します", Cite(CiteKind.ISSUE, ISSUE.number), NOW),
            ),
            left_open=(
                Marked("読み取り機は何台要りますか", Cite(CiteKind.ISSUE, SHORT.number), NOW),
            ),
        ),
        GroupStands(
            label="電話の問い合わせが同じ内容で何度も来る",
            kind=GroupKind.SPANNING,
            issues=CANDIDATE.issues,
            evidence=CANDIDATE.evidence,
            decided=(_MARKED,),
        ),
        GroupStands(
            label="紙の台帳を探すのに時間がかかる",
            kind=GroupKind.COMMON,
            issues=(ISSUE, _NEW),
            evidence=EVIDENCE,
            group=replace(GROUP, id=4, number=4),
            measures=(MEASURE,),
        ),
    ),
    now=PERIOD.until,
)
_TRAINING = DigestPart(
    Part.TRAINING,
    (
        Paragraph(
            "", (Sentence(text="全職員基礎研修の受講率は72.5%です（対象120人のうち87人）。"),)
        ),
    ),
)
_OFFICE = DigestPart(
    Part.OFFICE,
    (
        Paragraph(
            "",
            (
                Sentence(
                    text="お知らせが届かなかった人が2人います。",
                    next_step=NextStep(Step.OPEN_DELIVERIES),
                    for_office=True,
                ),
            ),
        ),
    ),
)
MEASURE_LIVES = (DxMeasureLife(MEASURE, tuple(MEASURE_HISTORY.revisions)),)
DIGEST = composed(
    PERIOD,
    (
        groups_part(_GROUPS, PERIOD, today=NOW.date()),
        issues_part(
            issue_week((*_LIVES, IssueLife(LATER, tuple(HISTORY.revisions))), PERIOD), PERIOD
        ),
        measures_part(
            MEASURE_LIVES,
            PERIOD,
            today=NOW.date() + timedelta(days=40),
            last_stage="利活用",
        ),
        _TRAINING,
        _OFFICE,
    ),
    has_news=True,
)
QUIET = composed(PERIOD.before(), (_TRAINING,), has_news=False)


_IN_OTHER_WORDS = "転入届の内容を住民記録システムと台帳の両方に、手で打っています。"


def _as_phrased(digest: Digest) -> Digest:
    """With the first quoted sentence in other words."""
    groups = digest.parts[1]
    first, *rest = groups.paragraphs
    place = next(at for at, each in enumerate(first.sentences) if each.quote)
    was = first.sentences[place]
    told = replace(was, text=_IN_OTHER_WORDS, phrased_of=was.text)
    sentences = (*first.sentences[:place], told, *first.sentences[place + 1 :])
    changed = replace(groups, paragraphs=(replace(first, sentences=sentences), *rest))
    return replace(digest, parts=(digest.parts[0], changed, *digest.parts[2:]))


PHRASED_DIGEST = _as_phrased(DIGEST)
