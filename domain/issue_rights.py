"""Who may do what with an issue: one table. Everybody of the roster may read all of them."""

from collections.abc import Callable
from enum import StrEnum

from domain.chief import led_by
from domain.countermeasure import Countermeasure, SameDone
from domain.errors import NotAllowed
from domain.issue import Issue
from domain.issue_thread import Mark
from domain.people import Duty, Person


class IssueAct(StrEnum):
    REWRITE = "課題の内容を直す"
    MOVE = "課題の状態・段階・担当を変える"
    LINK = "「同じ課題ですか？」に答える"
    DECIDE = "話し合いの発言を「決定」にする"


def _wrote_it(person: Person, issue: Issue) -> bool:
    return person.id == issue.author_id


def _owns_it(person: Person, issue: Issue) -> bool:
    return person.id == issue.standing.owner_id


def _is_its_chief(person: Person, issue: Issue) -> bool:
    return issue.department in led_by(person)


def _is_secretariat(person: Person, _issue: Issue) -> bool:
    return Duty.SECRETARIAT in person.duties


_ALLOWED: dict[IssueAct, tuple[Callable[[Person, Issue], bool], ...]] = {
    IssueAct.REWRITE: (_wrote_it, _is_its_chief, _is_secretariat),
    IssueAct.MOVE: (_wrote_it, _owns_it, _is_its_chief, _is_secretariat),
    IssueAct.LINK: (_wrote_it, _owns_it, _is_its_chief, _is_secretariat),
    IssueAct.DECIDE: (_wrote_it, _owns_it, _is_its_chief, _is_secretariat),
}
_REFUSALS = {
    IssueAct.REWRITE: "課題の内容を直せるのは、書いた人・その部局のDX統括リーダー・事務局です。"
    "直してほしいことは、書いた人に伝えてください。",
    IssueAct.MOVE: "課題の状態・段階・担当を変えられるのは、書いた人・担当・その部局のDX統括リーダー・事務局です。"
    "変えてほしいことは、担当の方に伝えてください。",
    IssueAct.LINK: "「同じ課題ですか？」に答えられるのは、どちらかの課題の書いた人・担当・その部局のDX統括リーダー・事務局です。"
    "気づいたことは、書いた人に伝えてください。",
    IssueAct.DECIDE: "発言を「決定」にできるのは、課題を書いた人・担当・その部局のDX統括リーダー・事務局です。"
    "決まったことは、担当の方に伝えてください。",
}


def is_among_its_own(person: Person, issue: Issue) -> bool:
    """Who deals with it: its department's people, and who may move it."""
    at_home = any(post.department == issue.department for post in person.posts)
    return at_home or may(IssueAct.MOVE, person, issue)


def may(act: IssueAct, person: Person, *issues: Issue) -> bool:
    """With one of ``issues`` at least: of a pair either side may say that they are the same."""
    return any(rule(person, issue) for rule in _ALLOWED[act] for issue in issues)


def require(act: IssueAct, person: Person, *issues: Issue) -> None:
    """Raises NotAllowed, with the sentence for the person."""
    if not may(act, person, *issues):
        raise NotAllowed(_REFUSALS[act])


def may_change_countermeasure(person: Person, measure: Countermeasure) -> bool:
    """Everybody may say what their section does, and that it does the same; who said it mends it and takes
    it back, as may the DX統括リーダー of the department that does so, and the secretariat.
    """
    is_chief = measure.text.department in led_by(person)
    return person.id == measure.author_id or is_chief or Duty.SECRETARIAT in person.duties


def require_change_countermeasure(person: Person, measure: Countermeasure) -> None:
    """Raises NotAllowed."""
    if not may_change_countermeasure(person, measure):
        raise NotAllowed(
            "対応策を直したり取り下げたりできるのは、登録した人・その部局のDX統括リーダー・事務局です。"
            "直してほしいことは、登録した人に伝えてください。"
        )


def may_tell_for(person: Person, author_id: int | None, issue: Issue) -> bool:
    """A message becomes a 対応策: by who wrote it, or who deals with the issue."""
    return person.id == author_id or may(IssueAct.MOVE, person, issue)


def require_tell_for(person: Person, author_id: int | None, issue: Issue) -> None:
    """Raises NotAllowed."""
    if not may_tell_for(person, author_id, issue):
        raise NotAllowed(
            "発言を対応策として登録できるのは、その発言を書いた人と、課題を書いた人・担当・"
            "その部局のDX統括リーダー・事務局です。書いた人に頼んでください。"
        )


def may_correct_adoption(person: Person, adopted: SameDone) -> bool:
    """Who entered it, and the secretariat: somebody has to when they have left."""
    return person.id == adopted.staff_id or Duty.SECRETARIAT in person.duties


def may_mark(mark: Mark, person: Person, issue: Issue) -> bool:
    """Everybody may say how it is done elsewhere; what was decided is said by who answers for it."""
    return mark is Mark.COUNTERMEASURE or may(IssueAct.DECIDE, person, issue)


def require_mark(mark: Mark, person: Person, issue: Issue) -> None:
    """Raises NotAllowed."""
    if not may_mark(mark, person, issue):
        raise NotAllowed(_REFUSALS[IssueAct.DECIDE])
