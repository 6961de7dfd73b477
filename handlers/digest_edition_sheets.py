"""The two kinds of forms of a フォーラム版: what each holds of it, and how it is drawn."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from itertools import accumulate

from cards.digest_edition_form import (
    PASSAGE_TOO_LONG,
    REMARK_TOO_LONG,
    SHOWN,
    choose_form,
    chosen_values,
    edit_form,
    group_field,
    part_field,
    passage_field,
)
from cards.elements import Form
from domain.case_diff import FieldDifference
from domain.digest import Part
from domain.digest_edition import (
    PASSAGE_LENGTH,
    REMARK_LENGTH,
    Edition,
    EditionPart,
    chosen_anew,
    rewritten,
    sentences_typed,
)
from domain.digest_edition_history import CHOSEN, REMARK, EditionHistory
from domain.digest_line import Line
from domain.quoted_again import MOST, Quotation, gone_since, packed, quotations, without_gone
from domain.quoted_words import sentences_with_breaks
from handlers.command import Command

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one form holds of an edition.

    ``values_of``: by the names of its fields; empty where the edition has none of them any more. ``lines_of``:
    the sentences of each of those fields, with what they rest on. ``texts_in``: the sentences of one field's text,
    which is made of them by putting ``between`` between them. ``applied``: the edition once those values are
    saved. ``errors_in``: by the fields' names. ``draw``: the form of a history's newest version, filled in.
    """

    values_of: Callable[[Edition], dict[str, str]]
    lines_of: Callable[[Edition], Mapping[str, tuple[Line, ...]]]
    texts_in: Callable[[str], tuple[str, ...]]
    between: str
    applied: Callable[[Edition, Values], Edition]
    errors_in: Callable[[Values], dict[str, str]]
    draw: Callable[[EditionHistory, Values, "Said"], Form]

    def quoted(self, history: EditionHistory) -> tuple[Quotation, ...]:
        """What the form of the newest version quotes, so that it is known again when it comes back."""
        every = [line for each in history.versions for line in each.edition.lines() if line.words]
        return quotations(
            _all_of(self.lines_of(history.newest.edition)),
            words={line.words for line in every},
            told_of={(line.words, cite.name) for line in every for cite in line.cites},
        )

    def still_said(
        self,
        typed: Values,
        opened: Collection[Quotation],
        told: EditionHistory,
        base: Edition,
    ) -> tuple[dict[str, str], int]:
        """Without what was taken back since the form was ``opened`` of ``base``, and how much that is. ``told``:
        without what is not told any more; what stands in any version of it was taken back by nobody, only written
        otherwise.
        """
        lines = self._standing(told) if opened else ()
        gone = gone_since(opened, lines)
        if not gone:
            return dict(typed), 0
        texts = {name: self.texts_in(text) for name, text in typed.items()}
        here = self.lines_of(base)
        left = {
            name: without_gone(each, gone, lines, here.get(name, ()))
            for name, each in texts.items()
        }
        count = sum(len(each) - len(left[name]) for name, each in texts.items())
        return {
            name: self.between.join(left[name]) if left[name] != texts[name] else text
            for name, text in typed.items()
        }, count

    def _standing(self, told: EditionHistory) -> tuple[Line, ...]:
        editions = [each.edition for each in told.versions]
        every = (
            line for each in editions for line in (*each.lines(), *_all_of(self.lines_of(each)))
        )
        return tuple(dict.fromkeys(every))


def _all_of(lines: Mapping[str, tuple[Line, ...]]) -> tuple[Line, ...]:
    return tuple(line for each in lines.values() for line in each)


@dataclass(frozen=True, slots=True)
class Said:
    """Beside the fields. ``since``: the version that was read, where somebody else was first."""

    nonce: str
    errors: Values
    since: int | None = None
    homeless: tuple[str, ...] = ()
    opened: tuple[Quotation, ...] = ()
    """What the form that was sent in had quoted: what was typed in it may still."""


