"""The sample city's 課題, put where the handlers would have put them in the course of some months."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from bot.console.telling import CONSOLE
from bot.deployment import Deployment
from domain.issue import Issue, IssueState, Standing, moved
from domain.issue_thread import DeletedText, Written
from domain.japan_time import JAPAN
from domain.office import OfficeChannel
from domain.policy import Policy
from samples.issues import SampleIssue, SampleMove, SampleRemark, sample_issues
from storage.issue_threads import keep_written, mark_message, message_told_of
from storage.issues import add_issue, change_issue
from storage.people import staff_in_service
from storage.session import Session

_TIME = time(10, 0)


async def bring_in_sample_issues(deployment: Deployment, *, today: date) -> None:
    """After the roster. Which of them are one problem, nobody has said."""
    number = deployment.organization.id
    async with deployment.database.begin() as session:
        people = await staff_in_service(session, organization_id=number)
        ids = {person.employee_number: person.id for person in people}
        desk = _Desk(session, number, deployment.policy, ids)
        for sample in sample_issues(today):
            await desk.bring_in(sample)


@dataclass(frozen=True, slots=True)
class _Desk:
    """``ids``: of the people, by their 職員番号."""

    session: Session
    organization_id: int
    policy: Policy
    ids: Mapping[str, int]

    async def bring_in(self, sample: SampleIssue) -> None:
        at = _moment(sample.raised_on)
        raised = Issue(
            id=0,
            number=0,
            author_id=self.ids[sample.author.number],
            department=sample.author.department,
            section=sample.author.section,
            text=sample.text,
            standing=Standing(IssueState.RECEIVED, self._stage(sample.stage)),
            version=1,
            created_at=at,
            touched_at=at,
        )
        issue = await add_issue(self.session, raised, organization_id=self.organization_id)
        for move in sample.moves:
            issue = await self._move(issue, move)
        for place, remark in enumerate(sample.talk, start=1):
            await self._say(issue, remark, key=f"sample-{issue.number}-{place}")

    async def _move(self, issue: Issue, move: SampleMove) -> Issue:
        was = issue.standing
        standing = replace(
            was,
            state=move.state or was.state,
            stage=self._stage(move.stage) if move.stage else was.stage,
            owner_id=self.ids[move.owner.number] if move.owner else was.owner_id,
        )
        after = moved(issue, standing, at=_moment(move.on), has_remark=bool(move.remark))
        await change_issue(
            self.session,
            after,
            read=issue,
            organization_id=self.organization_id,
            editor_id=self.ids[move.by.number],
            remark=move.remark,
        )
        return after

    async def _say(self, issue: Issue, remark: SampleRemark, *, key: str) -> None:
        at, by = _moment(remark.on, remark.at), self.ids[remark.by.number]
        forum = OfficeChannel.FORUM.value
        said = Written(
            platform=CONSOLE, channel=forum, message=key, said_at=at, as_of=at, text=remark.text
        )
        await keep_written(
            self.session,
            said,
            organization_id=self.organization_id,
            issue_id=issue.id,
            author_id=by,
            deleted=DeletedText.GOES,
        )
        kept = await message_told_of(
            self.session,
            organization_id=self.organization_id,
            platform=said.platform,
            channel=said.channel,
            message=key,
        )
        assert kept is not None, "it has just been kept"  # noqa: S101 - narrows the type
        for mark in remark.marks:
            await mark_message(
                self.session,
                kept.id,
                mark,
                organization_id=self.organization_id,
                staff_id=by,
                at=at,
            )

    def _stage(self, place: int) -> str:
        """Empty where the policy has no cycle."""
        return self.policy.cycle[place - 1].name if place <= len(self.policy.cycle) else ""


def _moment(day: date, at: time = _TIME) -> datetime:
    return datetime.combine(day, at, JAPAN)
