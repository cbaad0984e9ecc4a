"""The words of this room's refusals. They are read in a terminal: no page does these acts."""

from django.utils.translation import gettext_lazy as _

from samskab.kit.refusals import Explanation

EXPLANATIONS = {
    "places.only_the_house": Explanation(
        _("Det kan ingen gøre på siden."),
        _("Steder og ferier sættes op af den, der driver huset, med en kommando."),
        _("Skriv til den, der driver siden."),
    ),
    "places.municipality_is_founded": Explanation(
        _("Her er allerede en kommune: %(name)s."),
        _("Et hus har én kommune, så ingen er i tvivl om, hvem der skylder svar."),
        _("Brug en anden mappe: SAMSKAB_DATA=EN_ANDEN_MAPPE."),
    ),
    "places.slug_is_plain": Explanation(
        _("“%(slug)s” kan ikke være en adresse."),
        _("En adresse er små bogstaver fra a til z, tal og bindestreger."),
        _("Skriv for eksempel norre-vadby."),
    ),
    "places.unknown_kind": Explanation(
        _("“%(kind)s” er ikke en slags område."),
        _("Et område er én af disse: %(known)s."),
        _("Vælg en af dem."),
    ),
    "places.population_cannot_be": Explanation(
        _("Så mange kan der ikke bo."),
        _("Et folketal er nul eller mere."),
        _("Skriv tallet igen, eller udelad det."),
    ),
    "places.area_is_added": Explanation(
        _("Området “%(slug)s” findes allerede."),
        _("To steder kan ikke have samme adresse."),
        _("Vælg en anden adresse."),
    ),
    "places.unknown_area": Explanation(
        _("Området “%(slug)s” findes ikke."),
        _("Et område kan kun ligge inden i et, der er oprettet."),
        _("Opret det største område først."),
    ),
    "places.holiday_ends_before_it_begins": Explanation(
        _("Ferien slutter, før den begynder."),
        _("Den første dag kommer før den sidste."),
        _("Byt om på datoerne."),
    ),
    "places.holiday_is_known": Explanation(
        _("Ferien “%(name)s” står der allerede."),
        _("En ferie skrives én gang."),
        _("Du skal ikke gøre mere."),
    ),
}
