"""「受講状況」: one's own, or that of someone whom one may see."""

import re

from cards.training_status import training_status_card
from domain.errors import DomainError
from domain.people import Person
from domain.permissions import Act, require
from domain.standing import by_category
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.reply import Reply, show
from storage.achievements import achievements_of
from storage.audit import record_audit
from storage.people import people_named

_SOMEONE = re.compile(
    r"([\u3005\u4e00-\u9fff々ヶァ-ヴー]{1,8}?[ \u3000]?[\u3005\u4e00-\u9fff々ぁ-んァ-ヴー]{0,6}?)"
    r"(?:さん|くん|君|氏|様|主事|主任|主査|係長|補佐|課長|部長)の"
)


class SeveralOfThatName(DomainError):
    def __init__(self, name: str) -> None:
        super().__init__(f"「{name}」さんが複数います。姓と名を続けて送ってください。")


class NobodyOfThatName(DomainError):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"「{name}」さんは職員名簿に見つかりません。姓か、姓と名を確かめて送ってください。"
        )


async def show_training_status(command: Command, member: Member, deps: Deps) -> Reply:
    subject = await _whom(command, member, deps)
    is_own = subject.id == member.person.id
    if not is_own:
        require(Act.SEE_TRAINING, actor=member.person, subject=subject)
        await _audit(member, subject, deps)
    now = deps.clock()
    adviser = await deps.advice.adviser(deps.database, member.organization, now=now)
    async with deps.database.read() as session:
        achievements = await achievements_of(
            session, organization_id=member.organization.id, person_id=subject.id
        )
    recommendation = adviser.recommend(subject, achievements)
    card = training_status_card(
        recommendation,
        categories=by_category(recommendation, adviser.policy),
        achievements=achievements,
        course_names={course.id: course.name for course in adviser.catalogue.known},
        today=now.date(),
        is_own=is_own,
    )
    return show(card)


async def _whom(command: Command, member: Member, deps: Deps) -> Person:
    """The person whom the text names, 「○○さんの」; the member themself where it names nobody."""
    names = _SOMEONE.findall(command.text)
    for name in names:
        async with deps.database.read() as session:
            people = await people_named(session, organization_id=member.organization.id, name=name)
        if member.person.id in {person.id for person in people}:
            return member.person
        if len(people) > 1:
            raise SeveralOfThatName(name)
        if people:
            return people[0]
    if names:
        raise NobodyOfThatName(names[0])
    return member.person


async def _audit(member: Member, subject: Person, deps: Deps) -> None:
    async with deps.database.begin() as session:
        record_audit(
            session,
            organization_id=member.organization.id,
            at=deps.clock(),
            actor_id=member.person.id,
            action=Act.SEE_TRAINING.name,
            subject_id=subject.id,
        )
