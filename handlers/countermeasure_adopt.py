"""「うちでも採用」: one of each section, corrected by who entered it, taken back."""

from collections.abc import Mapping, Sequence

from cards.case_words import month
from cards.countermeasure_form import OTHER, REMOVE, adopt_form
from cards.elements import Form
from cards.trouble import already_done_card, out_of_date_card
from domain.case_effect import hours_words
from domain.case_spread import REMARK_LENGTH, Place
from domain.countermeasure import (
    Countermeasure,
    SameDone,
    own_adoption,
    places_to_adopt,
    require_standing,
)
from domain.errors import DomainError
from domain.issue_rights import may_correct_adoption
from domain.issue_thread import kept_text
from handlers.case_adoption_form import value_of
from handlers.command import Command, Member
from handlers.countermeasure import measure_of, measure_shown, target_of
from handlers.countermeasure_added import draw_anew
from handlers.countermeasure_form import any_place, hours_read, place_read, since_read
from handlers.deps import Deps
from handlers.desk import is_first_press
from handlers.issue_seen import names_of
from handlers.reply import OpenForm, RejectFields, Reply, show
from storage.audit import record_audit
from storage.countermeasure_adoptions import end_same_done, put_same_done, same_done
from storage.organization_lock import hold_organization
from storage.session import Session

FIELDS = ("place", "section", "since", "hours", "remark", "keep")
_DOES_SO = "その課は、この対応策をしている課です。"


class OwnPlace(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "あなたの課の対応策です。「うちでも採用」は、ほかの課が始めたときに押してください。"
        )


class _Refused(Exception):
    """The form comes back, and nothing has been written. ``adoption``: what it shows then, 0 for none."""

    def __init__(
        self, measure: Countermeasure, errors: Mapping[str, str], *, adoption: int
    ) -> None:
        super().__init__()
        self.measure, self.errors, self.adoption = measure, errors, adoption


async def ask_to_adopt(command: Command, member: Member, deps: Deps) -> Reply:
    """The form, filled in with what one of their sections has said before; of another one, empty.

    Raises CountermeasureGone, CountermeasureWithdrawn, OwnPlace.
    """
    number = member.organization.id
    async with deps.database.read() as session:
        measure = await measure_of(
            session, command.row("countermeasure"), member.person, organization_id=number
        )
        require_standing(measure)
        known = await same_done(session, [measure.id], organization_id=number)
    places = _places(measure, member)
    if not places and not any_place(member):
        raise OwnPlace
    own = own_adoption(tuple(places.values()), known)
    shown = own if own and may_correct_adoption(member.person, own) else None
    if command.args.get("new") or shown is None:
        values, adoption = {"place": _place_left(places, known)}, 0
    else:
        values, adoption = _values(shown), shown.id
    return OpenForm(_form(measure, values, member, deps, nonce=deps.new_nonce(), adoption=adoption))


async def adopt(command: Command, member: Member, deps: Deps) -> Reply:
    """The form sent in. Raises CountermeasureGone, CountermeasureWithdrawn."""
    if not command.nonce:
        return show(out_of_date_card())
    values = {name: command.values.get(name, "") for name in FIELDS}
    try:
        reply = await _adopt(values, command, member, deps)
    except _Refused as refused:
        form = _form(
            refused.measure,
            values,
            member,
            deps,
            nonce=command.nonce,
            adoption=refused.adoption,
            errors=refused.errors,
        )
        return RejectFields(form)
    deps.outbox_filled.set()
    return reply


async def _adopt(values: Mapping[str, str], command: Command, member: Member, deps: Deps) -> Reply:
    """Raises CountermeasureGone, CountermeasureWithdrawn, _Refused."""
    number = member.organization.id
    async with deps.database.begin() as session:
        await hold_organization(session, organization_id=number)
        if not await is_first_press(command, member, session, deps):
            return show(already_done_card())
        measure = await measure_of(
            session, command.row("countermeasure"), member.person, organization_id=number
        )
        require_standing(measure)
        shown = command.row("adoption") or 0
        adopted = await _read(values, measure, session, member, deps, shown=shown)
        done = await _put(adopted, values, session, member, deps)
        of = await target_of(session, measure.issue_id, measure.group_id, organization_id=number)
        await draw_anew(session, of, member, deps)
    return show(await measure_shown(measure.id, member, deps, done=done))


