"""Whose training is asked about: the member's own, or that of someone whom they may see."""

from collections.abc import Collection
from dataclasses import dataclass

from domain.errors import DomainError, NotFound
from domain.people import Person
from domain.permissions import Act, is_allowed, require
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.naming import Someone, asks_about_a_group, asks_for_a_record, people_meant
from language.normalise import normalise
from storage.audit import record_audit
from storage.people import people_by_id

MOST_OFFERED = 10
LONGEST_READ = 300
"""Characters: what a message asks stands at its end, and names are looked for in milliseconds."""


class SeveralOfThatName(DomainError):
    def __init__(self, name: str) -> None:
        super().__init__(f"「{name}」さんが複数います。姓と名を続けて送ってください。")


class NobodyOfThatName(DomainError):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"「{name}」さんは職員名簿に見つかりません。姓か、姓と名を確かめて送ってください。"
        )


class OneByOne(DomainError):
    """Asked about 部下, 課の…, 未受講者: we answer about one person at a time, by name."""

    def __init__(self) -> None:
        super().__init__(
            "何人かをまとめた受講状況や一覧には、お答えしていません。期限を過ぎた・近い部下の方は、"
            "所属長に毎週の「課の受講のお知らせ」でお伝えします。ご自分のことは「受講状況」、"
            "部下の方のことは「○○さんの受講状況」と、お一人ずつ名前を入れて送ってください。"
        )


class OnlyTheirOwn(DomainError):
    """What everyone does for themselves only: a report, the look at one's own registration."""

    def __init__(self) -> None:
        super().__init__(
            "受講の報告、登録情報の確認、お知らせの設定は、ご本人が行います。"
            "ほかの職員の分は、研修担当に伝えてください。"
        )


class PersonGone(NotFound):
    def __init__(self) -> None:
        super().__init__(
            "この職員は職員名簿に見つかりません。「○○さんの受講状況」と送り直してください。"
        )


@dataclass(frozen=True, slots=True)
class Several:
    """All whom the name may mean and whom the member may see."""

    people: tuple[Person, ...]


async def subject_of(command: Command, member: Member, deps: Deps) -> Person | Several:
    """From a button's ``args["person"]`` or the names in the text. A look at someone else is audited.

    Raises NotAllowed, NobodyOfThatName, SeveralOfThatName, OneByOne, PersonGone.
    """
    named = () if command.args else await _named(command.text, member, deps)
    if len(named) > 1:
        return Several(named)
    return (
        await _seen(named[0], member, deps) if named else await pressed_for(command, member, deps)
    )


async def pressed_for(command: Command, member: Member, deps: Deps) -> Person:
    """As ``subject_of``, of a button only: its ``args["person"]``, else the member themself."""
    if "person" not in command.args:
        return member.person
    number = command.row("person")
    people = await _people([] if number is None else [number], member, deps)
    if not people:
        raise PersonGone
    return await _seen(people[0], member, deps)


async def _seen(subject: Person, member: Member, deps: Deps) -> Person:
    """Allowed, and put down in the audit log."""
    if subject.id != member.person.id:
        require(Act.SEE_TRAINING, actor=member.person, subject=subject)
        await _audit(member, subject, deps)
    return subject


async def asks_of_somebody(text: str, member: Member, deps: Deps) -> bool:
    """「市川さんの記録みせて」: a record of somebody by name, of the roster or not."""
    if not asks_for_a_record(normalise(text)[-LONGEST_READ:]):
        return False
    return bool(await _meant(await _without_course_names(text, member, deps), member, deps))


async def require_about_themself(command: Command, member: Member, deps: Deps) -> None:
    """Raises OnlyTheirOwn where the text names somebody else, or nobody whom the roster knows."""
    if command.text:
        heard = await _without_course_names(command.text, member, deps)
        if any(member.person.id not in each.ids for each in await _meant(heard, member, deps)):
            raise OnlyTheirOwn


async def _meant(heard: str, member: Member, deps: Deps) -> tuple[Someone, ...]:
    names = await deps.names.index(deps.database, member.organization)
    return people_meant(heard, names)


async def _named(text: str, member: Member, deps: Deps) -> tuple[Person, ...]:
    """Nobody where the text is about the member themself."""
    if not text:
        return ()
    heard = await _without_course_names(text, member, deps)
    meant = await _meant(heard, member, deps)
    if not meant and asks_about_a_group(heard):
        raise OneByOne
    named: dict[int, Person] = {}
    for someone in meant:
        # A family name may be the member's own and that of others: then all are offered.
        if someone.ids != {member.person.id}:
            seen = await _for_whom_they_may(Act.SEE_TRAINING, someone, member, deps)
            named |= {person.id: person for person in seen}
    return tuple(named.values())


async def _without_course_names(text: str, member: Member, deps: Deps) -> str:
    """Normalised, the end of a long one. 「市川さんに学ぶ業務改善」 is a course and nobody's name."""
    heard = normalise(text)[-LONGEST_READ:]
    adviser = await deps.advice.adviser(deps.database, member.organization, now=deps.clock())
    for course in adviser.catalogue.courses:
        if course.name[:2] in text:
            heard = heard.replace(normalise(course.name), "研修")
    return heard


async def people_called(who: str, act: Act, member: Member, deps: Deps) -> tuple[Person, ...]:
    """For whom the member may do it, of those who are called so; nobody where it is no name.

    Raises NotAllowed, NobodyOfThatName, SeveralOfThatName.
    """
    meant = await _meant(who, member, deps)
    return await _for_whom_they_may(act, meant[0], member, deps) if meant else ()


async def _for_whom_they_may(
    act: Act, someone: Someone, member: Member, deps: Deps
) -> tuple[Person, ...]:
    people = await _people(someone.ids, member, deps)
    if not people:
        raise NobodyOfThatName(someone.name)
    found = tuple(each for each in people if is_allowed(act, actor=member.person, subject=each))
    if not found:
        require(act, actor=member.person, subject=people[0])
    if len(found) > MOST_OFFERED:
        raise SeveralOfThatName(someone.name)
    return found


async def _people(ids: Collection[int], member: Member, deps: Deps) -> tuple[Person, ...]:
    async with deps.database.read() as session:
        return await people_by_id(session, organization_id=member.organization.id, ids=ids)


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
