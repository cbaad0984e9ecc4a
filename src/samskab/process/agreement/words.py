"""The words of this room's refusals."""

from django.utils.translation import gettext_lazy as _

from samskab.kit.refusals import Explanation

EXPLANATIONS = {
    "agreement.no_draft": Explanation(
        _("Der er ikke noget udkast endnu."),
        _("En aftale begynder som et tomt papir. Procesværterne eller mødelederen lægger det frem."),
        _("Bed en af procesværterne om at begynde udkastet."),
    ),
    "agreement.draft_exists": Explanation(
        _("Der ligger allerede et udkast."),
        _("Der er kun ét papir ad gangen, så alle ser det samme."),
        _("Skriv punkter i det udkast, der er."),
    ),
    "agreement.signed_stays": Explanation(
        _("Aftalen er underskrevet. Ordene ligger fast."),
        _("Ingen må ændre det, andre har skrevet under på."),
        _("Procesværterne kan åbne forhandlingen igen. Så skriver I en ny version."),
    ),
    "agreement.older_version": Explanation(
        _("Det er en ældre version."),
        _("Den bliver stående, som den var."),
        _("Gå til den nyeste version."),
    ),
    "agreement.not_signed_yet": Explanation(
        _("Aftalen er ikke underskrevet."),
        _("Så længe ingen har skrevet under, kan punkterne skrives om."),
        _("Skriv punktet om, eller foreslå andre ord."),
    ),
    "agreement.clause_is_dropped": Explanation(
        _("Punktet er taget ud."),
        _("Ordene og grunden står i historien."),
        _("Skriv et nyt punkt, hvis det skal med igen."),
    ),
    "agreement.clause_needs_an_origin": Explanation(
        _("Sig, hvilket forslag punktet kommer fra."),
        _("Alle skal kunne se, hvis ord det er."),
        _("Vælg et forslag. Er der ikke noget, så stil det først på forhandlingsbordet."),
    ),
    "agreement.origin_is_taken_back": Explanation(
        _("Forslaget er trukket tilbage."),
        _("Et punkt kan kun komme fra et forslag, der ligger på bordet."),
        _("Vælg et andet forslag, eller stil forslaget igen."),
    ),
    "agreement.suggestion_is_answered": Explanation(
        _("Forslaget er besvaret."),
        _("Svaret bliver stående."),
        _("Foreslå andre ord, hvis I vil prøve igen."),
    ),
    "agreement.only_a_profession": Explanation(
        _("Et fagligt krav kommer fra et fag."),
        _("Kommunens enheder og halvoffentlige parter kan sige, hvad loven, sikkerheden eller faget kræver."),
        _("Foreslå andre ord i punktet. Jeres erfaring hører til under Viden."),
    ),
    "agreement.ethics_does_not_block": Explanation(
        _("Etik kan ikke stoppe et punkt."),
        _("Kun det, der er ulovligt eller farligt, skal skrives om, før nogen kan skrive under."),
        _("Skriv kravet uden at stoppe punktet. Så bliver det læst og besvaret."),
    ),
    "agreement.requirement_is_answered": Explanation(
        _("Kravet er besvaret."),
        _("Svaret bliver stående."),
        _("Er de nye ord stadig ulovlige eller farlige, så skriv et nyt krav."),
    ),
    "agreement.reword_first": Explanation(
        _("Skriv punkt %(number)s om først."),
        _("Et fag har sagt, at punktet er ulovligt eller farligt. Det kan ikke svares væk."),
        _("Skriv punktet om, og svar så på kravet."),
    ),
    "agreement.requirement_open": Explanation(
        _("Punkt %(number)s skal skrives om først."),
        _("%(party)s har sagt, at det er ulovligt eller farligt."),
        _("Skriv punktet om, og svar på kravet. Har nogen skrevet under, så åbn forhandlingen igen."),
    ),
    "agreement.right_needs_a_holder": Explanation(
        _("Vælg, hvem der bestemmer."),
        _("En beslutningsret, ingen har, er ikke en ret."),
        _("Vælg mindst én part."),
    ),
    "agreement.right_is_only_given_by_its_holder": Explanation(
        _("Det er ikke jeres ret at give væk."),
        _("Efter underskriften kan en part kun give sin egen beslutningsret fra sig."),
        _("Spørg den part, der har retten. Eller bed om at åbne forhandlingen igen."),
    ),
    "agreement.number_out_of_range": Explanation(
        _("Tallet kan ikke passe."),
        _("Timer og beløb kan ikke være mindre end nul, og ikke uendeligt store."),
        _("Ret tallet, og send igen."),
    ),
    "agreement.hours_are_never_priced": Explanation(
        _("Timer bliver ikke regnet om til penge."),
        _("Frivillig tid er ikke en besparelse."),
        _("Skriv timerne alene. Er det penge, så vælg “Penge”."),
    ),
    "agreement.ceiling_below_hours": Explanation(
        _("Loftet er lavere end timerne."),
        _("Loftet er det højeste, nogen må bede jer om."),
        _("Sæt loftet op, eller timerne ned."),
    ),
    "agreement.not_your_resource": Explanation(
        _("Det er ikke jeres bidrag."),
        _("Kun den, der har tilbudt noget, kan trække det tilbage."),
        _("Tal med den part, det handler om."),
    ),
    "agreement.resource_is_taken_back": Explanation(
        _("Bidraget er trukket tilbage."),
        _("Det står kun i historien nu."),
        _("Tilbyd det igen, hvis I har skiftet mening."),
    ),
    "agreement.public_side_keeps_its_word": Explanation(
        _("Kommunen har skrevet under på det."),
        _("Det, det offentlige åbner, kan de andre regne med, så længe aftalen gælder."),
        _("Procesværterne kan åbne forhandlingen igen. Så tages det op for alles øjne."),
    ),
    "agreement.review_is_past": Explanation(
        _("Dagen for status skal ligge fremme i tiden."),
        _("Ellers ser ingen på aftalen igen."),
        _("Vælg en senere dag."),
    ),
    "agreement.expires_before_review": Explanation(
        _("Aftalen udløber, før I har gjort status."),
        _("I skal nå at lære af den."),
        _("Lad udløb ligge efter status."),
    ),
    "agreement.answer_days_do_not_fit": Explanation(
        _("Svarfristen passer ikke."),
        _("Der skal være mindst %(least)s dage fra svaret til udløb, og svaret skal ligge fremme i tiden."),
        _("Vælg et andet antal dage. 120 er almindeligt."),
    ),
    "agreement.not_open_for_signing": Explanation(
        _("Der er ikke åbnet for underskrift endnu."),
        _("Det sker, når begge procesværter har drejet deres nøgle."),
        _("Se på procesværternes bord, hvad der mangler."),
    ),
    "agreement.already_signed": Explanation(
        _("I har skrevet under."),
        _("Én part skriver under én gang."),
        _("Er I uenige i noget, kan det trykkes under “Her er vi uenige”."),
    ),
    "agreement.already_outside": Explanation(
        _("I har sagt, at I ikke skriver under."),
        _("Jeres grund står trykt i aftalen."),
        _("I kan stadig nå at skrive under."),
    ),
    "agreement.name_a_clause": Explanation(
        _("Vælg mindst ét punkt."),
        _("Alle skal kunne se, hvad det gælder."),
        _("Sæt kryds ved de punkter, det handler om."),
    ),
    "agreement.not_a_councillor": Explanation(
        _("Den person er ikke politiker her."),
        _("Kun politikere kan spørges på den måde."),
        _("Vælg en politiker fra listen, eller skriv kun titlen."),
    ),
    "agreement.only_a_councillor": Explanation(
        _("Det svarer en politiker på."),
        _("Spørgsmålet er stillet til politikerne, og svaret er offentligt."),
        _("Vent på svaret. Fristen står ved spørgsmålet."),
    ),
    "agreement.another_was_asked": Explanation(
        _("En anden politiker er spurgt."),
        _("Den, der er spurgt, svarer selv."),
        _("Mind din kollega om fristen."),
    ),
    "agreement.question_is_answered": Explanation(
        _("Spørgsmålet er besvaret."),
        _("Svaret bliver stående."),
        _("Parterne kan stille et nyt spørgsmål."),
    ),
    "agreement.told_by_councillor_or_public_key": Explanation(
        _("Det fortæller en politiker eller kommunens procesvært."),
        _("En politisk beslutning skal komme fra dem, der har den med hjem."),
        _("Spørg kommunens procesvært."),
    ),
    "agreement.heading_is_empty": Explanation(
        _("Der står ikke noget under “%(heading)s”."),
        _("En aftale handler om støtte, omsorg og medvirken, før den handler om opgaver."),
        _("Skriv et punkt ud fra et af forslagene."),
    ),
    "agreement.origin_is_gone": Explanation(
        _("Punkt %(number)s kommer fra et forslag, der er trukket tilbage."),
        _("Alle skal kunne se, hvis ord det er, og at de stadig mener det."),
        _("Tag punktet ud, eller skriv det ud fra et forslag, der ligger på bordet."),
    ),
    "agreement.duty_is_not_covered": Explanation(
        _("Ingen punkter dækker “%(duty)s”."),
        _("Fem ting skal stå i enhver aftale, så den holder, når det bliver svært."),
        _("Skriv et punkt om det, eller sæt kryds ved det i et punkt, der allerede siger det."),
    ),
    "agreement.terms_are_not_set": Explanation(
        _("Der mangler datoer."),
        _("Aftalen skal sige, hvornår I gør status, hvornår den udløber, og hvornår der skal svares."),
        _("Sæt de tre tal. Det tager et minut."),
    ),
    "agreement.nobody_decides_anything": Explanation(
        _("Aftalen giver ingen noget at bestemme."),
        _("Medvirken tæller i beslutninger, ikke i møder."),
        _("Skriv mindst én beslutningsret, og hvem der har den."),
    ),
    "agreement.public_side_brings_nothing": Explanation(
        _("Kommunen har ikke lagt noget på bordet."),
        _("Samskabelse er ikke, at de andre gør arbejdet."),
        _("Kommunens part skriver, hvad den åbner: lokaler, timer, penge eller forsikring."),
    ),
    "agreement.party_has_not_signed": Explanation(
        _("%(party)s har ikke skrevet under."),
        _("Alle ved bordet skriver under, eller siger på tryk, hvorfor de ikke gør."),
        _("Ring til dem. De kan skrive under, eller få deres uenighed trykt."),
    ),
    "agreement.promise_without_signature": Explanation(
        _("%(party)s har lovet noget uden at skrive under."),
        _("Den, der bringer noget med, skriver under på det."),
        _("De skriver under, måske kun på deres eget punkt. Eller de trækker bidraget tilbage."),
    ),
    "agreement.no_affected_party_has_signed": Explanation(
        _("Ingen af dem, det går ud over, har skrevet under."),
        _("En aftale om nogen, uden dem, er ikke samskabelse."),
        _("Spørg de berørte parter, hvad der skal til."),
    ),
}
