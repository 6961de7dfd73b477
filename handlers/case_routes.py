"""Buttons and forms of improvement cases, for ``routes.py``."""

from collections.abc import Mapping

from handlers import (
    case,
    case_adopt,
    case_attaching,
    case_columns_form,
    case_decision,
    case_file_removal,
    case_files,
    case_history,
    case_map,
    case_mine,
    case_queue,
    case_report,
    case_review,
    case_revise,
    case_route,
    case_search,
    case_selection,
    case_spread,
    case_submit,
    case_withdraw,
    file_for_what,
)
from handlers.command import Handler

ACTIONS: Mapping[str, Handler] = {
    "case.show": case.show_case,
    "case.find": case_search.find_more_cases,
    "case.attachment": case.give_attachment,
    "case.write": case_report.write,
    "case.submit": case_submit.submit,
    "case.discard": case_submit.discard,
    "case.detach": case_attaching.detach,
    "case.attach_file": file_for_what.attach_to_draft,
    "case.mine": case_mine.show_own_cases,
    "case.queue": case_queue.show_queue,
    "case.review": case_review.show_case,
    "case.review_file": case_review.give_file,
    "case.ask_remove_file": case_file_removal.ask_to_remove_file,
    "case.remove_file": case_file_removal.remove_file,
    "case.approve": case_decision.approve,
    "case.ask_send_back": case_decision.ask_for_reason,
    "case.ask_suggest": case_decision.ask_for_suggestion,
    "case.history": case_history.show_history,
    "case.take_suggestion": case_revise.take_suggestion,
    "case.ask_withdraw": case_withdraw.ask_to_withdraw,
    "case.restore": case_withdraw.restore,
    "case.ask_route": case_route.ask_for_route,
    "case.ask_columns": case_columns_form.ask_for_columns,
    "case.ask_select": case_selection.ask_to_select,
    "case.post_selection": case_selection.post_selection,
    "case.export": case_files.give_cases,
    "case.thank": case_spread.thank,
    "case.ask_adopt": case_adopt.ask_adopt,
    "case.establish": case_spread.establish,
    "case.map": case_map.show_map,
}

FORMS: Mapping[str, Handler] = {
    "case.save": case_report.save,
    "case.send_back": case_decision.send_back,
    "case.suggest": case_decision.suggest,
    "case.withdraw": case_withdraw.withdraw,
    "case.columns": case_columns_form.set_columns,
    "case.select": case_selection.select,
    "case.set_route": case_route.set_route,
    "case.adopt": case_adopt.adopt,
}

TYPED: Mapping[str, Handler] = {
    "case.save": case_report.typed,
}
"""By the form's action, while it is open."""
