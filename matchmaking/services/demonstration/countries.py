"""Names for people, places and firms that do not exist, by country."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Country:
    """A country's share of the event, and what people and firms are called there."""

    name: str
    prefix: str  # of its phone numbers
    organizations: int
    participants: int
    language: str
    men: str
    women: str
    families: str
    cities: str
    firm: str  # how a firm's name ends
    chamber: str  # what an institution is called
    ending: str = ""  # of a woman's family name
    cut: int = 0  # letters that it replaces
    cities_in_latin: str = ""  # where the others are not


COUNTRIES = (
    Country(
        "Serbia", "381", 45, 80, "Serbian",
        "Marko Stefan Vuk Miloš Đorđe Nenad Goran Žarko Uroš Dušan",
        "Dragana Ljiljana Milica Jelena Snežana Vesna Tijana Đurđa Nevena Ivana",
        "Petrović Jovanović Đukić Stanković Ćirić Žižić Vuković Ljubić Njegovan Pavlović Šarić Čolić Matić Radenković",
        "Beograd Niš Čačak Kragujevac Subotica Užice Valjevo Zrenjanin",
        "d.o.o.", "Privredna komora",
    ),
    Country(
        "Bulgaria", "359", 22, 40, "Bulgarian",
        "Георги Иван Димитър Николай Петър Стоян Красимир Чавдар",
        "Мария Елена Десислава Радка Силвия Цветана Йоана Милена",
        "Иванов Петров Щерев Стоянов Колев Желев Цанков Маринов Ангелов Юруков",
        "София Пловдив Варна Бургас Русе Габрово",
        "OOD", "Търговска камара", "а", 0, "Sofia Plovdiv Varna Burgas Ruse Gabrovo",
    ),
    Country(
        "North Macedonia", "389", 16, 28, "Macedonian",
        "Александар Љупчо Ѓорѓи Горан Зоран Бојан Дејан",
        "Весна Билјана Снежана Елена Маја Катерина Љубица",
        "Стојановски Јовановски Ќосевски Димовски Ристовски Трајковски Николовски Ѓорѓиевски",
        "Скопје Битола Прилеп Штип Охрид",
        "DOOEL", "Стопанска комора", "а", 1, "Skopje Bitola Prilep Štip Ohrid",
    ),
    Country(
        "Türkiye", "90", 14, 24, "Turkish",
        "Mehmet Emre Çağan Oğuz Kerem Barış", "Işıl Çağla Zeynep Elif Gülşen Özge",
        "Yılmaz Öztürk Şahin Gökçe Kılıç Çelik Aydın Güneş",
        "İstanbul Bursa İzmir Eskişehir", "A.Ş.", "Ticaret Odası",
    ),
    Country(
        "Greece", "30", 14, 24, "Greek",
        "Γιώργος Νίκος Χρήστος Δημήτρης Κώστας Σταύρος", "Ελένη Μαρία Αικατερίνη Σοφία Βασιλική Ευτυχία",
        "Νικολάου Γεωργίου Οικονόμου Δημητρίου Βασιλείου Αθανασίου Ιωάννου Χατζηγεωργίου",
        "Θεσσαλονίκη Βόλος Πάτρα Λάρισα", "IKE", "Επιμελητήριο", "", 0, "Thessaloniki Volos Patras Larisa",
    ),
    Country(
        "Romania", "40", 11, 20, "Romanian",
        "Ștefan Mihai Andrei Ionuț Răzvan", "Ioana Andreea Mădălina Raluca Anca",
        "Popa Șerban Țăranu Dumitrescu Stănescu Ciobanu Mureșan", "Timișoara Cluj Iași Brașov",
        "S.R.L.", "Camera de Comerț",
    ),
    Country(
        "Slovenia", "386", 8, 14, "Slovene", "Matej Luka Žiga Primož", "Petra Maja Nuša Špela",
        "Krašovec Kovačič Zupan Žagar Hočevar", "Ljubljana Maribor Celje Kranj",
        "d.o.o.", "Gospodarska zbornica",
    ),
    Country(
        "Czechia", "420", 8, 14, "Czech", "Jiří Ondřej Tomáš Vojtěch", "Kateřina Tereza Lucie Markéta",
        "Novák Dvořák Kadlec Hájek Beneš", "Brno Plzeň Ostrava Zlín",
        "s.r.o.", "Hospodářská komora", "ová",
    ),
    Country(
        "Bosnia and Herzegovina", "387", 8, 14, "Bosnian", "Emir Damir Tarik Nedim", "Selma Amra Lejla Azra",
        "Hodžić Marić Begić Šehović Delić", "Sarajevo Tuzla Mostar Zenica",
        "d.o.o.", "Privredna komora",
    ),
    Country(
        "Croatia", "385", 8, 14, "Croatian", "Ivan Hrvoje Tomislav Krešimir", "Petra Ana Mirta Željka",
        "Horvat Kovačić Babić Jurić Šimunić", "Zagreb Rijeka Osijek Varaždin",
        "d.o.o.", "Gospodarska komora",
    ),
    Country(
        "Albania", "355", 6, 10, "Albanian", "Ilir Arben Besnik", "Mirela Çiljeta Drita",
        "Hoxha Çela Gjoni Kërçiku", "Tirana Durrës Vlorë Shkodër", "sh.p.k.", "Dhoma e Tregtisë",
    ),
    Country(
        "Montenegro", "382", 4, 8, "Serbian", "Vladimir Luka Balša", "Jovana Milena Anđela",
        "Đurović Vujošević Radulović Šćekić", "Podgorica Nikšić Bar", "d.o.o.", "Privredna komora",
    ),
    Country(
        "Germany", "49", 4, 8, "German", "Jörg Jürgen Lukas", "Käthe Sabine Ulrike",
        "Müller Schröder Groß Köhler", "Chemnitz Kassel Ulm", "GmbH", "Handelskammer",
    ),
    Country(
        "Austria", "43", 4, 8, "German", "Florian Günther Johannes", "Birgit Doris Verena",
        "Gruber Pichler Hölzl Steinböck", "Graz Linz Villach", "GmbH", "Wirtschaftskammer",
    ),
    Country(
        "Hungary", "36", 4, 8, "Hungarian", "Gábor László Zoltán", "Ágnes Katalin Zsófia",
        "Szűcs Kovács Tóth Győri", "Szeged Pécs Debrecen", "Kft.", "Kereskedelmi Kamara",
    ),
    Country(
        "Denmark", "45", 4, 6, "Danish", "Søren Jørgen", "Kirsten Bodil",
        "Østergaard Nørgaard Kjær", "Aarhus Odense Vejle", "ApS", "Erhvervskammer",
    ),
)  # fmt: skip

