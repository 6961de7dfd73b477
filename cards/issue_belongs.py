"""What an issue belongs to: the group that people confirmed, and the 部局横断DX施策 that come of it."""

from collections.abc import Iterator, Sequence

from cards.elements import Bullets, Button, Buttons, Element, Heading, plain
from domain.dx_measure import DxMeasure
from domain.issue_group import ConfirmedGroup


def belongs(group: ConfirmedGroup | None, measures: Sequence[DxMeasure]) -> Iterator[Element]:
    """Nothing where it belongs to nothing."""
    lines = [f"{group.called}（{group.kind}）"] if group else []
    lines += [f"{each.called}（{each.text.where}）" for each in measures]
    if lines:
        yield Heading("まとまり・施策")
        yield Bullets(tuple(map(plain, lines)))
        groups = [group_button(group)] if group else []
        yield Buttons((*groups, *map(measure_button, measures)))


def group_button(group: ConfirmedGroup) -> Button:
    return Button(
        f"{group.name}を見る", "group.show", {"group": str(group.id)}, about=f"{group.called}を見る"
    )


def measure_button(measure: DxMeasure) -> Button:
    return Button(
        f"{measure.label}を見る",
        "measure.show",
        {"measure": str(measure.id)},
        about=f"{measure.called}を見る",
    )
