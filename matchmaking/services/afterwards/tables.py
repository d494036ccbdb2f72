"""The report as tables in words: what the page, the PDF and the workbook all show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import format_decimal, format_percent
from flask_babel import gettext as _

from matchmaking.models import FollowUp, RequestStatus
from matchmaking.services.words.countries import country_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaking.services.afterwards.report import Report

    Cell = str | int


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under column heads; `bars` is the column that is drawn as well, if one is."""

    id: str
    title: str
    head: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    note: str = ""
    bars: int | None = None

    @property
    def most(self) -> int:
        """The largest number of the drawn column."""
        return max((int(row[self.bars]) for row in self.rows), default=0) if self.bars is not None else 0


def follow_up_words() -> dict[FollowUp, str]:
    """What comes of a meeting, in words."""
    return {
        FollowUp.NOTHING: _("Nothing"),
        FollowUp.CONTACT: _("Contact"),
        FollowUp.VISIT: _("Visit"),
        FollowUp.PROJECT: _("Joint project"),
        FollowUp.DEAL: _("Deal"),
    }


def percent(share: float | None) -> str:
    """A share in words; a dash where there is none."""
    return _("–") if share is None else format_percent(share, "0.0 %")


def money(report: Report) -> str:
    """The declared value with its currency."""
    amount = format_decimal(report.value)
    return _("%(amount)s %(currency)s", amount=amount, currency=report.event.currency)


def tables_of(report: Report) -> list[Table]:
    """Every table of the report, in its order."""
    return [
        _requests(report),
        _meetings(report),
        _countries(report),
        _pairs(report),
        _types(report),
        _fields(report),
        _ratings(report),
        _follow_ups(report),
        *([_documents(report)] if report.documents else []),
    ]


def definitions() -> list[str]:
    """How the figures are counted."""
    return [
        _("Acceptance: accepted requests among those accepted, declined or expired."),
        _(
            "Held: a meeting of the version in force that has ended, where nobody was marked as missing at the desk "
            "and neither side says that it did not take place."
        ),
        _("Cross-border: the two people come from different countries."),
        _(
            "What both sides declare of one meeting is counted once: the larger value, the larger number of people, "
            "the further-reaching follow-up."
        ),
        _("Values and people reached are the attendees' own estimates; nobody has checked them."),
        _("Satisfaction is shown from three answers on, so that nobody's answer can be recognised."),
    ]


def _documents(report: Report) -> Table:
    note = _("Each organization counts once, for the text that is there now.")
    return Table("documents", _("Documents endorsed"), (_("Session"), _("Organizations")), report.documents, note)


def _requests(report: Report) -> Table:
    words = {
        RequestStatus.ACCEPTED: _("Accepted"),
        RequestStatus.DECLINED: _("Declined"),
        RequestStatus.EXPIRED: _("Expired"),
        RequestStatus.WITHDRAWN: _("Withdrawn"),
        RequestStatus.PENDING: _("Pending"),
    }
    rows = [(word, report.requests.get(status, 0)) for status, word in words.items()]
    note = _("Acceptance: %(share)s.", share=percent(report.acceptance))
    return Table("requests", _("Requests"), (_("State"), _("Requests")), rows, note, bars=1)


def _meetings(report: Report) -> Table:
    scheduled = len(report.meetings)
    rows: list[tuple[Cell, ...]] = [
        (_("Wished for by both sides"), report.wished),
        (_("Scheduled"), scheduled),
        (_("Held"), len(report.held)),
        (_("Ended, but not held"), report.ended - len(report.held)),
        (_("The two sides say different things"), report.contradicted),
        (_("Cross-border"), report.cross_border),
        (_("People with a meeting"), report.with_meetings),
        (_("People who take part without a meeting"), report.without_meetings),
    ]
    share = percent(report.cross_border / scheduled if scheduled else None)
    return Table("meetings", _("Meetings"), (_("What"), _("Number")), rows, _("Cross-border: %(share)s.", share=share))


def _countries(report: Report) -> Table:
    rows = [(_country(code), count) for code, count in report.countries()]
    return Table("countries", _("Participants by country"), (_("Country"), _("Participants")), rows, bars=1)


def _pairs(report: Report) -> Table:
    rows = [
        (_country(one), _country(other), scheduled, held)
        for (one, other), (scheduled, held) in report.country_pairs().items()
    ]
    head = (_("Country"), _("With"), _("Scheduled"), _("Held"))
    return Table("pairs", _("Meetings by country pair"), head, rows, bars=2)


def _types(report: Report) -> Table:
    head = (_("Participation type"), _("Participants"), _("Meetings"))
    return Table("types", _("By participation type"), head, report.types(), bars=2)


def _fields(report: Report) -> Table:
    head = (_("Field"), _("Participants"), _("Meetings"))
    return Table("fields", _("By field"), head, report.fields(), bars=2)


def _ratings(report: Report) -> Table:
    found = report.satisfaction()
    answered = percent(found.answers / found.asked if found.asked else None)
    rate = _("Answers on %(share)s of what was attended.", share=answered)
    if found.average is None:
        few = _("There are too few ratings to show them.")
        return Table("ratings", _("Satisfaction"), (_("Rating"), _("Answers")), [], f"{few} {rate}")
    average = _("On average %(average)s of 5.", average=format_decimal(round(found.average, 1), "0.0"))
    rows = [(str(stars), count) for stars, count in found.ratings.items()]
    return Table("ratings", _("Satisfaction"), (_("Rating"), _("Answers")), rows, f"{average} {rate}", bars=1)


def _follow_ups(report: Report) -> Table:
    words = follow_up_words()
    rows = [(words[kind], count) for kind, count in report.follow_ups()]
    note = _(
        "Declared value: %(money)s. People reached, as declared: %(people)s.",
        money=money(report),
        people=format_decimal(report.reached),
    )
    return Table("follow-ups", _("What follows"), (_("Follow-up"), _("Meetings")), rows, note, bars=1)


def _country(code: str) -> str:
    return country_name(code) or _("not stated")
