from __future__ import annotations

from collections import Counter

import pytest

from matchmaking.services.files.recognition import FIELDS, Kind, recognise
from matchmaking.services.files.recognition.columns import _phrases

PARTICIPANTS = {
    "English": ["First name", "Last name", "E-mail", "Organisation", "Country", "Participation type", "Field",
                "We offer",
                "We look for", "Languages", "Phone", "Attendance", "Profile", "Website"],
    "Serbian": ["Ime", "Prezime", "E-pošta", "Organizacija", "Država", "Tip učešća", "Oblast", "Nudimo", "Tražimo",
                "Jezici",
                "Telefon", "Prisustvo", "Opis", "Veb sajt"],
    "Serbian, Cyrillic": ["Име", "Презиме", "Имејл", "Организација", "Држава", "Тип учешћа", "Делатност", "Понуда",
                          "Потражња", "Језици", "Телефон", "Дани", "Опис", "Веб сајт"],
    "Bulgarian": ["Име", "Фамилия", "Имейл", "Организация", "Държава", "Тип участие", "Сфера на дейност",
                  "Предлагаме",
                  "Търсим", "Езици", "Телефон", "Присъствие", "Описание", "Уебсайт"],
    "Macedonian": ["Име", "Презиме", "Е-пошта", "Организација", "Земја", "Вид на учество", "Дејност", "Нудиме",
                   "Бараме",
                   "Јазици", "Телефон", "Присуство", "Опис", "Веб-страна"],
    "Romanian": ["Prenume", "Nume", "E-mail", "Organizație", "Țara", "Tip de participare", "Domeniu", "Oferim",
                 "Căutăm",
                 "Limbi vorbite", "Telefon", "Prezență", "Descriere", "Pagină web"],
    "Greek": ["Όνομα", "Επώνυμο", "Ηλεκτρονικό ταχυδρομείο", "Οργανισμός", "Χώρα", "Τύπος συμμετοχής", "Κλάδος",
              "Προσφέρουμε", "Αναζητούμε", "Γλώσσες", "Τηλέφωνο", "Παρουσία", "Περιγραφή", "Ιστοσελίδα"],
    "Turkish": ["Ad", "Soyad", "E-posta", "Kuruluş", "Ülke", "Katılım türü", "Faaliyet alanı", "Sunuyoruz",
                "Arıyoruz",
                "Diller", "Telefon", "Katılım", "Açıklama", "Web sitesi"],
    "Croatian": ["Ime", "Prezime", "Adresa e-pošte", "Tvrtka", "Zemlja", "Vrsta sudjelovanja", "Djelatnost", "Nudimo",
                 "Tražimo", "Jezici", "Mobitel", "Nazočnost", "Opis", "Web stranica"],
    "Slovene": ["Ime", "Priimek", "E-poštni naslov", "Podjetje", "Država", "Vrsta udeležbe", "Panoga", "Ponujamo",
                "Iščemo", "Jeziki", "Telefonska številka", "Udeležba", "Predstavitev", "Spletna stran"],
    "Bosnian": ["Ime", "Prezime", "E-mail adresa", "Preduzeće", "Država", "Vrsta učešća", "Djelatnost", "Ponuda",
                "Potražnja", "Jezici", "Broj telefona", "Dani učešća", "Kratak opis", "Internet stranica"],
    "Albanian": ["Emri", "Mbiemri", "Posta elektronike", "Organizata", "Shteti", "Lloji i pjesëmarrjes", "Fusha",
                 "Ofrojmë", "Kërkojmë", "Gjuhët", "Telefoni", "Ditët", "Përshkrimi", "Faqja e internetit"],
    "Czech": ["Jméno", "Příjmení", "E-mailová adresa", "Společnost", "Země", "Typ účasti", "Obor", "Nabízíme",
              "Hledáme",
              "Jazyky", "Telefonní číslo", "Dny účasti", "Popis", "Webové stránky"],
    "Hungarian": ["Keresztnév", "Vezetéknév", "E-mail cím", "Szervezet", "Ország", "Részvétel típusa", "Ágazat",
                  "Kínálunk",
                  "Keresünk", "Nyelvek", "Telefonszám", "Napok", "Leírás", "Honlap"],
}  # fmt: skip
MEANT = ["given_name", "family_name", "email", "organization", "country", "participation_type", "fields", "offers",
         "needs", "languages", "phone", "attendance", "about", "website"]  # fmt: skip

