"""Which messages are wishes about one's weekly message, whatever the model says."""

from handlers.talk import Talk
from language.intents import Intent
from language.reminder_gaps import says_gap
from language.reminder_manner import is_of_something_else
from language.reminder_phrases import is_put_back_unnamed, of_reminders, says_wish
from language.understanding import Understanding


def wish_said(talk: Talk) -> str | None:
    """In words that say of what: 「元に戻して」 says it where the settings were spoken about last."""
    text, current = talk.command.text, talk.current
    if says_gap(text) or says_wish(text):
        return text
    is_open = current is not None and current.intent == Intent.REMINDER_SETTINGS
    return of_reminders(text) if is_open or talk.command.last.is_of_reminders else None


def is_misled(understood: Understanding, text: str) -> bool:
    """「研修を止めて」「元に戻して」: nothing that is said of the weekly message."""
    is_unsaid = is_of_something_else(text) or is_put_back_unnamed(text)
    return understood.intent is Intent.REMINDER_SETTINGS and is_unsaid
