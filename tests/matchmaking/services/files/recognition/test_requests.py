from __future__ import annotations

from collections import Counter

import pytest

from matchmaking.services.files.recognition import priority, status
from matchmaking.services.files.recognition.requests import PRIORITIES, STATUSES
from matchmaking.services.files.recognition.splitting import words


@pytest.mark.parametrize(
    ("texts", "weight"),
    [
        (["must", "MUST", "3", "high", "obavezno", "обавезно", "задължително", "задолжително", "obligatoriu",
          "απαραίτητο",
          "mutlaka", "nujno", "domosdoshme", "nutné", "mindenképpen"], 3),
        (["would like", "would-like", "2", "medium", "želim", "желим", "бих искал", "би сакал", "aș dori", "θα ήθελα",
          "isterim", "želeno", "do të doja", "rád bych", "szeretném"], 2),
        (["open to", "Open to.", "1", "low", "otvoren za", "отворен за", "може би", "deschis", "ίσως", "belki",
          "morda",
          "i hapur", "možná", "nyitott"], 1),
        (["", "perhaps not", "4", "0", "x"], None),
    ],
)  # fmt: skip
def test_priorities_are_understood_in_the_languages_of_the_region(texts: list[str], weight: int | None) -> None:
    assert {text: priority(text) for text in texts} == dict.fromkeys(texts, weight)


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (["pending", "na čekanju", "на чекању", "изчаква", "на чекање", "în așteptare", "σε αναμονή", "beklemede",
          "v čakanju", "në pritje", "čeká", "függőben"], "pending"),
        (["accepted", "Accepted ", "prihvaćeno", "прихваћено", "прието", "прифатено", "acceptat", "αποδεκτό",
          "kabul edildi",
          "sprejeto", "pranuar", "přijato", "elfogadva"], "accepted"),
        (["declined", "odbijeno", "одбијено", "отхвърлено", "одбиено", "respins", "απορρίφθηκε", "reddedildi",
          "zavrnjeno",
          "refuzuar", "odmítnuto", "elutasítva"], "declined"),
        (["withdrawn", "cancelled", "povučeno", "оттеглено", "повлечено", "retras", "αποσύρθηκε", "geri çekildi",
          "umaknjeno", "tërhequr", "staženo", "visszavonva"], "withdrawn"),
        (["expired", "isteklo", "изтекло", "истечено", "expirat", "έληξε", "süresi doldu", "poteklo", "skaduar",
          "vypršelo",
          "lejárt"], "expired"),
        # In Serbian it was cancelled, in Bulgarian refused: nobody can know.
        (["", "otkazano", "отказано", "meeting"], None),
    ],
)  # fmt: skip
def test_statuses_are_understood_in_the_languages_of_the_region(texts: list[str], name: str | None) -> None:
    assert {text: status(text) for text in texts} == dict.fromkeys(texts, name)


@pytest.mark.parametrize("vocabulary", [PRIORITIES, STATUSES])
def test_no_word_means_two_things(vocabulary: dict[object, str]) -> None:
    uses = Counter(name for names in vocabulary.values() for name in {words(name) for name in names.split(";")})
    assert [name for name, count in uses.items() if count > 1] == []
