"""Issues of each organization, kept in memory and compared with each other: ``kept_shelves.py``."""

from collections.abc import Callable, Collection
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from domain.errors import DomainError
from domain.issue import Issue, IssueState, IssueText
from handlers.issue_shelf import IssueShelf, NearIssue
from handlers.kept_shelves import After, KeptShelves
from language.issue_text import issue_said
from storage.issues import issues_changed_since
from storage.session import Session

if TYPE_CHECKING:
    from handlers.command import Member
    from handlers.deps import Deps

MOST_ORGANIZATIONS, MOST_ISSUES = 50, 100_000
"""Kept at a time. The one asked about last is always kept."""
AT_A_TIME = 500
"""Issues that are read one after another, before somebody else has a turn."""
PATIENCE, SIMILAR_PATIENCE = 8.0, 2.0
"""Seconds that somebody waits for them to be read for the first time; while they write, fewer."""
MOST_SHOWN = 5
LOOKED_AT = 20
"""Among so many of the nearest a solved one is looked for."""


class StillReading(DomainError):
    def __init__(self) -> None:
        super().__init__("課題を比べる準備をしています。1分ほど待って、もう一度送ってください。")


class IssueIndexes:
    """One instance a process. The versions come with the organization, which each request reads."""

    def __init__(self, *, most: int = MOST_ORGANIZATIONS, most_issues: int = MOST_ISSUES) -> None:
        self._shelves = KeptShelves(IssueShelf, _changed, most=most, most_inside=most_issues)

    def __len__(self) -> int:
        """Organizations that are kept."""
        return len(self._shelves)

    async def end(self) -> None:
        """What is still being read is left unread: the database is about to be closed."""
        await self._shelves.end()

    async def nearest(
        self, member: "Member", said: str, deps: "Deps", *, but: Collection[int] = ()
    ) -> tuple[NearIssue, ...]:
        """Of all departments, at most ``MOST_SHOWN``. Raises StillReading."""
        return await self._nearest(member, said, deps, but=but, patience=PATIENCE)

    async def similar(
        self, member: "Member", text: IssueText, deps: "Deps", *, but: int | None = None
    ) -> tuple[Issue, ...]:
        """Those that are likely the same as what is being written; none while they are read for the
        first time.
        """
        said = issue_said(text.title, text.said)
        left_out = () if but is None else (but,)
        try:
            near = await self._nearest(member, said, deps, but=left_out, patience=SIMILAR_PATIENCE)
        except StillReading:
            return ()
        return tuple(each.issue for each in near if each.is_likely)

    async def solved_like(
        self, member: "Member", said: str, deps: "Deps", *, but: Collection[int], most: int
    ) -> tuple[Issue, ...]:
        """Those among the nearest that have been solved. Raises StillReading."""
        near = await self._nearest(
            member, said, deps, but=but, patience=SIMILAR_PATIENCE, most=LOOKED_AT
        )
        solved = (each.issue for each in near if each.issue.standing.state is IssueState.SOLVED)
        return tuple(islice(solved, most))

    async def _nearest(
        self,
        member: "Member",
        said: str,
        deps: "Deps",
        *,
        but: Collection[int],
        patience: float,
        most: int = MOST_SHOWN,
    ) -> tuple[NearIssue, ...]:
        if not said.strip():
            return ()
        try:
            return await self._shelves.ask(
                member.organization.id,
                lambda shelf: shelf.nearest(said, but=but, most=most),
                deps.database,
                version=member.organization.issues_version,
                patience=patience,
            )
        except TimeoutError:
            raise StillReading from None


async def _changed(
    session: Session, *, organization_id: int, version: int, after: After
) -> tuple[Callable[[IssueShelf], None], After]:
    issues, last = await issues_changed_since(
        session, organization_id=organization_id, version=version, after=after, limit=AT_A_TIME
    )
    return partial(IssueShelf.change, issues=issues), last
