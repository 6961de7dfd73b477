"""A refusal that stands beside one field of the form that was sent in."""

from domain.errors import DomainError


class FieldRefused(DomainError):
    """``field``: by the form's name of it; empty of the form as a whole."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def errors_of(refusal: DomainError) -> dict[str, str]:
    """For the form: whatever names no field is said of the whole."""
    return {refusal.field if isinstance(refusal, FieldRefused) else "": refusal.sentence}
