"""The words of this room's refusals."""

from django.utils.translation import gettext_lazy as _

from samskab.kit.refusals import Explanation

LABELS = {
    "no_votes": _("Ingen har svaret endnu."),
    "too_few": _("Færre end 15 har svaret på nok udsagn. Så få kan man tale med. Her er kun de rene tal."),
    "few_people": _("Færre end 30 har svaret på nok udsagn. Så viser vi ikke grupper."),
    "few_statements": _("Der er færre end syv udsagn. Det er for lidt at dele folk efter."),
    "all_alike": _("Alle har svaret næsten ens. Der er én gruppe: jer."),
    "group_too_small": _("Nogle få skiller sig ud, men de er for få til at kaldes en gruppe."),
    "weak_separation": _("Folk er uenige om noget, men de samler sig ikke i klare grupper."),
    "unstable": _(
        "Grupperne falder fra hinanden, når vi tager hvert tiende svar væk. Så findes de nok ikke."
    ),
    "no_more_than_chance": _("Svarene hænger ikke mere sammen, end de ville gøre ved et tilfælde."),
    "awaiting_confirmation": _("Måske er der grupper. Vi viser dem først, når de er der fire gange i træk."),
}

EXPLANATIONS = {
    "knowledge.unknown_statement": Explanation(
        _("Udsagnet findes ikke."),
        _("Adressen peger på noget, vi ikke kender."),
        _("Se alle udsagn under Viden."),
    ),
    "knowledge.statement_not_open": Explanation(
        _("Udsagnet er ikke åbent mere."),
        _("Den, der sagde det, har trukket det tilbage, eller det er skjult med en grund."),
        _("Se de andre udsagn under Viden. Din tekst står herunder."),
    ),
    "knowledge.role_gives_age": Explanation(
        _("Skriv ikke en præcis alder."),
        _("Alder og sted kan tilsammen vise naboerne, hvem det er."),
        _("Skriv for eksempel “i 40'erne”, eller lad feltet være tomt."),
    ),
    "knowledge.role_gives_contact": Explanation(
        _("Skriv ikke nummer eller e-mail her."),
        _("Alle kan læse, hvad der står om dig. CPR, telefon og e-mail hører ikke til her."),
        _("Skriv for eksempel “beboer på Engvej”, eller lad feltet være tomt."),
    ),
    "knowledge.not_read_back": Explanation(
        _("Læs ordene højt først."),
        _("Den, der sagde det, skal høre teksten og sige ja til den."),
        _("Læs teksten op, ret den, sæt krydset, og send igen."),
    ),
    "knowledge.only_a_helper": Explanation(
        _("Det gør en hjælper."),
        _("Kun den, der har rollen som hjælper, kan skrive en andens ord ind."),
        _("Skriv i dit eget navn, eller bed en hjælper om at gøre det."),
    ),
    "knowledge.helper_needs_another": Explanation(
        _("Det er dine egne ord."),
        _("En hjælper skriver en andens ord."),
        _("Skriv dit eget udsagn under Viden."),
    ),
    "knowledge.code_not_known": Explanation(
        _("Vi kender ikke den kode."),
        _("Ordene skal høre til en, der kan se, hvad der bliver af dem."),
        _("Prøv koden igen, eller lad feltet stå tomt. Så får personen en ny."),
    ),
    "knowledge.not_author": Explanation(
        _("Det er ikke dine ord."),
        _("Kun den, der sagde det, kan rette det, trække det tilbage eller sige, om det er forstået."),
        _("Er det dig, så kom ind med den samme kode eller konto, som du brugte."),
    ),
    "knowledge.built_upon": Explanation(
        _("Andre har bygget på ordene. Derfor kan de ikke rettes."),
        _("Nogen har stemt, svaret eller brugt dem. En ny tekst ville flytte det, de sagde."),
        _("Træk udsagnet tilbage, eller skriv et nyt ved siden af. Din tekst står herunder."),
    ),
    "knowledge.helper_does_not_vote": Explanation(
        _("En hjælper stemmer ikke for andre."),
        _("En stemme er personens egen."),
        _("Giv personen skærmen eller koden, så de kan stemme selv."),
    ),
    "knowledge.own_statement_vote": Explanation(
        _("Det er dit eget udsagn."),
        _("Du har allerede sagt, hvad du mener. Andre stemmer om det."),
        _("Gå videre til det næste udsagn."),
    ),
    "knowledge.already_traced": Explanation(
        _("Sporet er allerede lagt."),
        _("Udsagnet er knyttet til den del af problemforståelsen."),
        _("Se sporet på udsagnets side, eller vælg en anden del."),
    ),
    "knowledge.reply_not_yours": Explanation(
        _("I skal ikke svare på det her."),
        _("Svaret skylder den, der har magt til at gøre noget, eller den, der er spurgt."),
        _("Skriv et udsagn selv, eller stem om det. Jeres tekst står herunder."),
    ),
    "knowledge.already_replied": Explanation(
        _("I har allerede svaret."),
        _("Et svar bliver stående."),
        _("Føj til jeres svar, når der er nyt. Teksten står herunder."),
    ),
    "knowledge.not_your_reply": Explanation(
        _("Det er ikke jeres svar."),
        _("Den part, der svarede, føjer selv til."),
        _("Skriv jeres eget svar, hvis I er spurgt."),
    ),
    "knowledge.later_is_written": Explanation(
        _("I har allerede føjet til svaret."),
        _("Der kan føjes til én gang, så svaret kan læses i sin helhed."),
        _("Fortæl resten i opfølgningen."),
    ),
    "knowledge.own_statement_flag": Explanation(
        _("Det er dit eget udsagn."),
        _("Man beder andre om at skrive klart."),
        _("Ret dine egne ord, hvis de kan siges lettere."),
    ),
    "knowledge.somebody_came": Explanation(
        _("Der er kommet nogen."),
        _("Forløbet har allerede den slags viden. Så kan I ikke skrive, at ingen kom."),
        _("Læs udsagnene under Viden."),
    ),
    "knowledge.absence_is_logged": Explanation(
        _("Det står der allerede."),
        _("“Vi spurgte. Ingen kom.” skrives én gang for hver slags viden."),
        _("Se det nederst på siden Viden."),
    ),
    "knowledge.nothing_to_map": Explanation(
        _("Der er ikke noget at tegne endnu."),
        _("Kortet viser, hvad folk har svaret på udsagnene. Ingen har svaret endnu."),
        _("Stem om de første udsagn under Viden."),
    ),
    "knowledge.map_is_fresh": Explanation(
        _("Kortet er nyt nok."),
        _(
            "%(moved)s svar har ændret sig, siden det blev tegnet. Det tegnes først igen efter %(needed)s, "
            "så ingen kan se, hvad én person lige har svaret."
        ),
        _("Se kortet, som det er, eller stem om flere udsagn."),
    ),
    "knowledge.only_the_house": Explanation(
        _("Det gøres ikke fra en side."),
        _("En samtale fra et andet sted læses ind af den, der driver huset."),
        _("Spørg den, der driver huset, om at køre “samskab import-conversation”."),
    ),
    "knowledge.broken_row": Explanation(
        _("En række kan ikke læses."),
        _("%(file)s, linje %(line)s: %(why)s."),
        _("Ret rækken, og læs mappen ind igen. Intet er skrevet."),
    ),
    "knowledge.kind_missing": Explanation(
        _("Der mangler en slags viden: “%(kind)s”."),
        _("Erfaring og fag skal begge være hørt, før der forhandles."),
        _("Find nogen, der ved det. Eller skriv, hvordan I spurgte: “Vi spurgte. Ingen kom.”"),
    ),
    "knowledge.conversation_unanswered": Explanation(
        _("Samtalen, der er læst ind, har ikke fået et svar."),
        _("Dem, der talte med dér, kan ikke få svar én for én. Det, de sagde sammen, kan."),
        _("Svar først på det, flest var enige i. Svar så på samtalen som helhed."),
    ),
    "knowledge.carried_first": Explanation(
        _("%(count)s udsagn, som flest var enige i, venter på et svar."),
        _("De får hver sit svar. Svaret på hele samtalen kommer bagefter."),
        _("Svar på det første af dem."),
    ),
    "knowledge.no_conversation": Explanation(
        _("Der er ikke læst nogen samtale ind."),
        _("Her svarer man på en samtale, der er holdt et andet sted."),
        _("Svar på udsagnene på siden Viden."),
    ),
    "knowledge.unanswered": Explanation(
        _("%(count)s udsagn er ikke besvaret."),
        _("Et forløb lukker ikke, før alle er brugt eller har fået svar."),
        _("Svar på dem, eller vis, hvor de er brugt."),
    ),
}
