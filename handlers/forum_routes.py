"""Buttons and forms of the forum's groups and measures, for ``routes.py``."""

from collections.abc import Mapping

from handlers import (
    dx_measure,
    dx_measure_save,
    issue_group_change,
    issue_group_forms,
    issue_group_map,
    issue_groups,
)
from handlers.command import Handler

ACTIONS: Mapping[str, Handler] = {
    "group.list": issue_groups.show_groups,
    "group.map": issue_group_map.show_map,
    "group.show": issue_groups.show_group,
    "group.candidate": issue_groups.show_candidate,
    "group.history": issue_groups.show_history,
    "group.ask_confirm": issue_group_forms.ask_to_confirm,
    "group.ask_rename": issue_group_forms.ask_to_rename,
    "group.ask_merge": issue_group_forms.ask_to_merge,
    "group.ask_split": issue_group_forms.ask_to_split,
    "group.join": issue_group_change.join,
    "group.part": issue_group_change.part,
    "group.dissolve": issue_group_change.dissolve,
    "group.undo": issue_group_change.undo,
    "measure.list": dx_measure.show_measures,
    "measure.show": dx_measure.show_measure,
    "measure.history": dx_measure.show_history,
    "measure.write": dx_measure_save.write,
    "measure.record_led": dx_measure.record_leading,
}

FORMS: Mapping[str, Handler] = {
    "group.confirm": issue_group_forms.confirm,
    "group.rename": issue_group_forms.rename,
    "group.merge": issue_group_forms.merge,
    "group.split": issue_group_forms.split_off,
    "measure.save": dx_measure_save.save,
}
