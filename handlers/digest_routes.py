"""Buttons and forms of the week's digest, for ``routes.py``."""

from collections.abc import Mapping

from handlers import (
    digest,
    digest_edition,
    digest_edition_form,
    digest_edition_read,
    phrasing_consent,
)
from handlers.command import Handler

ACTIONS: Mapping[str, Handler] = {
    "digest.show": digest.show_digest,
    "digest.part": digest.show_part,
    "digest.export": digest.give_digest,
    "digest.edition": digest_edition.show_edition,
    "digest.ask_edit": digest_edition_form.ask_to_edit,
    "digest.ask_choose": digest_edition_form.ask_to_choose,
    "digest.remake": digest_edition.remake,
    "digest.publish": digest_edition.publish,
    "digest.ask_withdraw": digest_edition.ask_withdraw,
    "digest.withdraw": digest_edition.withdraw,
    "digest.read": digest_edition_read.show_published,
    "digest.editions": digest_edition_read.show_editions,
    "digest.versions": digest_edition_read.show_versions,
    "phrasing.show": phrasing_consent.show_consent,
    "phrasing.agree": phrasing_consent.agree,
    "phrasing.end": phrasing_consent.end,
}

FORMS: Mapping[str, Handler] = {
    "digest.edit": digest_edition_form.edit,
    "digest.choose": digest_edition_form.choose,
}
