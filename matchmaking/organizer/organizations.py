"""Organizations: the list, and each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.extensions import db
from matchmaking.organizer import blueprint
from matchmaking.organizer.exports import list_file
from matchmaking.organizer.labels import country_choices
from matchmaking.organizer.participant_forms import OrganizationForm
from matchmaking.pages import listing, see_other
from matchmaking.services.files.lists import colleagues, people
from matchmaking.services.files.lists import organizations as organization_list
from matchmaking.services.people import memberships, organizing, profiles
from matchmaking.services.refusals import NotFound

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response as BaseResponse

    from matchmaking.pages import Listing

ORGANIZATIONS = "/events/<slug>/organizations"


@blueprint.get(ORGANIZATIONS)
def organizations() -> str:
    """Whom the participants represent."""
    event, look = access.event(), _look()
    country = look.filters["country"]
    look = look.with_total(organization_list.count(event, look.q, country))
    entries = organization_list.entries(
        event, look.q, country, sort=look.sort, descending=look.descending, offset=look.offset, limit=look.per_page
    )
    countries = country_choices(organization_list.countries(event))
    return render_template(
        "organizer/organizations.html",
        listing=look,
        entries=entries,
        country_choices=countries,
        unconfirmed=len(memberships.unconfirmed(event)),
    )


@blueprint.get(f"{ORGANIZATIONS}.xlsx", defaults={"format": "xlsx"})
@blueprint.get(f"{ORGANIZATIONS}.csv", defaults={"format": "csv"})
def organizations_export(format: str) -> Response:  # noqa: A002 - the word in the address
    """The same list as a file."""
    look = _look()
    header, rows = organization_list.table(
        access.event(), look.q, look.filters["country"], sort=look.sort, descending=look.descending
    )
    return list_file(format, "organizations", header, rows)


@blueprint.route(f"{ORGANIZATIONS}/<int:organization_id>", methods=["GET", "POST"])
def organizations_organization(organization_id: int) -> ResponseReturnValue:
    """One organization: who represents it, and what it is called."""
    found = organization_list.organization(access.event(), organization_id)
    form = OrganizationForm(obj=found)
    if form.carried_out(lambda: organizing.rename(found, form.name.data or "", access.organizer(), access.now())):
        flash(_("The organization is now called “%(name)s”.", name=found.name), "success")
        return see_other(url_for("organizer.organizations_organization", organization_id=found.id))
    page = render_template(
        "organizer/organization.html",
        organization=found,
        form=form,
        people=organization_list.people_of(found),
        together=colleagues.of(found),
        choices=[other for other in people.choices(access.event()).organizations if other[0] != str(found.id)],
    )
    return page, form.status


@blueprint.post(f"{ORGANIZATIONS}/<int:organization_id>/move")
def organizations_move(organization_id: int) -> BaseResponse:
    """Let somebody represent another organization of the event."""
    event = access.event()
    found = organization_list.organization(event, organization_id)
    person = people.person(event, request.form.get("person", 0, type=int))
    to = organization_list.organization(event, request.form.get("to", 0, type=int))
    if person.organization_id != found.id:
        raise NotFound(_("There is no such participant."))
    profile = profiles.in_organization(profiles.of(person), to.name)
    organizing.change(person, profile, access.organizer(), access.now())
    db.session.commit()
    flash(_("%(name)s represents “%(organization)s” now.", name=person.name, organization=to.name), "success")
    return see_other(url_for("organizer.organizations_organization", organization_id=to.id))


def _look() -> Listing:
    return listing(organization_list.SORTS, {"country": organization_list.countries(access.event())})
