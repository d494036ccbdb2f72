"""People and whom they represent: numbers instead of names; country, type, fields and languages stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from matchmaking.extensions import db
from matchmaking.models import (
    AbsentDay,
    ActingTime,
    Consent,
    Endorsement,
    FurtherOrganization,
    HiddenSuggestion,
    KeptApart,
    NoShow,
    NotOneOrganization,
    NotTwins,
    Organization,
    Participant,
    Presence,
    ProfileTerm,
    ProtectedTime,
    SavedSearch,
    SessionInvitation,
    SessionSignUp,
    SessionWaiting,
    Shortlisted,
    TermKind,
    UnavailableSlot,
)
from matchmaking.services.identity.tokens import new_token
from matchmaking.services.retention.anonymiser import Anonymiser, removed, rows_of, stays
from matchmaking.services.words.text import fold

if TYPE_CHECKING:
    from matchmaking.models import Event

COUNTED = (TermKind.FIELD, TermKind.LANGUAGE, TermKind.ECOSYSTEM, TermKind.NACE)
NOWHERE = "anonymised.invalid"
"""No mail can ever be sent there: RFC 2606 keeps the name from being anybody's."""


def _number_organizations(event: Event) -> None:
    """Their keys find nobody any more, so that no name that is typed again leads to the same number."""
    with force_locale(event.languages[0]):
        rows = [
            {
                "id": identifier,
                "name": _("Anonymised organization %(number)d", number=number),
                "name_key": new_token(),
            }
            for number, identifier in enumerate(_ids(event, Organization), 1)
        ]
    if rows:
        db.session.execute(update(Organization), rows)


def _number_participants(event: Event) -> None:
    """Their addresses, and those of their feeds and feedback, lead to nobody any more."""
    with force_locale(event.languages[0]):
        rows = [_nobody(number, identifier) for number, identifier in enumerate(_ids(event, Participant), 1)]
    if rows:
        db.session.execute(update(Participant), rows)


def _nobody(number: int, identifier: int) -> dict[str, object]:
    given_name, family_name = _("Participant"), str(number)
    return {
        "id": identifier,
        "given_name": given_name,
        "family_name": family_name,
        "email": f"participant-{number}@{NOWHERE}",
        "email_key": new_token(),
        "phone": "",
        "about": "",
        "search": fold(f"{given_name} {family_name}"),
        "feed_nonce": new_token(),
        "feed_token_hash": new_token(),
        "feedback_nonce": new_token(),
        "confirmed_at": None,
    }


def _ids(event: Event, model: type[Organization | Participant]) -> list[int]:
    return list(db.session.scalars(select(model.id).where(rows_of(event, model)).order_by(model.id)))


def _forget_offers_and_needs(event: Event) -> None:
    db.session.execute(
        delete(ProfileTerm)
        .where(rows_of(event, ProfileTerm), ProfileTerm.kind.not_in(COUNTED))
        .execution_options(synchronize_session=False)
    )


ANONYMISERS = (
    Anonymiser(Organization, _number_organizations, frozenset({"country"})),
    Anonymiser(Participant, _number_participants, frozenset({"country", "language"})),
    Anonymiser(ProfileTerm, _forget_offers_and_needs, frozenset({"text", "key"})),
    removed(Consent),
    removed(FurtherOrganization),
    removed(ActingTime),
    removed(SavedSearch),
    removed(Shortlisted),
    stays(AbsentDay),
    stays(UnavailableSlot),
    stays(ProtectedTime),
    removed(KeptApart),
    removed(HiddenSuggestion),
    stays(SessionSignUp, "uid"),
    stays(SessionWaiting),
    stays(SessionInvitation),
    stays(Endorsement),
    stays(Presence),
    stays(NoShow),
    stays(NotTwins),
    stays(NotOneOrganization),
)
