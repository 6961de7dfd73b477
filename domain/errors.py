"""Errors that carry the sentence a person reads."""


class DomainError(Exception):
    """A refusal that the edge shows as it is: one Japanese sentence that says what to do.

    Anything that is not a ``DomainError`` is a fault of ours; the edge logs it under a reference
    number and shows the number only.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotAllowed(DomainError):
    """The actor's roles do not permit what was asked (``domain/permissions.py``)."""


class NotFound(DomainError):
    """What a button, a form or a command names is not there (any more)."""
