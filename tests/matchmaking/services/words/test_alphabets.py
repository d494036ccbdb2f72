"""Names in the order that a reader expects, in each language of the pages."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st

from matchmaking.profile_forms import country_choices
from matchmaking.services.words.alphabets import Alphabet

if TYPE_CHECKING:
    from flask import Flask

# By CLDR's root and tailored orders, as a dictionary of the language has them.
ORDERS = {
    "en": "Åland Islands|Albania|Côte d’Ivoire|Croatia|Curaçao|Österreich|Oxford",
    "sr": "Аустрија|Бугарска|Грчка|Данска|Ђибути|Естонија|Индија|Јапан|Казахстан|"
    "Литванија|Љубљана|Немачка|Његуши|Турска|Ћуприја|Чешка|Џибути|Шпанија|Zagreb",
    "sr_Latn": "Austrija|Crna Gora|Čad|Ćuprija|Danska|Džibuti|Đakovica|Estonija|"
    "Luksemburg|Ljubljana|Nemačka|Njeguši|Španija|Zambija|Žabljak|Београд",
    "hr": "Cipar|Čile|Ćićarija|Dubrovnik|Džibuti|Đakovo|Latvija|Ljubuški|Srbija|Švedska|Zagreb|Županja",
    "bs": "Cazin|Čapljina|Drvar|Đurđevik|Sarajevo|Šamac|Zenica|Žepče",
    "sl": "Ciper|Češka|Ćuprija|Danska|Đakovo|Slovenija|Španija|Zambija|Železniki",
    "mk": "Грција|Данска|Ѓевгелија|Естонија|Замбија|Ѕвегор|Индија|Јапонија|Камбоџа|"
    "Литванија|Љубојно|Норвешка|Његош|Турција|Ќустендил|Украина|Чиле|Џибути|Шпанија",
    "bg": "Австрия|България|Йемен|Йордания|Казахстан|Щатите|Южна Корея|Ямайка|Athens",
    "ro": "Austria|Ăl|Belgia|India|Îl|Japonia|Serbia|Suedia|Școala|Tadjikistan|Turcia|Țara|Ucraina",
    "el": "Άγιος|Αζερμπαϊτζάν|Αίγυπτος|Αλβανία|Έβρος|Ελλάδα|"
    "Ήπειρος|Ιαπωνία|Όμιλος|Ουγγαρία|Ρουμανία|Ψαρά|Zagreb",
    "tr": "Afganistan|Cezayir|Çin|Fas|Gürcistan|Irak|Isparta|İran|"
    "İsveç|Japonya|Özbekistan|Sırbistan|Slovenya|Şili|Türkiye|Umman|Ürdün",
    "sq": "Cipro|Çad|Danimarka|Dhërmi|Egjipt|Ëndërr|Gana|Gjermani|Letoni|"
    "Llogara|Norvegji|Njivicë|Serbi|Shqipëri|Tajlandë|Thumanë|Zambia|Zhur",
    "cs": "Belgie|Cyprus|Čína|Dánsko|Egypt|Honduras|Chile|"
    "Chorvatsko|Indie|Rusko|Řecko|Srbsko|Španělsko|Zambie|Železný Brod",
    "hu": "Ciprus|Csehország|Dánia|Egyiptom|Észtország|Gabon|Gyula|Írország|Izland|Lettország|"
    "Lyon|Óbuda|Olaszország|Örményország|Szerbia|Törökország|Ukrajna|Üzbegisztán|Zambia|Zsombó",
}  # fmt: skip


@pytest.mark.parametrize("language", sorted(ORDERS))
def test_names_stand_in_the_order_of_the_language(language: str) -> None:
    expected = ORDERS[language].split("|")
    shuffled = random.Random(1).sample(expected, len(expected))
    assert sorted(shuffled, key=Alphabet(language).key) == expected


def test_every_language_of_the_pages_has_its_order_tried(app: Flask) -> None:
    assert set(app.config["LANGUAGES"]) == set(ORDERS)


@pytest.mark.parametrize(
    ("language", "one", "other"), [("sr", "Индија", "Јапан"), ("cs", "Řecko", "Thajsko"), ("sq", "Çeki", "Danimarkë")]
)
def test_countries_are_offered_in_the_readers_order(app: Flask, language: str, one: str, other: str) -> None:
    with app.test_request_context(), force_locale(language):
        names = [name for _code, name in country_choices()]
    assert names.index(one) < names.index(other)


@given(language=st.sampled_from(sorted(ORDERS)), text=st.text(max_size=8), more=st.text(min_size=1, max_size=3))
def test_what_goes_on_comes_after(language: str, text: str, more: str) -> None:
    key = Alphabet(language).key
    spaced = f"{text} "
    assert key(spaced) <= key(spaced + more)