REQUESTS = {
    "English": ["From", "To", "Priority", "Message", "Status"],
    "Serbian": ["Od", "Za", "Prioritet", "Poruka", "Status"],
    "Serbian, Cyrillic": ["Од", "За", "Приоритет", "Порука", "Статус"],
    "Bulgarian": ["От", "До", "Приоритет", "Съобщение", "Статус"],
    "Macedonian": ["Од", "До", "Приоритет", "Порака", "Состојба"],
    "Romanian": ["De la", "Către", "Prioritate", "Mesaj", "Stare"],
    "Greek": ["Από", "Προς", "Προτεραιότητα", "Μήνυμα", "Κατάσταση"],
    "Turkish": ["Kimden", "Kime", "Öncelik", "Mesaj", "Durum"],
    "Croatian": ["Pošiljatelj", "Primatelj", "Važnost", "Napomena", "Odgovor"],
    "Slovene": ["Od", "Prejemnik", "Prednost", "Sporočilo", "Stanje"],
    "Bosnian": ["Od koga", "Kome", "Prioritet", "Poruka", "Status"],
    "Albanian": ["Nga", "Për", "Prioriteti", "Mesazhi", "Gjendja"],
    "Czech": ["Od koho", "Komu", "Důležitost", "Zpráva", "Stav"],
    "Hungarian": ["Kitől", "Kinek", "Fontosság", "Üzenet", "Állapot"],
}


@pytest.mark.parametrize("header", PARTICIPANTS.values(), ids=PARTICIPANTS)
@pytest.mark.parametrize("write", [str, str.upper, "  {} * ".format, "{}:".format])
def test_participants_columns_are_recognised_in_every_language(header: list[str], write: type[str]) -> None:
    recognition = recognise([write(name) for name in header], Kind.PARTICIPANTS)
    assert {field: header[column] for field, column in recognition.columns.items()} == dict(
        zip(MEANT, header, strict=True)
    )
    assert recognition.unrecognised == ()


@pytest.mark.parametrize("header", REQUESTS.values(), ids=REQUESTS)
def test_requests_columns_are_recognised_in_every_language(header: list[str]) -> None:
    recognition = recognise(header, Kind.REQUESTS)
    assert [recognition.columns.get(field) for field in FIELDS[Kind.REQUESTS]] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    "name", ["Name", "Ime", "Ime i prezime", "Име и фамилия", "Ονοματεπώνυμο", "Ad Soyad", "Jméno", "Név"]
)
def test_a_lone_column_for_the_name_holds_the_full_name(name: str) -> None:
    assert dict(recognise([name, "Email"], Kind.PARTICIPANTS).columns) == {"email": 1, "full_name": 0}


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        (["Name", "Surname"], {"given_name": 0, "family_name": 1}),
        (["Nume", "Prenume"], {"given_name": 1, "family_name": 0}),
        (["Име", "Презиме", "Фамилия"], {"given_name": 0, "family_name": 2}),
        (["Name", "First name", "Last name"], {"given_name": 1, "family_name": 2, "full_name": 0}),
        (["Company e-mail", "Name of the company"], {"email": 0, "organization": 1}),
        (["E-mail", "Second e-mail"], {"email": 0}),
        (["Country of residence", "Country"], {"country": 1}),
        (["Organisation's name", "Contact person (name)"], {"full_name": 1, "organization": 0}),
        (["Do you need help finding a hotel in our country?", "Table"], {}),
        (["", "E-mail"], {"email": 1}),
    ],
)
def test_headings_that_could_mean_several_things_are_settled(header: list[str], columns: dict[str, int]) -> None:
    recognition = recognise(header, Kind.PARTICIPANTS)
    assert dict(recognition.columns) == columns
    used = set(columns.values())
    assert recognition.unrecognised == tuple(n for n, name in enumerate(header) if n not in used and name)


@pytest.mark.parametrize("kind", Kind)
def test_no_heading_means_two_things(kind: Kind) -> None:
    uses = Counter(phrase for phrases in _phrases(kind).values() for phrase in set(phrases))
    assert [phrase for phrase, count in uses.items() if count > 1] == []
