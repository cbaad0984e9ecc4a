"""The words of this room."""

from django.utils.translation import gettext_lazy as _

from samskab.kit.refusals import Explanation

BASES = {
    "public_task": _(
        "En opgave i samfundets interesse (databeskyttelsesforordningen art. 6, stk. 1, litra e)"
    ),
    "legal_duty": _("En pligt efter loven (databeskyttelsesforordningen art. 6, stk. 1, litra c)"),
    "consent": _("Dit samtykke (databeskyttelsesforordningen art. 6, stk. 1, litra a)"),
}
# What somebody looked at. A room that shows more of others adds its own: kit.words.register("look", {...}).
LOOKS = {"members": _("at du er med i gruppen, og det navn du har valgt")}
OFFICES = {
    "spokesperson": _("En talsperson for en gruppe, du er med i"),
    "coordinator": _("En koordinator"),
    "facilitator": _("En mødeleder"),
    "helper": _("En hjælper"),
    "moderator": _("En, der ser efter, om reglerne holdes"),
    "administrator": _("En, der passer siden"),
    "steward": _("En, der har en nøgle til forløbet"),
}
RECORD = {"rights.person.erased": _("Nogen slettede det, huset vidste om dem")}

EXPLANATIONS = {
    "rights.nobody_known": Explanation(
        _("Vi ved ikke, hvem du er endnu."),
        _("Ingen andre end dig må se, hvad vi ved om dig."),
        _("Log ind, eller skriv dine fire ord. Så viser vi det hele."),
    ),
    "rights.not_yours": Explanation(
        _("Det er ikke dit."),
        _("Kun du selv kan slette det, vi ved om dig."),
        _("Log ind som den, det handler om, eller skriv til den, der driver siden."),
    ),
    "rights.not_said_twice": Explanation(
        _("Vi har ikke slettet noget."),
        _("Det kan ikke laves om, så vi beder dig skrive to ord for at være sikker."),
        _("Skriv “slet mig” i feltet, og send igen."),
    ),
    "rights.already_erased": Explanation(
        _("Det er allerede slettet."),
        _("Der er ikke mere, der peger på dig."),
        _("Du skal ikke gøre mere."),
    ),
    "rights.month_is_not_over": Explanation(
        _("Måneden er ikke slut."),
        _("Ellers kunne et opslag efter lodtrækningen aldrig blive trukket ud."),
        _("Prøv igen den første i næste måned."),
    ),
    "rights.demo_keeps_its_email": Explanation(
        _("I en demo kan e-mailen ikke rettes."),
        _("Den næste, der prøver demoen, skal også kunne komme ind."),
        _("Prøv med din egen konto. Den begynder du under “Log ind”."),
    ),
    "rights.both_locks_first": Explanation(
        _("Du skal ind gennem begge dine låse først."),
        _("E-mailen åbner din konto. Derfor er én lås ikke nok."),
        _("Gå til “Mine døre”, og brug din anden lås. Kom så tilbage."),
    ),
    "rights.email_is_taken": Explanation(
        _("E-mailen kan ikke bruges her."),
        _("Den hører til en anden konto."),
        _("Log ind på den konto, eller vælg en anden e-mail."),
    ),
    "rights.no_account": Explanation(
        _("Du har ingen konto her."),
        _("Med en papirkode gemmer vi hverken navn eller e-mail, så der er ikke noget at rette."),
        _("Dine ord kan du rette under “Dine spor”."),
    ),
}
