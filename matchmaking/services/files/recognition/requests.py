"""How much a meeting is wished for and where a request stands, as words or numbers of a list."""

from __future__ import annotations

from functools import cache

from matchmaking.services.files.recognition.splitting import words

PRIORITIES = {
    3: (
        "3; must; must have; must meet; high; very important; essential; mandatory; top; a; "
        "obavezno; moram; visok; visoki; visoka; visoko; neophodno; hitno; mora; "
        "nujno; obvezno; "
        "задолжително; мора; висок; високо; "
        "задължително; трябва; висока; "
        "obligatoriu; neapărat; trebuie; ridicată; ridicat; înaltă; mare; esențial; "
        "απαραίτητο; οπωσδήποτε; υποχρεωτικό; υποχρεωτικά; πρέπει; υψηλή; υψηλό; "
        "mutlaka; şart; zorunlu; yüksek; kesinlikle; "
        "domosdoshme; patjetër; e domosdoshme; detyrueshme; duhet; i lartë; e lartë; lartë; "
        "nutné; nutně; musí; povinné; vysoká; vysoký; "
        "mindenképpen; mindenképp; kötelező; muszáj; magas"
    ),
    2: (
        "2; would like; would like to meet; like; medium; important; normal; nice to have; wish; b; "
        "želim; željeno; rado; srednji; srednja; srednje; voleo bih; voljela bih; volio bih; volela bih; "
        "želeno; rad bi; želel bi; "
        "сакам; пожелно; би сакал; би сакала; среден; средно; "
        "желая; желателно; бих искал; бих искала; желано; средна; "
        "aș dori; doresc; dorit; medie; mediu; mi-ar plăcea; "
        "θα ήθελα; επιθυμητό; μεσαία; μέτρια; μεσαίο; "
        "isterim; istiyorum; orta; tercihen; "
        "do të doja; dëshiroj; mesatar; mesatare; e mesme; "
        "rád bych; ráda bych; chtěl bych; chtěla bych; přeji si; se zájmem; střední; "
        "szeretném; szeretne; szívesen; közepes"
    ),
    1: (
        "1; open to; open; low; maybe; optional; possible; if possible; c; "
        "otvoren; otvoren za; otvorena; otvorena za; nizak; niski; niska; nisko; možda; može; moguće; "
        "odprt za; odprta za; morda; nizka; mogoče; lahko; "
        "отворен за; отворена за; можеби; можно; низок; ниско; "
        "може би; нисък; ниска; възможно; "
        "deschis; deschisă; deschis la; poate; scăzută; scăzut; mică; opțional; "
        "ανοιχτός; ανοικτός; ανοιχτή; ανοιχτό; ίσως; αν γίνεται; χαμηλή; χαμηλό; "
        "açığım; açık; olabilir; belki; düşük; "
        "i hapur; i hapur për; e hapur; hapur; ndoshta; i ulët; e ulët; ulët; "
        "otevřen; případně; otevřena; otevřený; možná; nízká; nízký; "
        "nyitott; szóba jöhet; talán; alacsony; lehetséges"
    ),
}

STATUSES = {
    "pending": (
        "pending; open; waiting; sent; new; unanswered; requested; "
        "na čekanju; čeka; poslat; poslato; poslano; novo; "
        "v čakanju; čaka; "
        "на чекање; чека; "
        "изчаква; в очакване; чакащ; чакаща; изпратено; "
        "în așteptare; așteaptă; trimis; "
        "σε εκκρεμότητα; εκκρεμεί; σε αναμονή; αναμονή; "
        "beklemede; bekliyor; gönderildi; "
        "në pritje; pritje; dërguar; "
        "čeká; čekající; nevyřízeno; nevyřízená; odesláno; "
        "függőben; várakozik; elküldve"
    ),
    "accepted": (
        "accepted; confirmed; approved; agreed; yes; "
        "prihvaćeno; prihvaćen; prihvaćena; prihvaćeni; potvrđeno; potvrđen; potvrđena; "
        "sprejeto; sprejet; sprejeta; potrjeno; "
        "прифатено; прифатен; прифатена; потврдено; "
        "прието; приет; приета; потвърдено; потвърдена; "
        "acceptat; acceptată; confirmat; confirmată; "
        "αποδεκτό; αποδεκτή; δεκτό; εγκρίθηκε; επιβεβαιώθηκε; έγινε δεκτό; έγινε αποδεκτό; "
        "kabul edildi; kabul; onaylandı; "
        "pranuar; e pranuar; i pranuar; konfirmuar; "
        "přijato; přijatá; přijatý; potvrzeno; "
        "elfogadva; elfogadott; megerősítve"
    ),
    "declined": (
        "declined; rejected; refused; denied; no; "
        "odbijeno; odbijen; odbijena; "
        "zavrnjeno; zavrnjen; zavrnjena; "
        "одбиено; одбиен; одбиена; "
        "отхвърлено; отхвърлена; отхвърлен; "
        "refuzat; refuzată; respins; respinsă; "
        "απορρίφθηκε; απορριφθέν; απόρριψη; "
        "reddedildi; ret; red; "
        "refuzuar; e refuzuar; i refuzuar; "
        "odmítnuto; odmítnutá; odmítnutý; zamítnuto; "
        "elutasítva; elutasított"
    ),
    "withdrawn": (
        "withdrawn; cancelled; canceled; retracted; taken back; "
        "povučeno; povučen; povučena; "
        "umaknjeno; preklicano; "
        "повлечено; повлечена; "
        "оттеглено; оттеглена; оттеглен; "
        "retras; retrasă; anulat; anulată; "
        "αποσύρθηκε; ανακλήθηκε; ακυρώθηκε; "
        "geri çekildi; iptal; iptal edildi; "
        "tërhequr; e tërhequr; anuluar; "
        "staženo; stažená; zrušeno; "
        "visszavonva; visszavont; lemondva"
    ),
    "expired": (
        "expired; lapsed; timed out; "
        "isteklo; istekao; istekla; "
        "poteklo; potekel; potekla; "
        "истечено; истечена; истече; "
        "изтекло; изтекла; изтекъл; "
        "expirat; expirată; "
        "έληξε; ληγμένο; "
        "süresi doldu; zaman aşımı; "
        "skaduar; e skaduar; "
        "vypršelo; vypršela; propadlo; "
        "lejárt"
    ),
}


def priority(text: str) -> int | None:
    """3 must, 2 would like, 1 open to; None if it is none of them."""
    return _priorities().get(words(text))


def status(text: str) -> str | None:
    """One of pending, accepted, declined, withdrawn, expired; None if it is none of them."""
    return _statuses().get(words(text))


@cache
def _priorities() -> dict[str, int]:
    return {words(name): weight for weight, names in PRIORITIES.items() for name in names.split(";")}


@cache
def _statuses() -> dict[str, str]:
    return {words(name): status for status, names in STATUSES.items() for name in names.split(";")}
