"""What went wrong and is not the fault of the input."""

from domain.errors import DomainError


class Failure(DomainError):
    """The command line ends with status 1, not 2."""
