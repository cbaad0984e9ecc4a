"""The words of this room's refusals."""

from django.utils.translation import gettext_lazy as _

from samskab.kit.refusals import Explanation

EXPLANATIONS = {
    "path.opening_not_answered": Explanation(
        _("Åbningstjekket mangler."),
        _("Ingen ved endnu, hvad der kan ændres, og hvem der bestemmer til sidst."),
        _("Svar på åbningstjekket. Det tager fem minutter."),
    ),
    "path.too_few_at_table": Explanation(
        _("Der er for få ved bordet."),
        _("Man kan ikke forhandle med sig selv."),
        _("Inviter mindst én part mere. Se listen “Hvem mangler?”."),
    ),
    "path.challenge_unanswered": Explanation(
        _("En ramme er udfordret uden svar."),
        _("“%(text)s” venter stadig på svar."),
        _("Den, der har sat rammen, skal svare først."),
    ),
    "path.public_key_missing": Explanation(
        _("Kommunens nøgle mangler."),
        _("Der skal være en procesvært fra hver side."),
        _("En kommunal part vælger en procesvært på siden “Bordet”."),
    ),
    "path.civic_key_missing": Explanation(
        _("Civilsamfundets nøgle mangler."),
        _("Kommunen kan ikke åbne et trin alene."),
        _("En forening eller borgergruppe vælger en procesvært på siden “Bordet”."),
    ),
    "path.unknown_stage": Explanation(
        _("Trinnet findes ikke."), _("Siden er måske ændret, mens du så på den."), _("Hent siden igen.")
    ),
    "path.already_there": Explanation(
        _("Forløbet står der allerede."),
        _("Nogen nåede det før dig."),
        _("Hent siden igen, og se, hvor I er."),
    ),
    "path.one_step_at_a_time": Explanation(
        _("Ét trin ad gangen."),
        _("Vejen går over alle trin, også når nogen har travlt."),
        _("Åbn det næste trin først."),
    ),
    "path.another_change_waits": Explanation(
        _("En anden nøgle er allerede drejet."),
        _("Der kan kun ventes på ét skift ad gangen."),
        _("Drej den samme vej, eller tag nøglen tilbage først."),
    ),
    "path.key_already_turned": Explanation(
        _("Jeres nøgle er drejet."),
        _("Nu mangler den anden sides nøgle. Ingen kan dreje begge."),
        _("Tal med den anden procesvært."),
    ),
    "path.no_change_waits": Explanation(
        _("Der er ingen nøgle at tage tilbage."),
        _("Skiftet er gjort, eller det er stoppet."),
        _("Hent siden igen."),
    ),
}
