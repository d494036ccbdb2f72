from __future__ import annotations

import codecs

import pytest

from matchmaking.services.files.tabular.encoding import decode
from matchmaking.services.files.tabular.table import UnreadableFile

SENTENCES = [
    ("cp1250", "Srpska firma traži partnere za izvoz; nudimo ćilime, džemove i domaće žito iz Čačka."),
    ("cp1250", "Hrvatska tvrtka proizvodi namještaj od hrasta i želi suradnju s kućama iz Šibenika."),
    ("cp1250", "Bosanski poduzetnici nude šljive, med i rakiju; više na štandu broj šest."),
    ("cp1250", "Slovensko podjetje išče kupce in dobavitelje za živilsko industrijo v Črnomlju."),
    ("cp1250", "Česká společnost hledá odběratele pro svá zařízení a těší se na příští schůzky."),
    ("cp1250", "Slovenská firma ponúka spracovanie dreva, ľahké kovy a účasť na veľtrhoch."),
    ("cp1250", "Magyar vállalkozás keres partnereket; gyümölcs, bőr és üveg, kiváló minőségű árukkal."),
    (
        "cp1250",
        "Firma românã".replace("ã", "ă")
        + " cautã".replace("ã", "ă")
        + " parteneri în construcţii şi oferă maşini în leasing.",
    ),
    ("cp1251", "Българска фирма търси партньори за износ на мебели и предлага обучение на клъстери."),
    ("cp1251", "Српска фирма тражи партнере за извоз и нуди ћилиме, џемове и домаће жито из Чачка."),
    ("cp1251", "Македонска компанија бара партнери за извоз и нуди ѓубрива, ќебиња и сушено овошје."),
    ("cp1251", "Име;Фамилия;Държава\r\nИван;Щерев;България"),
    ("cp1253", "Ελληνική εταιρεία αναζητά συνεργάτες για εξαγωγές και προσφέρει εκπαίδευση σε συστάδες."),
    ("cp1253", "Όνομα;Επώνυμο\r\nΓιώργος;Νικολάου\r\nΕλένη;Παπαδοπούλου"),
    ("cp1254", "Türk şirketi ihracat için ortak arıyor; ağaç işleme, dış ticaret ve eğitim hizmetleri sunuyor."),
    ("cp1254", "Ad;Soyad;Şehir\r\nIşıl;Gökçe;İzmir\r\nÇağla;Yılmaz;Eskişehir"),
    ("cp1250", "Name;Ort\r\nJovan Đukić;Niš\r\nJiří Dvořák;Plzeň\r\nGyörgy Szűcs;Győr\r\nPetra Kovačić;Šibenik"),
]
# Both code pages write these words with the same bytes, so that either reading is right.
SHARED = [
    "Shoqëria shqiptare kërkon partnerë për eksport dhe ofron këshillim në çdo qytet.",
    "Die österreichische Firma sucht Händler für Möbel in größeren Städten.",
]


@pytest.mark.parametrize(("encoding", "sentence"), SENTENCES)
def test_a_code_page_is_told_by_its_letters(encoding: str, sentence: str) -> None:
    assert decode(sentence.encode(encoding)) == (sentence, encoding)


@pytest.mark.parametrize("sentence", SHARED)
@pytest.mark.parametrize("encoding", ["cp1250", "cp1254"])
def test_letters_that_code_pages_share_come_out_right(sentence: str, encoding: str) -> None:
    assert decode(sentence.encode(encoding)).text == sentence


@pytest.mark.parametrize("sentence", [*(sentence for _, sentence in SENTENCES), *SHARED])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_unicode_is_recognised(sentence: str, mark: bytes, encoding: str) -> None:
    assert decode(mark + sentence.encode(encoding)) == (sentence, encoding)


@pytest.mark.parametrize("text", ["Name;Town\r\nAnn;Niš\r\n", "Име,Град\nИван,Чачак\n", "Όνομα;Πόλη\r\nΆννα;Βόλος\r\n"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_recognised_without_its_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, encoding)


def test_a_chosen_encoding_is_obeyed() -> None:
    assert decode("Đukić".encode("cp1250"), "cp1254") == ("Ğukiæ", "cp1254")
    assert decode(codecs.BOM_UTF8 + b"Ann", "utf-8") == ("Ann", "utf-8")


def test_a_chosen_encoding_that_does_not_fit_is_refused_with_the_row() -> None:
    with pytest.raises(UnreadableFile) as refusal:
        decode("Name\r\nAnn\r\nĐukić".encode("cp1250"), "utf-8")
    assert str(refusal.value) == (
        "The file is not encoded as utf-8: row 3 has bytes without meaning. "
        "Choose another encoding, or save it as CSV UTF-8."
    )


def test_an_encoding_that_is_not_offered_is_refused() -> None:
    with pytest.raises(UnreadableFile) as refusal:
        decode(b"x", "rot13")
    assert str(refusal.value) == "The encoding “rot13” is not offered."


def test_damaged_utf_8_is_not_taken_for_a_code_page() -> None:
    content = ("Име;Град\r\n" + "Иван;Чачак\r\n" * 50).encode() + b"\xd0"
    with pytest.raises(UnreadableFile) as refusal:
        decode(content)
    assert str(refusal.value) == "The file is damaged: row 52 has bytes that are no UTF-8. Save it anew as CSV UTF-8."


@pytest.mark.parametrize("content", [b"\0" * 100, b"Name;Town\r\nAn\0n;X\r\n", codecs.BOM_UTF8 + b"a\0b"])
def test_nul_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        decode(content)
    assert str(refusal.value) == "The file holds NUL characters, which no text does. Save it anew as CSV UTF-8."
