"""The words of this room: its refusals, and the doors."""

from django.utils.translation import gettext_lazy as _

from samskab.kit.refusals import Explanation

WAYS_IN = {
    "mail": _("med en kode i mailen"),
    "code": _("med fire ord fra et papir"),
    "passkey": _("med en adgangsnøgle"),
    "mitid": _("med MitID"),
    "staff": _("med kommunens login"),
    "demo": _("med et klik i demoen"),
}

EXPLANATIONS = {
    "people.too_many_tries": Explanation(
        _("Der er prøvet for mange gange herfra."),
        _("Vi bremser, så ingen kan gætte en andens kode."),
        _("Vent %(minutes)s minutter, og prøv igen. Eller ring til os."),
    ),
    "people.code_is_four_words": Explanation(
        _("En kode er fire ord."),
        _("Det, du skrev, var ikke fire ord."),
        _("Skriv ordene fra dit papir med mellemrum eller bindestreg, for eksempel: sol-cykel-brev-hane."),
    ),
    "people.unknown_code": Explanation(
        _("Den kode kender vi ikke."),
        _("Måske er et ord stavet anderledes. Eller koden er lukket."),
        _("Se på papiret, og prøv igen. Har du mistet koden, kan du få en ny og begynde forfra."),
    ),
    "people.claim_needs_an_account": Explanation(
        _("Du er ikke kommet ind med en konto."),
        _("Det, du har sagt med koden, skal flytte et sted hen."),
        _("Log ind med e-mail, og skriv så de fire ord her igen."),
    ),
    "people.helper_does_not_come_in": Explanation(
        _("En hjælper kan ikke bruge de ord."),
        _("De hører til en person, der har fået hjælp. Kun den person kan komme ind med dem."),
        _("Giv kvitteringen til personen. Log ud, hvis I deler computer."),
    ),
    "people.double_key": Explanation(
        _("Koden og kontoen har hver sin nøgle til det samme forløb."),
        _("De to nøgler må aldrig ligge i én hånd."),
        _("Giv den ene nøgle videre først. Så kan du samle dine ord."),
    ),
    "people.two_would_be_one": Explanation(
        _("Koden og kontoen er de to, der skulle passe på hinanden."),
        _("Det, to skal gøre, må aldrig blive gjort af én."),
        _("Behold dem hver for sig, eller ring til os."),
    ),
    "people.no_code_to_replace": Explanation(
        _("Der er ingen kode at bytte."),
        _("Du er ikke kommet ind med en kode, eller den er lukket."),
        _("Bed om en ny kode."),
    ),
    "people.second_factor_needed": Explanation(
        _("Her skal døren have to låse."),
        _(
            "Den, der har en nøgle til et forløb, kan åbne noget for mange andre. "
            "En stjålet mail må ikke være nok."
        ),
        _("Sæt en ekstra lås på din konto. Det tager to minutter. Du kan læse alt imens."),
    ),
    "people.nobody_known": Explanation(
        _("Vi ved ikke, hvem du er."),
        _("Du er ikke logget ind."),
        _("Kom ind ad en af dørene, og prøv igen."),
    ),
    "people.session_has_ended": Explanation(
        _("Du er allerede logget ud dér."),
        _("Det login findes ikke mere."),
        _("Se på listen over, hvor du er logget ind."),
    ),
    "people.broker_is_not_linked": Explanation(
        _("Det login er ikke knyttet til din konto."),
        _("Kun det, der er knyttet til, kan tages af."),
        _("Se på siden med dine døre."),
    ),
    "people.last_way_in": Explanation(
        _("Det er din eneste vej ind."),
        _("Din konto har ingen bekræftet e-mail. Uden dette login kom du aldrig ind igen."),
        _("Behold det, eller skriv til den, der driver siden."),
    ),
    "people.only_the_house": Explanation(
        _("Det kan ingen gøre på siden."),
        _("Hverv gives af den, der driver huset, med en kommando, og det står i registret."),
        _("Skriv til den, der driver siden."),
    ),
    "people.not_an_email": Explanation(
        _("“%(email)s” er ikke en e-mail."),
        _("Den, der får hvervet, logger ind med en kode, som sendes dertil."),
        _("Skriv for eksempel navn@kommunen.dk."),
    ),
    "people.role_is_held": Explanation(
        _("Hvervet er der allerede."), _("Et hverv gives én gang."), _("Se på listen over hverv.")
    ),
    "people.role_is_not_held": Explanation(
        _("Hvervet er ikke givet."),
        _("Det, der ikke er givet, kan ikke tages tilbage."),
        _("Se på listen over hverv."),
    ),
}
