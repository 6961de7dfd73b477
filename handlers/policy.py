"""「DX推進員に必要なスキルは？」: from the policy's lists, else from its text, else not at all."""

import re
from collections.abc import Iterator, Mapping

from cards.elements import Button
from cards.policy import (
    not_in_policy_card,
    passages_card,
    policy_answer_card,
    policy_contents_card,
)
from domain.policy import Policy
from domain.policy_answer import Holder, answer
from domain.policy_subject import Aspect, OfGroup, OfHolder, OfSkill, OfTopic, Subject, Topic
from domain.policy_topics import topics
from domain.policy_words import PolicyAnswer
from handlers.command import Command, Member
from handlers.consult import may_be_asked, show_consult
from handlers.deps import Deps
from handlers.policy_reader import LONGEST_ASKED, PolicyReader
from handlers.reply import Reply, show
from language.consult_words import asks_who_it_is
from language.normalise import normalise

MOST_HOLDERS = 5
_OF_ALL = re.compile(
    r"^(?:[^。?、]{0,12}の)?(?:デジタル人材|dx|人材)?(?:の?確保・?)?(?:の?育成)?(?:の?方針|ビジョン|計画)"
    r"(?:の(?:内容|概要|中身|全体|目次|こと|ポイント))?(?:について|って|を|とは|は|が)?"
    r"(?:(?:何|なに|どんな(?:もの|内容|こと)?|どういう(?:もの)?|教えて|知りたい|見たい|見せて|説明|読みたい|確認)"
    r"[^。]{0,12})?[。?!]*$"
)


async def explain_policy(command: Command, member: Member, deps: Deps) -> Reply:
    """From a message: quoted from the policy, or the sentence that it does not say it.

    Who has a role is in the roster.
    """
    reader = await deps.advice.reader(member.organization)
    if asks_who_it_is(command.text) and may_be_asked(command.text, reader):
        return await show_consult(command, member, deps)
    return await deps.advice.beside(answer_in_words, reader, command.text)


async def show_policy(command: Command, member: Member, deps: Deps) -> Reply:
    """From a button: ``about`` and ``name`` say what; without them the contents."""
    reader = await deps.advice.reader(member.organization)
    subject = _subject(command.args)
    if subject is None:
        return contents(reader.policy)
    told = answer(reader.policy, subject)
    return _told(told, subject, reader.policy) if told else contents(reader.policy)


def answer_in_words(reader: PolicyReader, text: str) -> Reply:
    asked = text.strip()[-LONGEST_ASKED:]
    subject = reader.words.subject(asked)
    if subject is not None and (told := answer(reader.policy, subject)):
        return _told(told, subject, reader.policy)
    if found := reader.passages(asked):
        return show(passages_card(found))
    if _OF_ALL.search(normalise(asked)):
        return contents(reader.policy)
    return show(not_in_policy_card(asked, policy_name=reader.policy.name))


def answer_of(policy: Policy, subject: Subject) -> Reply | None:
    """None where the policy does not say it."""
    told = answer(policy, subject)
    return _told(told, subject, policy) if told else None


def contents(policy: Policy) -> Reply:
    return show(policy_contents_card(topics(policy), policy_name=policy.name))


def _told(told: PolicyAnswer, subject: Subject, policy: Policy) -> Reply:
    return show(policy_answer_card(told, onward=tuple(_onward(policy, subject))))


def _onward(policy: Policy, subject: Subject) -> Iterator[Button]:
    """What else the policy says of those whom the answer is about."""
    match subject:
        case OfHolder(names, aspect):
            for other in Aspect:
                if len(names) == 1 and other is not aspect:
                    yield from _button(policy, names[0], other, label=other.value)
        case OfTopic(Topic.TALENT_TYPES | Topic.TEAM_ROLES | Topic.GRADES as topic):
            for name in _holder_names(policy, topic)[:MOST_HOLDERS]:
                yield from _button(policy, name, Aspect.SKILLS, label=f"{name}のスキル")
        case _:
            return


def _holder_names(policy: Policy, topic: Topic) -> list[str]:
    by_topic: dict[Topic, tuple[Holder, ...]] = {
        Topic.TALENT_TYPES: policy.talent_types,
        Topic.TEAM_ROLES: policy.team_roles,
        Topic.GRADES: policy.grades,
    }
    return [holder.name for holder in by_topic[topic] if not holder.sample]


def _button(policy: Policy, name: str, aspect: Aspect, *, label: str) -> Iterator[Button]:
    told = answer(policy, OfHolder((name,), aspect))
    if told is not None:
        args = {"about": "holder", "name": name, "aspect": aspect.value}
        yield Button(label, "policy.show", args, about=told.title)


def _subject(args: Mapping[str, str]) -> Subject | None:
    """None for a button of another version, and for the one without arguments."""
    name = args.get("name", "")
    match args.get("about"):
        case "holder" if args.get("aspect") in [*Aspect]:
            return OfHolder((name,), Aspect(args["aspect"]))
        case "topic" if name in [*Topic]:
            return OfTopic(Topic(name))
        case "group":
            return OfGroup(name)
        case "skill":
            return OfSkill(name)
        case _:
            return None
