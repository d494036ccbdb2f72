from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaking.extensions import db
from matchmaking.models import SessionKind
from matchmaking.services.paper import badges, cards, fonts
from matchmaking.services.paper.badges import Badge
from matchmaking.services.paper.cards import Card, cut, fitting
from matchmaking.services.paper.doors import door_cards, table_cards
from matchmaking.services.paper.packs import Cut
from tests.factories import NOW, make_event, make_participant, make_session, make_tables
from tests.matchmaking.services.paper.reading import pages_of

WORDS = st.text(st.sampled_from("aiWMЖщΩω "), min_size=1, max_size=120).filter(str.strip)


@given(WORDS)
def test_fitting_text_is_never_wider_than_its_room_nor_of_more_lines(text: str) -> None:
    size, lines = fitting(text, 200, 60, 12, 2)
    assert 12 <= size <= 60
    assert len(lines) <= 2
    assert all(fonts.width(line, fonts.BOLD, size) <= 200.001 for line in lines)


@given(WORDS)
def test_text_that_is_not_cut_is_whole(text: str) -> None:
    lines = fitting(text, 200, 60, 12, 2)[1]
    if not any(line.endswith("…") for line in lines):
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_cut_line_says_that_it_goes_on() -> None:
    assert cut("Table 12", 500, fonts.REGULAR, 10) == "Table 12"
    short = cut("Table 12 in the Great Hall", 60, fonts.REGULAR, 10)
    assert short.endswith("…")
    assert fonts.width(short, fonts.REGULAR, 10) <= 60


def test_card_with_many_lines_goes_on_under_the_same_name() -> None:
    lines = [(f"{number}", "Meetings") for number in range(40)]
    pages = pages_of(cards.pdf("Doors", [Card("Hall A", "Tables 1", lines), Card("12")]))
    assert [page[0] for page in pages] == ["Hall A"] * (len(pages) - 1) + ["12"]
    assert sum(line.isdigit() or line.endswith("Meetings") for page in pages[:-1] for line in page) >= 40


def test_badges_stand_eight_to_a_sheet() -> None:
    one = Badge("Ђурђа Вуковић", "Σύνδεσμος", "Serbia", "SME", "Days of Clusters", "https://example.org/b/abc")
    pages = pages_of(badges.pdf("Badges", [one] * 9))
    assert [page.count("Days of Clusters") for page in pages] == [8, 1]
    joined = " ".join(pages[1])
    assert all(word in joined for word in ("Ђурђа", "Вуковић", "Σύνδεσμος", "Serbia", "SME"))


def test_letters_of_other_scripts_are_named_not_passed_over() -> None:
    assert fonts.unprintable(["Ђурђа", "Γιώργος", "Şule — “Õ”", "გიორგი", "王"]) == ["გიორგი", "王"]


@pytest.mark.usefixtures("app")
def test_doors_of_zones_show_their_tables_and_of_rooms_their_sessions() -> None:
    event = make_event()
    tables = make_tables(event, 4, "Hall A")
    tables[3].number = 9
    make_session(event, "Meetings, morning")
    make_session(event, "Opening", kind=SessionKind.PLENARY, start_hour=9, slots=2).room = "Aula"
    gone = make_session(event, "Cancelled", kind=SessionKind.VISIT, start_hour=15)
    gone.room, gone.cancelled_at = "Aula", NOW
    db.session.commit()
    hall, aula = door_cards(event, NOW, Cut())
    assert (hall.title, hall.subtitle) == ("Hall A", "Tables 1–3, 9")
    assert [what for _, what in hall.lines] == ["", "Meetings, morning"]
    assert (aula.title, [what for _, what in aula.lines]) == ("Aula", ["", "Opening"])
    assert [card.title for card in door_cards(event, NOW, Cut(zone=tables[0].zone_id))] == ["Hall A"]


@pytest.mark.usefixtures("app")
def test_table_cards_show_number_zone_and_whose_stand_it_is() -> None:
    event = make_event()
    tables = make_tables(event, 2, "Hall A")
    bob = make_participant(event)
    tables[1].stand_of_id = bob.id
    make_tables(event, 0, "Empty")
    db.session.commit()
    assert [(card.title, card.subtitle) for card in table_cards(event, NOW, Cut())] == [
        ("1", "Hall A"),
        ("2", f"Hall A; stand of {bob.organization.name}"),
    ]
    assert table_cards(event, NOW, Cut(zone=tables[0].zone_id + 1)) == []