# What a profile says in its own language; where a country has none here, it is in English.
PROFILES = {
    "Serbian": (
        "Radimo od {year}. godine i zapošljavamo {people} ljudi. Tražimo partnere u regionu.",
        "Od {year}. godine okupljamo firme iz regiona. Imamo {people} saradnika i otvoreni smo za zajedničke projekte.",
    ),
    "Serbian in Cyrillic": (
        "Радимо од {year}. године и запошљавамо {people} људи. Тражимо партнере у региону.",
        "Од {year}. године окупљамо фирме из региона. Имамо {people} сарадника и отворени смо за заједничке пројекте.",
    ),
    "Bulgarian": (
        "Работим от {year} г. и имаме {people} служители. Търсим партньори за износ в региона.",
        "От {year} г. развиваме нови продукти заедно с университети. Екипът ни е от {people} души.",
    ),
    "Macedonian": (
        "Работиме од {year} година и имаме {people} вработени. Бараме партнери во регионот.",
        "Од {year} година соработуваме со фирми од соседството. Нашиот тим брои {people} луѓе.",
    ),
    "Greek": (
        "Λειτουργούμε από το {year} και απασχολούμε {people} άτομα. Αναζητούμε συνεργάτες στα Βαλκάνια.",
        "Από το {year} συνεργαζόμαστε με πανεπιστήμια και επιχειρήσεις. Η ομάδα μας έχει {people} μέλη.",
    ),
    "Turkish": ("{year} yılından beri çalışıyoruz, {people} çalışanımız var. Bölgede iş ortakları arıyoruz.",),
    "Romanian": ("Lucrăm din {year} și avem {people} de angajați. Căutăm parteneri în regiune.",),
    "English": (
        "Founded in {year}, {people} people. We look for partners who know their own market.",
        "We have worked across borders since {year}; our team of {people} is used to small series and short notice.",
    ),
}

CYRILLIC = {
    "lj": "љ", "nj": "њ", "dž": "џ", "a": "а", "b": "б", "v": "в", "g": "г", "d": "д", "đ": "ђ", "e": "е", "ž": "ж",
    "z": "з", "i": "и", "j": "ј", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "r": "р", "s": "с",
    "t": "т", "ć": "ћ", "u": "у", "f": "ф", "h": "х", "c": "ц", "č": "ч", "š": "ш",
}  # fmt: skip


def in_cyrillic(text: str) -> str:
    """Serbian Latin in Cyrillic letters."""
    for latin, cyrillic in CYRILLIC.items():
        text = text.replace(latin, cyrillic).replace(latin.capitalize(), cyrillic.upper())
    return text
