"""Paper: what can be printed, by whom, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from tests.factories import make_event, make_organizer, make_participant, sign_in
from tests.matchmaking.draft_scene import DraftScene
from tests.matchmaking.services.paper.reading import pages_of

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

PACKS = ("participants", "tables", "slots", "zones", "doors", "table_cards", "badges")


def paper_url(here: DraftScene) -> str:
    return f"/organizer/events/{here.event.slug}/paper"


def test_paper_is_for_the_events_own_organizers(app: Flask) -> None:
    here = DraftScene()
    here.publish()
    for url in (
        paper_url(here),
        f"{paper_url(here)}/badges.pdf",
        f"{paper_url(here)}/participants/{here.bob.id}/badges.pdf",
    ):
        assert sign_in(app.test_client(), here.ann).get(url).status_code == 200
        assert sign_in(app.test_client(), make_organizer("Zoe")).get(url).status_code == 404
        for outsider in (sign_in(app.test_client(), here.bob), app.test_client()):
            assert "/organizer/sign-in" in outsider.get(url).headers["Location"]


@pytest.mark.parametrize("pack", PACKS)
def test_every_pack_is_a_pdf_to_look_at(app: Flask, client: FlaskClient, pack: str) -> None:
    here = DraftScene()
    here.publish()
    answer = sign_in(client, here.ann).get(f"{paper_url(here)}/{pack}.pdf")
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == f'inline; filename="{here.event.slug}-{pack}.pdf"'
    assert answer.data.startswith(b"%PDF-")
    assert len(pages_of(answer.data)) >= 1


@pytest.mark.parametrize(
    ("pack", "words"),
    [
        ("badges", ["Србија", "Сусрети"]),
        ("doors", ["Столови 1–3", "Сала А"]),
        ("table_cards", ["Сала А"]),
        ("zones", ["3 стола", "Сала А"]),
    ],
)
def test_what_everybody_reads_is_in_the_events_first_language_whoever_prints_it(
    client: FlaskClient, pack: str, words: list[str]
) -> None:
    here = DraftScene()
    here.event.languages, here.event.name, here.event.wordings = ["sr", "en"], "Сусрети", {"en": {"name": "Days"}}
    here.tables[0].zone.name, here.tables[0].zone.wordings = "Сала А", {"en": {"name": "Hall A"}}
    here.bob.country = "RS"
    db.session.commit()
    here.publish()
    answer = sign_in(client, here.ann).get(f"{paper_url(here)}/{pack}.pdf", headers={"Accept-Language": "en"})
    shown = " ".join(" ".join(page) for page in pages_of(answer.data))
    assert [word for word in words if word not in shown] == []
    assert "Days" not in shown
    assert "Hall A" not in shown


def test_organizer_reads_in_their_own_language_why_nothing_is_printed(client: FlaskClient) -> None:
    here = DraftScene()
    here.event.languages = ["sr", "en"]
    db.session.commit()
    answer = sign_in(client, here.ann).get(f"{paper_url(here)}/zones.pdf", headers={"Accept-Language": "en"})
    assert "Nothing is published yet." in answer.text


def test_page_offers_schedules_only_once_one_is_published(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    sign_in(client, here.ann)
    before = client.get(paper_url(here)).text
    assert [f"{pack}.pdf" in before for pack in PACKS] == [False, False, False, False, True, True, True]
    assert client.get(f"{paper_url(here)}/slots.pdf").status_code == 404
    here.publish()
    after = client.get(paper_url(here)).text
    assert [f"{pack}.pdf" in after for pack in PACKS] == [True] * 7


def test_days_and_zones_of_the_address_cut_the_pack(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    here.publish()
    sign_in(client, here.ann)
    base, day, zone = f"{paper_url(here)}/tables.pdf", here.event.starts_on.isoformat(), here.tables[0].zone_id
    assert len(pages_of(client.get(base, query_string={"day": day, "zone": zone}).data)) == 2
    assert client.get(base, query_string={"day": here.event.ends_on.isoformat()}).status_code == 404
    assert len(pages_of(client.get(base, query_string={"day": "1999-01-01"}).data)) == 2
    assert client.get(base, query_string={"zone": 987654}).status_code == 404


def test_one_participants_papers_are_theirs_alone(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    here.publish()
    stranger = make_participant(make_event(here.ann))
    sign_in(client, here.ann)
    (sheet,) = pages_of(client.get(f"{paper_url(here)}/participants/{here.cat.id}/participants.pdf").data)
    assert sheet[0] == "Cat Иванова"
    (badge,) = pages_of(client.get(f"{paper_url(here)}/participants/{here.cat.id}/badges.pdf").data)
    assert badge.count("Days of Clusters") == 1
    assert client.get(f"{paper_url(here)}/participants/{stranger.id}/badges.pdf").status_code == 404


def test_empty_event_says_that_there_is_nothing_to_print(app: Flask, client: FlaskClient) -> None:
    ann = make_organizer()
    event = make_event(ann)
    sign_in(client, ann)
    assert client.get(f"/organizer/events/{event.slug}/paper").status_code == 200
    statuses = [client.get(f"/organizer/events/{event.slug}/paper/{pack}.pdf").status_code for pack in PACKS]
    assert statuses == [404] * 7


def test_names_that_paper_cannot_show_are_named_on_the_page(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    make_participant(here.event, "გიორგი Smith")
    db.session.commit()
    page = sign_in(client, here.ann).get(paper_url(here)).text
    assert "1 name has letters that paper cannot show." in page
    assert "გიორგი Smith" in page
