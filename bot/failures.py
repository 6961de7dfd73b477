"""What went wrong and is not the fault of the input."""

from pathlib import Path

from domain.errors import DomainError


class Failure(DomainError):
    """The command line ends with status 1, not 2."""


class FolderUnwritable(Failure):
    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"フォルダー {folder} に書き込めません。別の場所を指定するか、書き込みの権限と空き容量を確かめてください。"
        )
