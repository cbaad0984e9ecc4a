"""The words of this room's refusals."""

from django.utils.translation import gettext_lazy as _

from samskab.kit.refusals import Explanation

EXPLANATIONS = {
    "doors.sitting_is_open": Explanation(
        _("Du sidder allerede med en person."),
        _("Én ad gangen, så ingen får en andens kvittering."),
        _("Slut først, og giv kvitteringen."),
    ),
    "doors.no_sitting": Explanation(
        _("Du er ikke begyndt med nogen."),
        _("Ordene skal høre til den person, du sidder med."),
        _("Gå til “Skriv for en anden”, og begynd der."),
    ),
    "doors.sitting_is_over": Explanation(
        _("Den halve time er gået."),
        _("En samtale varer højst en halv time, så den bliver personens og ikke jeres."),
        _("Slut, giv kvitteringen, og begynd igen, hvis personen vil."),
    ),
    "doors.quota_is_used": Explanation(
        _("Du har hjulpet %(quota)s i dag."),
        _("Den, der taler for mange, kommer let til at tale for sig selv."),
        _("Lad en anden hjælper tage over, eller fortsæt i morgen."),
    ),
    "doors.not_a_helper": Explanation(
        _("Personen er ikke hjælper."),
        _("Kun en hjælper har en grænse om dagen."),
        _("Giv hvervet først."),
    ),
    "doors.quota_is_not_fair": Explanation(
        _("Grænsen kan ikke være sådan."),
        _("Den er mindst én og højst %(most)s om dagen."),
        _("Skriv et andet tal."),
    ),
    "doors.nothing_to_undo": Explanation(
        _("Der er intet at fortryde."),
        _("Ingen har skrevet for dig de sidste 30 dage, eller det er allerede trukket tilbage."),
        _("Under “Dine spor” kan du trække hvert udsagn tilbage, når som helst."),
    ),
    "doors.kiosk_is_closed": Explanation(
        _("Skærmen er lukket."),
        _("Huset har lukket den."),
        _("Spørg i huset, eller brug din egen telefon."),
    ),
    "doors.unknown_key": Explanation(
        _("Den skærm kender vi ikke."),
        _("Måske er et ord stavet anderledes. Eller skærmen er lukket."),
        _("Se på papiret fra huset, og prøv igen."),
    ),
    "doors.too_many_cards": Explanation(
        _("Så mange kort kan ikke printes på én gang."),
        _("Det er mellem 1 og %(most)s."),
        _("Print dem ad flere omgange."),
    ),
    "doors.unknown_card": Explanation(
        _("Kort nr. %(number)s er ikke printet her."),
        _("Måske er tallet tastet forkert, eller kortet hører til et andet forløb."),
        _("Se på kortet, og ret nummeret. De andre rækker står her stadig."),
    ),
    "doors.card_is_keyed": Explanation(
        _("Kort nr. %(number)s er allerede tastet ind."),
        _("Et kort bliver til ord én gang."),
        _("Læg kortet væk, og tøm rækken. De andre rækker står her stadig."),
    ),
    "doors.nothing_keyed": Explanation(
        _("Der er ikke tastet noget."), _("En tom bunke er ingen bunke."), _("Tast mindst ét kort.")
    ),
    "doors.first_is_not_done": Explanation(
        _("Den første er ikke færdig."),
        _("Bunken tastes først af den ene og så af den anden."),
        _("Vent, til bunken er færdig, eller begynd på en anden."),
    ),
    "doors.another_must_key": Explanation(
        _("Du har tastet bunken."),
        _("Den skal tastes igen af en anden, der ikke har set, hvad du skrev."),
        _("Giv kortene videre."),
    ),
    "doors.keyed_by_others": Explanation(
        _("To andre taster den bunke."), _("En bunke har to par øjne."), _("Begynd på en anden bunke.")
    ),
    "doors.keying_is_done": Explanation(
        _("Bunken er tastet to gange."),
        _("Nu skal de to blive enige, hvor de læste forskelligt."),
        _("Gå til “Bliv enige om kortene”."),
    ),
    "doors.batch_is_settled": Explanation(
        _("Bunken er blevet til ord."),
        _("Det, der står på siden, tilhører dem, der skrev kortene."),
        _("De kan selv rette og trække tilbage."),
    ),
    "doors.only_who_keyed": Explanation(
        _("Kun de to, der har tastet, kan afgøre det."),
        _("De har set kortene."),
        _("Bed dem om at gøre det."),
    ),
    "doors.second_is_not_done": Explanation(
        _("Den anden er ikke færdig."), _("I kan først sammenligne, når begge har tastet."), _("Vent lidt.")
    ),
}
