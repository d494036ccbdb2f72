"""The demonstration's names in Serbian and Bulgarian."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaking.services.setup import participation, places, programme, wordings

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Event, Organizer, Wordings
    from matchmaking.services.setup.wordings import Thing

LANGUAGES = ("sr", "bg")
NAMES = {
    "Days of Clusters": ("Дани кластера", "Дни на клъстерите"),
    "Congress Hall Dunav, Beograd": ("Конгресна дворана Дунав, Београд", "Конгресна зала Дунав, Белград"),
    "Cluster organisation": ("Кластер организација", "Клъстерна организация"),
    "SME": ("Мало или средње предузеће", "Малко или средно предприятие"),
    "Expert": ("Стручњак", "Експерт"),
    "Institution": ("Институција", "Институция"),
    "Danube Hall": ("Дунавска сала", "Зала Дунав"),
    "Sava Hall": ("Савска сала", "Зала Сава"),
    "Gallery": ("Галерија", "Галерия"),
    "Danube Hall, Sava Hall, Gallery": ("Дунавска сала, Савска сала, Галерија", "Зала Дунав, Зала Сава, Галерия"),
    "Room Tisa": ("Соба Тиса", "Зала Тиса"),
    "Restaurant": ("Ресторан", "Ресторант"),
    "Technology park": ("Технолошки парк", "Технологичен парк"),
    "Opening": ("Отварање", "Откриване"),
    "Welcome; how the two days go.": ("Добродошлица; како теку ова два дана.", "Приветствие; как минават двата дни."),
    "Meetings, first morning": ("Састанци, првог дана пре подне", "Срещи, първи ден преди обяд"),
    "Meetings, first afternoon": ("Састанци, првог дана по подне", "Срещи, първи ден след обяд"),
    "Meetings, second morning": ("Састанци, другог дана пре подне", "Срещи, втори ден преди обяд"),
    "Meetings, second afternoon": ("Састанци, другог дана по подне", "Срещи, втори ден след обяд"),
    "Round table: clusters and the green transition": (
        "Округли сто: кластери и зелена транзиција",
        "Кръгла маса: клъстерите и зеленият преход",
    ),
    "Five clusters, five answers; bring your own.": (
        "Пет кластера, пет одговора; понесите и свој.",
        "Пет клъстера, пет отговора; донесете и своя.",
    ),
    "Round table: funding across borders": (
        "Округли сто: финансирање преко граница",
        "Кръгла маса: финансиране през граница",
    ),
    "What programmes pay for, and what they ask for in return.": (
        "Шта програми плаћају и шта за то траже.",
        "Какво плащат програмите и какво искат в замяна.",
    ),
    "Lunch": ("Ручак", "Обяд"),
    "Assembly of the network": ("Скупштина мреже", "Общо събрание на мрежата"),
    "Report, plans, election of the board.": (
        "Извештај, планови, избор управног одбора.",
        "Отчет, планове, избор на управителен съвет.",
    ),
    "Visit to the technology park": ("Посета технолошком парку", "Посещение в технологичния парк"),
    "By bus from the main entrance.": ("Аутобусом са главног улаза.", "С автобус от главния вход."),
}


def add(event: Event, organizer: Organizer, now: datetime) -> None:
    """Word the event, and all in it that has a name."""
    things: list[Thing] = [event, *programme.sessions_of(event), *places.zones_of(event)]
    things += participation.types_of(event)
    for thing in things:
        wordings.change(event, thing, _of(thing), organizer, now)


def _of(thing: Thing) -> Wordings:
    stored = {part: getattr(thing, part) for part in thing.WORDED}
    return {
        code: {part: NAMES[words][k] for part, words in stored.items() if words in NAMES}
        for k, code in enumerate(LANGUAGES)
    }