def edit_sheet(command: Command) -> Sheet | None:
    """None of a part that there is not."""
    asked = command.args.get("part", "")
    if asked not in Part.__members__:
        return None
    part = Part[asked]
    keys = command.args.get("keys", "").split(",")

    def passages(edition: Edition) -> dict[str, str]:
        of = edition.of(part)
        return {k: p.text for k, p in of.by_key.items() if k in _keys(of, keys)} if of else {}

    def lines(edition: Edition) -> dict[str, tuple[Line, ...]]:
        of = edition.of(part)
        by_key = of.by_key if of else {}
        asked = _keys(of, keys) if of else ()
        return {passage_field(key): by_key[key].lines for key in asked}

    def draw(history: EditionHistory, values: Values, said: Said) -> Form:
        of = history.newest.edition.of(part) or EditionPart(part, ())
        there = _keys(of, keys)
        where = {"part": part.name, "keys": ",".join(there)}
        return edit_form(
            of,
            there,
            values=values,
            args=_args(sheet, history, said) | where,
            nonce=said.nonce,
            errors=said.errors,
            changed=_changed(history, said, part.called),
            homeless=said.homeless,
        )

    sheet = Sheet(
        values_of=lambda edition: {passage_field(k): t for k, t in passages(edition).items()},
        applied=lambda edition, typed: rewritten(
            edition, part, {k: typed.get(passage_field(k), t) for k, t in passages(edition).items()}
        ),
        errors_in=lambda typed: {
            name: PASSAGE_TOO_LONG for name, text in typed.items() if len(text) > PASSAGE_LENGTH
        },
        draw=draw,
        lines_of=lines,
        texts_in=sentences_typed,
        between="\n",
    )
    return sheet


def _keys(part: EditionPart, asked: Collection[str]) -> tuple[str, ...]:
    """Of those that were asked for what is there still; where nothing is, what comes first."""
    return tuple(key for key in part.by_key if key in asked) or part.sheets[0]


def choose_sheet() -> Sheet:
    def draw(history: EditionHistory, values: Values, said: Said) -> Form:
        return choose_form(
            history.newest.edition,
            values=values,
            args=_args(sheet, history, said),
            nonce=said.nonce,
            errors=said.errors,
            changed=_changed(history, said, REMARK, CHOSEN),
        )

    sheet = Sheet(
        values_of=chosen_values,
        applied=_chosen,
        errors_in=_remark_errors,
        draw=draw,
        lines_of=lambda edition: {
            "remark": tuple(map(Line, sentences_with_breaks(edition.remark)))
        },
        texts_in=lambda text: tuple(sentences_with_breaks(text)),
        between="",
    )
    return sheet


def _chosen(edition: Edition, typed: Values) -> Edition:
    groups = edition.of(Part.GROUPS)
    return chosen_anew(
        edition,
        parts={
            each.part: typed[name] == SHOWN
            for each in edition.parts
            if (name := part_field(each.part)) in typed
        },
        groups={
            key: typed[name] == SHOWN
            for key in (groups.by_key if groups else ())
            if (name := group_field(key)) in typed
        },
        remark=typed.get("remark", edition.remark).strip(),
    )


def _remark_errors(typed: Values) -> dict[str, str]:
    return {"remark": REMARK_TOO_LONG} if len(typed.get("remark", "")) > REMARK_LENGTH else {}


def _args(sheet: Sheet, history: EditionHistory, said: Said) -> dict[str, str]:
    newest = history.newest
    quoted = dict.fromkeys((*sheet.quoted(history), *said.opened))
    return {
        "week": newest.edition.period.week,
        "version": str(newest.version),
        "quoted": packed([*quoted][:MOST]),
    }


def _changed(history: EditionHistory, said: Said, *begin: str) -> tuple[FieldDifference, ...]:
    """Of the fields of that form, as many as a dialog has room for."""
    if said.since is None:
        return ()
    every = history.changes(history.newest.version, since=said.since)
    of_form = [each for each in every if each.label.startswith(begin)]
    lengths = accumulate(sum(len(line.text) for line in each.lines) for each in of_form)
    return tuple(
        each for each, length in zip(of_form, lengths, strict=True) if length <= _CHANGES_LENGTH
    )


_CHANGES_LENGTH = 2_000
"""Characters; the error names what has changed in any case."""
