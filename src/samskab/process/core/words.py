"""The words of this room's refusals."""

from django.utils.translation import gettext_lazy as _

from samskab.kit.refusals import Explanation

EXPLANATIONS = {
    "core.unknown_process": Explanation(
        _("Forløbet findes ikke."),
        _("Adressen peger på noget, vi ikke kender."),
        _("Se alle forløb på oversigten."),
    ),
    "core.not_running": Explanation(
        _("Forløbet er ikke i gang lige nu."),
        _("Det er sat på pause eller stoppet. Grunden står på forløbets side."),
        _("Følg forløbet, og kom igen, når det åbner."),
    ),
    "core.stage_not_now": Explanation(
        _("Det hører til et andet trin."),
        _("Forløbet står et andet sted på vejen. Det gælder for alle, også for kommunen."),
        _("Se på forløbets side, hvad der kan gøres nu. Har du skrevet noget, står det herunder."),
    ),
    "core.nobody_known": Explanation(
        _("Vi ved ikke, hvem du er endnu."),
        _("Her taler man for sig selv eller for en part."),
        _("Log ind, eller brug din kode. Har du skrevet noget, står det herunder."),
    ),
    "core.party_not_at_table": Explanation(
        _("I sidder ikke med ved bordet endnu."),
        _("Kun parter i forløbet kan gøre det her."),
        _("Tag en plads ved bordet først. Ingen kan sige nej til det."),
    ),
    "core.not_spokesperson": Explanation(
        _("Du taler ikke for den part."),
        _("Kun en valgt talsperson kan tale for en part. Talspersoner skifter."),
        _("Bed din gruppe vælge dig, eller skriv et udsagn i dit eget navn."),
    ),
    "core.councillor_has_no_stance": Explanation(
        _("En politiker tager ikke stilling i forløbet."),
        _("Politikere lytter, svarer og beslutter bagefter. De forhandler ikke."),
        _("Svar på de spørgsmål, parterne har stillet."),
    ),
    "core.facilitator_has_no_stance": Explanation(
        _("En mødeleder tager ikke stilling."),
        _("Mødelederen er neutral."),
        _("Hjælp parterne med at skrive det, de mener."),
    ),
    "core.no_key": Explanation(
        _("Du har ingen nøgle."),
        _("To procesværter har hver sin nøgle: én fra kommunen og én fra civilsamfundet."),
        _("Spørg en af dem."),
    ),
    "core.not_facilitator_or_key": Explanation(
        _("Det gør en procesvært eller en neutral mødeleder."),
        _("Den fælles tekst samles ét sted, så ingen part skriver den alene."),
        _("Skriv jeres forslag til ændring, så bliver det set."),
    ),
    "core.supplier_stands_aside": Explanation(
        _("I kan blive leverandør. Derfor træder I til side her."),
        _("Den, der kan få løsningen betalt, skal ikke bestemme, hvad problemet er."),
        _("Fortæl gerne, hvad I ved, under Viden. Materialet er åbent for alle."),
    ),
    "core.supplier_mark_stays": Explanation(
        _("Mærket “kan blive leverandør” bliver stående."),
        _("Ellers kunne man træde til side og komme tilbage, når problemet var skrevet."),
        _("Tal med procesværterne, hvis det er en fejl."),
    ),
    "core.deadline_too_short": Explanation(
        _("Fristen er for kort."),
        _("Der skal være mindst %(days)s dage. De fleste ved bordet får ikke løn for at være her."),
        _("Vælg en senere dag."),
    ),
    "core.deadline_in_holiday": Explanation(
        _("Fristen ligger i en skoleferie."),
        _("I %(holiday)s er der ingen frister."),
        _("Vælg en dag efter ferien."),
    ),
    "core.solution_already_chosen": Explanation(
        _("Er løsningen valgt? Så er det ikke samskabelse."),
        _("Når løsningen er valgt, er der kun arbejde tilbage at dele ud."),
        _("Vil I åbne problemet i stedet? Skriv, hvad der gør ondt, og lad svaret stå åbent."),
    ),
    "core.decision_already_taken": Explanation(
        _("Beslutningen er allerede taget."),
        _("Så kan parterne ikke ændre noget, og det skal ingen bede dem bruge tid på."),
        _("Brug en høring, en klage eller budgetprocessen. Eller åbn det, der ikke er besluttet."),
    ),
    "core.already_seated": Explanation(
        _("I sidder allerede ved bordet."), _("Én part har én plads."), _("Se jeres plads på siden “Bordet”.")
    ),
    "core.opening_is_corrected": Explanation(
        _("I har rettet begyndelsen én gang."),
        _("Hver part kan gøre det én gang. Ellers kunne én sende alle de andre tilbage igen og igen."),
        _("Bed de to procesværter gå tilbage. De kan altid gøre det, når de giver en grund."),
    ),
    "core.told_by_another": Explanation(
        _("En anden part har skrevet, hvad der er gjort."),
        _("Ingen skriver hen over andres ord."),
        _("Skriv, hvem der stadig mangler. Det bliver en ny linje."),
    ),
    "core.hand_over_key_first": Explanation(
        _("I har en nøgle. Giv den videre først."),
        _("Forløbet kan ikke stå med kun én nøgle."),
        _("Vælg en ny procesvært fra jeres side. Så kan I gå, uden at give en grund."),
    ),
    "core.key_is_public_or_civic": Explanation(
        _("Den part kan ikke have en nøgle."),
        _("Den ene nøgle er kommunens. Den anden er civilsamfundets."),
        _("Vælg en part fra en af de to sider."),
    ),
    "core.key_of_the_other_side": Explanation(
        _("Det er den anden sides nøgle."),
        _("Hver side vælger selv sin procesvært."),
        _("Lad den anden side vælge."),
    ),
    "core.office_holds_no_key": Explanation(
        _("Den person kan ikke have en nøgle."),
        _("Politikere og mødeledere åbner ikke trin."),
        _("Vælg en talsperson."),
    ),
    "core.key_is_held": Explanation(
        _("Nøglen er i brug."),
        _("Kun den, der har nøglen, kan give den videre."),
        _("Tal med den, der har den."),
    ),
    "core.one_key_per_person": Explanation(
        _("Én person kan kun have én nøgle."),
        _("To nøgler skal drejes af to mennesker."),
        _("Vælg en anden."),
    ),
    "core.motives_differ": Explanation(
        _("Vælg to forskellige grunde."),
        _("I rangerer, hvorfor I er her."),
        _("Vælg en førsteplads og en andenplads."),
    ),
    "core.only_the_public_side": Explanation(
        _("Det gør kommunen selv."),
        _("Kommunen siger, i hvilken rolle den taler."),
        _("Spørg kommunens procesvært."),
    ),
    "core.unknown_choice": Explanation(
        _("Valget findes ikke."),
        _("Siden er måske blevet ændret, mens du skrev."),
        _("Hent siden igen, og prøv en gang til."),
    ),
    "core.law_needs_its_ground": Explanation(
        _("Skriv, hvilken lov det er."),
        _("En ramme, der kaldes lov, skal kunne slås op."),
        _("Skriv lovens navn og paragraf. Er det jeres egen praksis, så vælg det i stedet."),
    ),
    "core.own_boundary": Explanation(
        _("Det er jeres egen ramme."),
        _("En ramme udfordres af andre."),
        _("I kan åbne den ved at svare på en udfordring."),
    ),
    "core.already_challenged": Explanation(
        _("Rammen er allerede udfordret."),
        _("Der ventes på svar."),
        _("Se udfordringen og fristen på siden."),
    ),
    "core.not_own_boundary": Explanation(
        _("Det er ikke jeres ramme."),
        _("Den, der har sat rammen, svarer for den."),
        _("Vent på svaret, eller spørg dem."),
    ),
    "core.already_answered": Explanation(
        _("Der er allerede svaret."),
        _("Et svar bliver stående."),
        _("Udfordr rammen igen, hvis svaret ikke holder."),
    ),
    "core.already_sensitive": Explanation(
        _("Rummet er allerede følsomt."),
        _("Det løfte tages ikke tilbage."),
        _("Se forløbets side."),
    ),
    "core.names_somebody": Explanation(
        _("Der står måske et navn eller en adresse i teksten."),
        _("Her: “%(place)s”. Her fortæller folk om svære ting. Er det dig selv eller en anden?"),
        _("Skriv en rolle, for eksempel “min nabo”, og send igen. Resten af din tekst er her stadig."),
    ),
    "core.not_paused": Explanation(
        _("Forløbet er ikke på pause."),
        _("Det er allerede i gang, eller det er stoppet."),
        _("Se forløbets side."),
    ),
    "core.stop_is_lifted_by_the_civic_key": Explanation(
        _("Et nødstop løftes ikke af kommunen alene."),
        _("En berørt part har stoppet forløbet."),
        _("Civilsamfundets procesvært eller parten selv åbner igen."),
    ),
    "core.only_an_affected_party": Explanation(
        _("Nødstoppet er for de berørte."),
        _("Kun en part, som det går ud over, kan stoppe forløbet, og kun én gang."),
        _("Gør indvending, eller bed om mægling."),
    ),
    "core.emergency_stop_is_used": Explanation(
        _("I har brugt jeres nødstop."), _("Hver part har ét."), _("Gør indvending, eller bed om mægling.")
    ),
}
