"""Cases as they stand after a report, and what is pressed on the cards in somebody's letter box."""

from cards.elements import Buttons
from domain.improvement_case import Case, CaseText, Effect
from domain.people import Person
from handlers.case_review_notice import tell_who_decide
from handlers.case_under_review import rules_of
from handlers.reply import Pressed
from storage.improvement_cases import add_case, case_by_id
from storage.people import person_by_email
from tests.scenarios.post import Post
from tests.scenarios.world import Talker, World

TEXT = CaseText(
    title="申請書の転記を自動化",
    before="紙の申請書を台帳に転記していた。毎月20時間かかっていた。",
    after="RPAで読み取るようにした。",
    effect=Effect(hours=18),
    tools=("RPA",),
)


async def person_of(world: World, talker: Talker) -> Person:
    async with world.bot.deployment.database.read() as session:
        found = await person_by_email(
            session,
            organization_id=world.bot.deployment.organization.id,
            email=talker.email or "",
        )
    assert found is not None
    return found


async def reported(world: World, talker: Talker, text: CaseText = TEXT) -> Case:
    """Waits for review, and its reviewers are told."""
    number, now = world.bot.deployment.organization.id, world.clock()
    author = await person_of(world, talker)
    post = author.main_post
    async with world.bot.deployment.database.begin() as session:
        rules = await rules_of(session, organization_id=number)
        case = Case(
            id=0,
            number=0,
            author_id=author.id,
            department=post.department,
            section=post.section,
            state=rules.reviewers.first_state(rules.route, post.department, author_id=author.id),
            version=1,
            text=text,
            created_at=now,
            waiting_since=now,
        )
        added = await add_case(session, case, organization_id=number, editor_id=author.id)
        await tell_who_decide(session, added, organization_id=number, at=now)
    return added


async def case_now(world: World, case: Case) -> Case:
    async with world.bot.deployment.database.read() as session:
        found = await case_by_id(
            session, organization_id=world.bot.deployment.organization.id, case_id=case.id
        )
    assert found is not None
    return found


async def presses_in_box(talker: Talker, post: Post, label: str) -> str:
    """On the card that came last."""
    card = post.last(talker.email or "")
    for element in card.elements:
        for button in element.buttons if isinstance(element, Buttons) else ():
            if button.label == label:
                pressed = Pressed(button.action, button.args)
                return await talker.sends(pressed, nonce=card.nonce)
    raise AssertionError(f"ボタン「{label}」がありません。\n{post.read(talker.email or '')}")
