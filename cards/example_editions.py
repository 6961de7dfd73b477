"""フォーラム版 for the examples of the cards."""

from dataclasses import replace
from datetime import timedelta

from cards.example_digest import DIGEST
from cards.example_values import NOW
from domain.digest import Cite, CiteKind, Part
from domain.digest_edition import Edition, begun, chosen_anew, rewritten
from domain.digest_edition_history import EditionHistory, EditionStep, EditionVersion

_FIRST = begun(DIGEST)
((_POINTS_KEY, _POINTS),) = _FIRST.parts[0].by_key.items()
_LAST_GROUP = [*_FIRST.parts[1].by_key][2]
EDITION: Edition = chosen_anew(
    rewritten(
        _FIRST,
        Part.KEY_POINTS,
        {_POINTS_KEY: f"窓口の二度書きに、三つの部局が取り組みます。\n{_POINTS.text}"},
    ),
    parts={Part.TRAINING: False},
    groups={_LAST_GROUP: False},
    remark="今週は、申請の書き方をそろえる話が進みました。ご協力ありがとうございます。",
)
HISTORY = EditionHistory(
    (
        EditionVersion(1, EditionStep.SAVED, 1, NOW, _FIRST),
        EditionVersion(2, EditionStep.SAVED, 2, NOW + timedelta(minutes=5), EDITION),
    ),
    {1: "水谷 香", 2: "野々村 悟"},
)
PUBLISHED = replace(
    HISTORY,
    versions=(
        *HISTORY.versions,
        EditionVersion(3, EditionStep.PUBLISHED, 2, NOW + timedelta(minutes=9), EDITION),
    ),
)
ROWS = {Cite(CiteKind.ISSUE, n): n for n in range(1, 60)} | {
    Cite(CiteKind.GROUP, n): n for n in range(1, 9)
}
