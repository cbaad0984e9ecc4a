"""The words of the demo's refusals."""

from django.utils.translation import gettext_lazy as _

from samskab.kit.refusals import Explanation

EXPLANATIONS = {
    "demo.house_is_taken": Explanation(
        _("Her bor en rigtig kommune: %(name)s."),
        _("En demo er opdigtet og må aldrig stå mellem rigtige ord."),
        _("Indlæs demoen i en tom mappe: samskab up --data EN_ANDEN_MAPPE."),
    ),
    "demo.no_demo_here": Explanation(
        _("Her er ingen demo."),
        _("Kun en demos ur kan stilles frem. En rigtig kommunes ur er det, der hænger på væggen."),
        _("Indlæs en demo i en tom mappe: samskab demo load."),
    ),
}
