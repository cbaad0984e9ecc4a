"""The words of this room's refusals and of its lines in the record."""

from django.utils.translation import gettext_lazy as _

from samskab.kit.refusals import Explanation

_ACTS = {
    "purpose.not_adopted": Explanation(
        _("Opgaver åbner, når formålet er aftalt. Det er ikke en fejl."),
        _("Værdier og formål kommer først. Ellers deler vi arbejde ud uden at vide hvorfor."),
        _("Vær med til at skrive formålet, og se, hvem der mangler at sige deres mening."),
    ),
    "purpose.value_withdrawn": Explanation(
        _("Værdien er trukket tilbage."),
        _("Den står stadig på siden, men den gælder ikke mere."),
        _("Skriv den selv, hvis I mener det samme."),
    ),
    "purpose.own_value": Explanation(
        _("Det er jeres egen værdi."),
        _("I har allerede sagt den."),
        _("Læs de andres, og se, om I deler en af dem."),
    ),
    "purpose.already_shared": Explanation(
        _("I deler allerede den værdi."),
        _("Hver part deler en værdi én gang."),
        _("Skriv en værdi til, hvis der mangler noget."),
    ),
    "purpose.not_your_value": Explanation(
        _("Det er ikke jeres værdi."),
        _("Kun den, der har skrevet den, kan trække den tilbage."),
        _("Skriv jeres egen ved siden af."),
    ),
    "purpose.has_a_value": Explanation(
        _("I har allerede en værdi på bordet."),
        _("Man træder til side, når man ikke har sagt noget."),
        _("Træk jeres værdi tilbage først, hvis I vil træde til side."),
    ),
    "purpose.basic_value_is_addressed": Explanation(
        _("Nogen har talt om den værdi."),
        _("Så kan den ikke springes over."),
        _("Læs, hvad de har skrevet."),
    ),
    "purpose.no_draft_yet": Explanation(
        _("Der er ikke skrevet noget formål endnu."),
        _("Man tager stilling til en sætning, alle kan læse."),
        _("Skriv det første udkast. Det må gerne være skævt."),
    ),
    "purpose.newer_version": Explanation(
        _("Der er kommet et nyere udkast."),
        _("Det er version %(version)s, der gælder nu. Måske er jeres ord kommet med."),
        _("Læs det nye udkast, og sig, hvad I mener. Det, du skrev, står herunder."),
    ),
}

_GATE = {
    "purpose.values_missing": Explanation(
        _("Nogen har ikke sagt, hvad forløbet skal være tro mod."),
        _("Vi mangler: %(parties)s."),
        _("De kan skrive en værdi, dele en andens eller træde til side med en grund."),
    ),
    "purpose.basic_value_missing": Explanation(
        _("Ingen har talt om alle tre grundværdier."),
        _("Vi mangler: %(values)s."),
        _("Skriv en værdi om det. Ellers skriver en procesvært, hvorfor den springes over."),
    ),
    "purpose.question_missing": Explanation(
        _("Et af de tre spørgsmål er ubesvaret."),
        _("Det er: %(questions)s"),
        _("Mindst én part svarer på hvert spørgsmål eller skriver, hvorfor det springes over."),
    ),
    "purpose.draft_missing": Explanation(
        _("Der mangler et formål."),
        _("Ingen har skrevet et udkast endnu."),
        _("Skriv én sætning om, hvad der skal blive bedre og for hvem."),
    ),
    "purpose.stances_missing": Explanation(
        _("Nogen har ikke sagt, hvad de mener om formålet."),
        _("Vi mangler: %(parties)s."),
        _("Mind dem om det. De kan svare på siden, i telefonen eller på papir."),
    ),
    "purpose.objection_open": Explanation(
        _("Der er en indvending mod formålet."),
        _("Den er fra: %(parties)s."),
        _(
            "Skriv et nyt udkast, der møder den, eller tal med dem, så de kan leve med det. "
            "Efter to nye versioner og 21 dage kan I gå videre. Så står uenigheden på forløbets side."
        ),
    ),
}

EXPLANATIONS = {**_ACTS, **_GATE}

# What a line in the public record says.
RECORD = {
    "purpose.value.stated": _("En part lagde en værdi på bordet"),
    "purpose.value.shared": _("En part delte en andens værdi"),
    "purpose.value.withdrawn": _("En part trak en værdi tilbage"),
    "purpose.values.skipped": _("En part trådte til side fra værdierne"),
    "purpose.basic_value.skipped": _("En grundværdi blev sprunget over med en grund"),
    "purpose.question.answered": _("En part svarede på et af de tre spørgsmål"),
    "purpose.purpose.drafted": _("Et udkast til formålet blev skrevet"),
    "purpose.stance.given": _("En part sagde, hvad den mener om formålet"),
    "purpose.purpose.adopted": _("Formålet blev aftalt"),
}
