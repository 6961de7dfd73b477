"""What is open between a person and the bot, as it was when their message came."""

from dataclasses import dataclass, replace

from domain.dialogue import Dialogue, Draft
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.last_answers import Whose
from storage.dialogues import KeptDialogue, keep_dialogue, kept_dialogue


@dataclass(frozen=True, slots=True)
class Talk:
    command: Command
    member: Member
    deps: Deps
    kept: KeptDialogue
    corrects: bool = False
    """「ちがう、…」: it says anew what was said before."""

    @property
    def dialogue(self) -> Dialogue:
        return self.kept.dialogue

    @property
    def current(self) -> Draft | None:
        return self.kept.dialogue.current

    @property
    def whose(self) -> Whose:
        return whose(self.command, self.member)

    @property
    def listed(self) -> tuple[str, ...]:
        """The codes of the trainings that were shown last, in order."""
        current = self.current
        is_asked = current is not None and current.asked == "course" and current.offered
        return current.offered if current and is_asked else self.command.last.courses

    @property
    def listed_several(self) -> tuple[str, ...]:
        """The same for 「3番目」: one of a list that was looked at since is no list of its own."""
        return self.listed if len(self.listed) > 1 else self.command.last.several or self.listed


def whose(command: Command, member: Member) -> Whose:
    return (member.organization.id, member.person.id, command.place)


async def talk_of(command: Command, member: Member, deps: Deps) -> Talk:
    async with deps.database.read() as session:
        kept = await kept_dialogue(
            session,
            organization_id=member.organization.id,
            staff_id=member.person.id,
            place=command.place,
            now=deps.clock(),
        )
    return Talk(command, member, deps, kept)


async def keep(dialogue: Dialogue, talk: Talk) -> Talk:
    """Raises DialogueChanged where it is not any more as ``talk`` has it: to be answered anew."""
    deps, member = talk.deps, talk.member
    async with deps.database.begin() as session:
        kept = await keep_dialogue(
            session,
            dialogue,
            organization_id=member.organization.id,
            staff_id=member.person.id,
            place=talk.command.place,
            token=talk.kept.token,
            at=deps.clock(),
        )
    return replace(talk, kept=kept)
