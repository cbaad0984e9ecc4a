"""The words of this room's refusals."""

from django.utils.translation import gettext_lazy as _

from samskab.kit.refusals import Explanation

EXPLANATIONS = {
    "parties.nobody_known": Explanation(
        _("Vi ved ikke, hvem du er endnu."),
        _("En gruppe har mindst ét menneske, som kan komme igen."),
        _("Log ind, eller få en kode. Det kræver hverken navn eller e-mail."),
    ),
    "parties.office_does_not_speak": Explanation(
        _("Du kan ikke tale for en part."),
        _("Politikere beslutter bagefter, og mødeledere er neutrale."),
        _("Lad en anden fra gruppen være talsperson."),
    ),
    "parties.not_spokesperson": Explanation(
        _("Du taler ikke for den part."),
        _("Kun en valgt talsperson kan gøre det her."),
        _("Bed en talsperson om ordet. Talspersoner skifter."),
    ),
    "parties.unknown_party": Explanation(
        _("Parten findes ikke."),
        _("Adressen peger på noget, vi ikke kender."),
        _("Se, hvem der er, på områdets side."),
    ),
    "parties.unknown_kind": Explanation(
        _("Vælg, hvad I er."), _("Alle slags parter står på listen."), _("Vælg det, der ligner jer mest.")
    ),
    "parties.only_a_coordinator": Explanation(
        _("En kommunal enhed oprettes af en koordinator."),
        _("Ellers kunne hvem som helst tale på kommunens vegne."),
        _("Er I en gruppe eller en forening, så vælg det i stedet."),
    ),
    "parties.cvr_has_eight_digits": Explanation(
        _("Et CVR-nummer har otte tal."),
        _("Det er frivilligt at skrive det."),
        _("Ret det, eller lad feltet stå tomt."),
    ),
    "parties.size_is_a_count": Explanation(
        _("Skriv, hvor mange I er, som et tal."),
        _("Et antal er mindst 1 og højst 100.000."),
        _("Ret tallet, eller lad feltet stå tomt."),
    ),
    "parties.unknown_area": Explanation(
        _("Området findes ikke."), _("Listen er måske ændret."), _("Vælg et område på listen.")
    ),
    "parties.unknown_role": Explanation(
        _("Vælg medlem eller talsperson."), _("Der er kun de to."), _("Vælg en af dem, og prøv igen.")
    ),
    "parties.unknown_invitation": Explanation(
        _("Den invitation virker ikke."),
        _("Den er brugt, for gammel eller stavet anderledes."),
        _("Bed talspersonen om fire nye ord."),
    ),
    "parties.already_member": Explanation(
        _("Du er allerede med."), _("Man er med én gang i hver gruppe."), _("Se gruppen på dens side.")
    ),
    "parties.unknown_member": Explanation(
        _("Den person er ikke med i gruppen nu."), _("Måske er vedkommende gået ud."), _("Hent siden igen.")
    ),
    "parties.already_so": Explanation(
        _("Sådan er det allerede."), _("Der er ikke noget at ændre."), _("Hent siden igen.")
    ),
    "parties.somebody_must_speak": Explanation(
        _("Nogen skal tale for gruppen."),
        _("Du er den eneste talsperson lige nu."),
        _("Giv ordet videre til et andet medlem først."),
    ),
}
