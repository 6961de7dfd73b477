"""Buttons and forms of the forum: issues, their groups, and measures; for ``routes.py``."""

from collections.abc import Mapping

from handlers import (
    dx_measure,
    dx_measure_save,
    exchange,
    exchange_answers,
    issue,
    issue_alike,
    issue_files,
    issue_group_change,
    issue_group_forms,
    issue_group_map,
    issue_groups,
    issue_list,
    issue_move,
    issue_raise,
    issue_register,
    issue_rules,
    issue_thread,
)
from handlers.command import Handler

ACTIONS: Mapping[str, Handler] = {
    "issue.write": issue_raise.write,
    "issue.submit": issue_register.submit,
    "issue.discard": issue_register.discard,
    "issue.show": issue.show_issue,
    "issue.history": issue.show_history,
    "issue.ask_move": issue_move.ask_to_move,
    "issue.alike": issue_alike.show_alike,
    "issue.link": issue_alike.link,
    "issue.unlink": issue_alike.unlink,
    "issue.thread": issue_thread.show_thread,
    "issue.mark": issue_thread.mark,
    "issue.unmark": issue_thread.unmark,
    "issue.ask_rules": issue_rules.ask_for_rule,
    "issue.list": issue_list.show_page,
    "issue.ask_filter": issue_list.ask_for_filter,
    "issue.export": issue_files.give_issues,
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
    "exchange.open": exchange.show_exchange,
    "exchange.ask_answer": exchange.ask_for_answer,
    "exchange.no_change": exchange.say_no_change,
    "exchange.rest": exchange.say_rest_unchanged,
    "exchange.ask_all": exchange.ask_for_all,
    "exchange.show": exchange_answers.show_answers,
}

FORMS: Mapping[str, Handler] = {
    "issue.save": issue_raise.save,
    "issue.move": issue_move.move,
    "issue.filter": issue_list.filter_issues,
    "issue.set_rules": issue_rules.set_rule,
    "group.confirm": issue_group_forms.confirm,
    "group.rename": issue_group_forms.rename,
    "group.merge": issue_group_forms.merge,
    "group.split": issue_group_forms.split_off,
    "measure.save": dx_measure_save.save,
    "exchange.answer": exchange.answer,
    "exchange.answer_all": exchange.answer_all,
}

TYPED: Mapping[str, Handler] = {
    "issue.save": issue_raise.typed,
}
"""By the form's action, while it is open."""
