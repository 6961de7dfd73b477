"""A fault of ours: logged under a reference number, of which the person gets the number only."""

import logging
import secrets
import traceback

_log = logging.getLogger("kakehashi")


def note_fault(fault: BaseException, *, event: str) -> str:
    """The reference number. The log has the kind and the places, not the text of the fault:
    a message may carry what a person wrote.
    """
    reference = secrets.token_hex(3).upper()
    places = (f"{f.filename}:{f.lineno}" for f in traceback.extract_tb(fault.__traceback__))
    _log.error(
        "fault reference=%s event=%s kind=%s at=%s",
        reference,
        event,
        type(fault).__name__,
        " < ".join(reversed([*places])),
    )
    return reference
