"""What is said of files that come with a report."""

from collections.abc import Sequence

from domain.errors import DomainError

DETACHED = "添付ファイルを外しました。"
DETACHED_BEFORE = "この添付ファイルは、もう外してあります。"


class TooLarge(DomainError):
    def __init__(self, name: str, most: int) -> None:
        super().__init__(
            f"「{name}」は大きすぎるため、添付していません。ひとつ{most}MBまでにしてください。"
        )


class TooMany(DomainError):
    def __init__(self, most: int, *, there: int) -> None:
        already = f"すでに{there}個あります。" if there else ""
        super().__init__(
            f"添付できるのは{most}個までです。{already}必要なものだけを送ってください。"
        )


def attached(names: Sequence[str]) -> str:
    return f"「{'」「'.join(names)}」を添付しました。"
