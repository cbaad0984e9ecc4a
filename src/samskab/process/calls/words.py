"""The words of this room's refusals."""

from django.utils.translation import gettext_lazy as _

from samskab.kit.refusals import Explanation

EXPLANATIONS = {
    "calls.unknown_call": Explanation(
        _("Kaldet findes ikke."), _("Adressen peger på noget, vi ikke kender."), _("Se kaldetavlen.")
    ),
    "calls.unknown_area": Explanation(
        _("Vælg, hvor det er."),
        _("Et kald hører til et sted, så naboerne kan se det."),
        _("Vælg et område på listen."),
    ),
    "calls.unknown_choice": Explanation(
        _("Valget findes ikke."),
        _("Siden er måske ændret, mens du skrev."),
        _("Hent siden igen, og prøv en gang til."),
    ),
    "calls.already_answered": Explanation(
        _("Kaldet har fået sit svar."),
        _("Det er blevet til et forløb, eller det er afvist med en grund."),
        _("Læs svaret. Er det ikke godt nok, så rejs et nyt kald."),
    ),
    "calls.already_joined": Explanation(
        _("I er allerede med."), _("Hver gruppe står der én gang."), _("Se, hvem der ellers er med.")
    ),
    "calls.speak_for_a_party": Explanation(
        _("Du taler ikke for den part."),
        _("Kun en valgt talsperson kan svare for en part."),
        _("Gå med i dit eget navn, eller bed en talsperson svare."),
    ),
    "calls.only_the_public_side": Explanation(
        _("Det er kommunen, der skylder svaret."),
        _("Andre kan gå med, men ingen anden kan sige nej på kommunens vegne."),
        _("Tryk “Vi er også med”, hvis I vil bakke op."),
    ),
}
