"""The words of this room's refusals."""

from django.utils.translation import gettext_lazy as _

from samskab.kit.refusals import Explanation

EXPLANATIONS = {
    "meetings.unknown_choice": Explanation(
        _("Valget findes ikke."), _("Siden er måske ændret."), _("Hent siden igen, og vælg på listen.")
    ),
    "meetings.in_the_past": Explanation(
        _("Tidspunktet er allerede gået."),
        _("Et møde aftales, før det holdes."),
        _("Vælg en dag, der kommer."),
    ),
    "meetings.unknown_meeting": Explanation(
        _("Mødet findes ikke."), _("Det er måske et andet forløb."), _("Se alle møder.")
    ),
    "meetings.not_held_yet": Explanation(
        _("Mødet er ikke holdt endnu."), _("Man tæller dem, der kom."), _("Kom igen efter mødet.")
    ),
    "meetings.count_your_own": Explanation(
        _("I kan tælle jeres egne."),
        _("En part skriver kun, hvor mange der kom fra parten selv. Procesværter og mødeledere tæller alle."),
        _("Lad de andre felter stå tomme, og send igen."),
    ),
    "meetings.count_cannot_be": Explanation(
        _("Antallet kan ikke passe."),
        _("Der kan ikke komme flere, end parten er."),
        _("Ret tallet, og send igen."),
    ),
}
