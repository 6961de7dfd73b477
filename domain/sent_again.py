"""Which of the messages that are not to be sent any more may be tried again, by their reasons."""

from domain.outbox import NO_CHANNEL, PERSON_LEFT
from domain.reminder import NOTHING_NEW, SILENCED

NEVER = frozenset(
    {
        NOTHING_NEW,
        SILENCED,
        "adopted_already",
        "case_gone",
        "caught_up",
        "countermeasure_withdrawn",
        "case_not_shown_here",
        "case_withdrawn",
        "decided_otherwise",
        "edit_not_needed",
        "edit_overtaken",
        "exchange_over",
        "has_moved",
        "issue_gone",
        "issue_moved_on",
        "issue_withdrawn",
        "manager_changed",
        "not_in_the_measure",
        "nothing_stands_there",
        "nothing_to_ask",
        "overtaken",
        "record_gone",
        "reviewer_changed",
        "role_gone",
        "thread_gone",
        "files_not_taken",
        "digest_not_there",
        "digest_never_published",
        "too_old",
        "workspace_gone",
    }
)
"""There is nothing to say in them: however often they are tried, that stays so."""

DROPPED = "dropped"
"""Somebody has decided that it is not to be sent."""

DROPPED_REFUSED = "dropped_refused"
"""The same of what was tried before and refused: it certainly has not arrived."""

IF_ASKED_FOR = frozenset({DROPPED, DROPPED_REFUSED, NO_CHANNEL, PERSON_LEFT})
"""Only where they are named, by their numbers or by this reason: whoever has all that failed sent
again does not mean what was dropped on purpose, nor what has nobody to go to until the roster or
the office's settings say otherwise.
"""
