"""Files that come with the report of an improvement: how many, how large."""

from domain.errors import DomainError

MOST_FILES = 5
LARGEST_FILE = 10 * 1024 * 1024
"""Bytes of one."""


class TooLarge(DomainError):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"「{name}」は大きすぎるため、添付していません。"
            f"ひとつ{LARGEST_FILE // (1024 * 1024)}MBまでにしてください。"
        )


class TooMany(DomainError):
    def __init__(self, *, there: int) -> None:
        already = f"すでに{there}個あります。" if there else ""
        super().__init__(
            f"添付できるのは{MOST_FILES}個までです。{already}必要なものだけを送ってください。"
        )