async def _put(
    adopted: SameDone,
    values: Mapping[str, str],
    session: Session,
    member: Member,
    deps: Deps,
) -> str:
    """What has been done, in words."""
    number, by, at = member.organization.id, member.person.id, deps.clock()
    is_removed = values["keep"] == REMOVE
    if is_removed:
        await end_same_done(
            session,
            adopted.countermeasure_id,
            Place(adopted.department, adopted.section),
            organization_id=number,
            by=by,
            at=at,
        )
    else:
        await put_same_done(session, adopted, organization_id=number, by=by)
    record_audit(
        session,
        organization_id=number,
        at=at,
        actor_id=by,
        action="COUNTERMEASURE_NOT_ADOPTED" if is_removed else "COUNTERMEASURE_ADOPTED",
        subject_id=adopted.staff_id,
        detail=f"countermeasure {adopted.countermeasure_id}",
    )
    if is_removed:
        return f"{adopted.place}の採用の登録を取り消しました。"
    return f"{adopted.place}で採用したと登録しました。"


async def _read(
    values: Mapping[str, str],
    measure: Countermeasure,
    session: Session,
    member: Member,
    deps: Deps,
    *,
    shown: int,
) -> SameDone:
    """``shown``: what the form was filled in with. Raises _Refused."""
    errors: dict[str, str] = {}
    place = await place_read(values, _places(measure, member), errors, session, member)
    hours = hours_read(values["hours"].strip(), errors)
    known = await _known(place, measure, session, member) if place else None
    today = deps.clock().date()
    since = since_read(values["since"], today=today, known=known.since if known else None)
    if since is None:
        errors["since"] = "始めた月を選んでください。"
    if len(values["remark"]) > REMARK_LENGTH:
        errors["remark"] = f"ひとことは{REMARK_LENGTH}文字までにしてください。"
    if place and place == Place(measure.text.department, measure.text.section):
        errors["section"] = _DOES_SO
    if known and not may_correct_adoption(member.person, known):
        errors["place"] = await _taken(known, session, member)
    if errors or place is None or since is None:
        raise _Refused(measure, errors, adoption=shown)
    stands = known.id if known else 0
    if stands != shown:
        raise _Refused(measure, {"": _not_as_shown(known, place)}, adoption=stands)
    return SameDone(
        countermeasure_id=measure.id,
        staff_id=known.staff_id if known else member.person.id,
        department=place.department,
        section=place.section,
        since=since,
        hours=hours,
        remark=kept_text(values["remark"]).strip(),
        at=deps.clock(),
    )


def _not_as_shown(known: SameDone | None, place: Place) -> str:
    if known is None:
        return f"{place.name}の採用の登録は、いまありません。新しく登録するときは、もう一度送ってください。"
    return (
        f"{known.place}は、{month(known.since)}からの分が登録されています。"
        "この内容に直すときは、もう一度送ってください。"
    )


async def _known(
    place: Place, measure: Countermeasure, session: Session, member: Member
) -> SameDone | None:
    all_of_it = await same_done(session, [measure.id], organization_id=member.organization.id)
    found = (each for each in all_of_it if Place(each.department, each.section) == place)
    return next(found, None)


async def _taken(known: SameDone, session: Session, member: Member) -> str:
    names = await names_of(session, [known.staff_id], organization_id=member.organization.id)
    name = names.get(known.staff_id, "")
    by = f"{name}さん" if name else "ほかの方"
    return (
        f"{known.place}の分は、{by}が登録しています。直すときは、その方か事務局に頼んでください。"
    )


def _places(measure: Countermeasure, member: Member) -> Mapping[str, Place]:
    return {value_of(each): each for each in places_to_adopt(member.person, measure.text)}


def _place_left(places: Mapping[str, Place], known: Sequence[SameDone]) -> str:
    """The first of theirs that has not said so; else the one that is to be written."""
    said = {_value(each) for each in known}
    return next((value for value in places if value not in said), OTHER)


def _value(adopted: SameDone) -> str:
    return value_of(Place(adopted.department, adopted.section))


def _values(adopted: SameDone) -> dict[str, str]:
    return {
        "place": _value(adopted),
        "since": adopted.since.isoformat(),
        "hours": "" if adopted.hours is None else hours_words(adopted.hours),
        "remark": adopted.remark,
        "keep": "keep",
    }


def _form(
    measure: Countermeasure,
    values: Mapping[str, str],
    member: Member,
    deps: Deps,
    *,
    nonce: str,
    adoption: int,
    errors: Mapping[str, str] | None = None,
) -> Form:
    """``adoption``: what it shows and would correct, 0 for none."""
    return adopt_form(
        values,
        of=f"{measure.name}（{measure.text.place}）",
        places=_places(measure, member),
        any_place=any_place(member),
        today=deps.clock().date(),
        args={"countermeasure": str(measure.id), "adoption": str(adoption)},
        nonce=nonce,
        is_correction=bool(adoption),
        errors=errors,
    )
