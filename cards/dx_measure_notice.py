"""Who is put into a 部局横断DX施策 hears of it: who leads, takes part, or supports it."""

from collections.abc import Sequence
from datetime import date

from cards import wording
from cards.elements import Bold, Buttons, Card, note, paragraph
from cards.example_measures import MEASURE
from cards.example_values import TODAY
from cards.issue_belongs import measure_button
from domain.dx_measure import DxMeasure, Part


def put_in_card(measure: DxMeasure, parts: Sequence[Part], *, by: str, today: date) -> Card:
    """To who has newly something to do in it. ``by``: who has put them in, "" of one who is unknown."""
    line = f"{measure.called}の{'・'.join(parts)}になりました。"
    ahead = measure.text.next_milestone(today=today)
    milestone = f"次の節目：{wording.full_day(ahead.day)}　{ahead.what}" if ahead else ""
    return Card(
        "施策のメンバーになりました",
        (
            paragraph(Bold(line)),
            paragraph(f"ねらい：{measure.text.aim}"),
            *([paragraph(milestone)] if milestone else []),
            note(
                f"{by or 'ほかの方'}が登録しました。"
                "違うときは、その方か、主導する部局のDX統括リーダーに伝えてください。"
            ),
            Buttons((measure_button(measure),)),
        ),
        summary=line,
    )


EXAMPLES = {
    "施策のメンバーになった": put_in_card(
        MEASURE, (Part.MEMBER, Part.SUPPORTER), by="市川　遥さん", today=TODAY
    ),
}
