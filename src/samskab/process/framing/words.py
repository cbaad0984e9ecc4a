"""The words of this room's refusals and of its lines in the record."""

from django.utils.translation import gettext_lazy as _

from samskab.kit.refusals import Explanation

_ACTS = {
    "framing.no_open_round": Explanation(
        _("Der er ingen åben runde lige nu."),
        _("I en runde skriver alle uden at se de andres. Når den er slut, kan ingen skrive om."),
        _("Bed en procesvært eller mødeleder åbne en ny runde. Din tekst står herunder."),
    ),
    "framing.round_is_open": Explanation(
        _("Der er allerede en åben runde."),
        _("Alle skriver i den samme runde, så ingen kommer bagefter."),
        _("Vent til fristen, eller giv parterne længere tid."),
    ),
    "framing.only_longer": Explanation(
        _("Fristen kan kun rykkes længere ud."),
        _("Nogen har regnet med den tid, de fik. Den kan ingen tage fra dem."),
        _("Vælg en dag efter den nuværende frist."),
    ),
    "framing.nothing_to_reveal": Explanation(
        _("Der er ikke noget at lægge frem."),
        _("Enten er runden allerede lagt frem, eller også er der ingen runde."),
        _("Læs teksterne på siden, eller åbn en ny runde."),
    ),
    "framing.not_everyone_has_written": Explanation(
        _("Nogen har ikke skrevet endnu."),
        _("Alle tekster lægges frem på samme tid. Vi venter på: %(missing)s."),
        _("Vent til fristen, eller ring til dem, der mangler."),
    ),
    "framing.is_locked": Explanation(
        _("Jeres tekst er låst i denne runde."),
        _("I har set de andres. Derfor kan ingen skrive om bagefter."),
        _("Foreslå en ændring i den fælles tekst, eller skriv en ny i næste runde."),
    ),
    "framing.nothing_to_lock": Explanation(
        _("I har ikke skrevet noget endnu."),
        _("Man ser de andres, når man har skrevet sin egen."),
        _("Skriv jeres problemforståelse først."),
    ),
    "framing.withdrawn_in_this_round": Explanation(
        _("I har trukket jeres tekst tilbage i denne runde."),
        _("Hver part skriver én tekst i hver runde."),
        _("Skriv en ny i næste runde, eller foreslå en ændring i den fælles tekst."),
    ),
    "framing.not_your_framing": Explanation(
        _("Det er ikke jeres tekst."),
        _("Kun den, der har skrevet den, kan trække den tilbage."),
        _("Er I uenige, så sig det i jeres holdning til den fælles tekst."),
    ),
    "framing.already_withdrawn": Explanation(
        _("Teksten er allerede trukket tilbage."),
        _("Den står stadig på siden med jeres grund."),
        _("Skriv en ny i næste runde."),
    ),
    "framing.no_elements": Explanation(
        _("Der mangler mindst ét punkt."),
        _("Den fælles tekst deles i punkter, så alle kan se, hvis ord de kom fra."),
        _("Skriv mindst ét punkt, og vælg, hvem det kom fra."),
    ),
    "framing.too_many_elements": Explanation(
        _("Der er for mange punkter."),
        _("Der kan være %(most)s. Flere kan ingen have i hovedet på én gang."),
        _("Læg nogle af dem sammen."),
    ),
    "framing.element_without_source": Explanation(
        _("Et punkt mangler at sige, hvis ord det kom fra."),
        _("Alt i den fælles tekst skal kunne føres tilbage til nogen, der har sagt det."),
        _("Sæt mindst ét kryds ved punktet, eller tag det ud."),
    ),
    "framing.source_is_not_live": Explanation(
        _("Et punkt peger på en tekst, der ikke kan bruges."),
        _("Teksten skal være lagt frem for alle og må ikke være trukket tilbage."),
        _("Vælg en anden tekst til punktet."),
    ),
    "framing.no_shared_yet": Explanation(
        _("Der er ingen fælles tekst endnu."),
        _("Den skrives, når alles egne tekster er lagt frem."),
        _("Læs de andres tekster imens."),
    ),
    "framing.newer_version": Explanation(
        _("Der er kommet en nyere tekst."),
        _("Det er version %(version)s, der gælder nu. Måske er jeres ord kommet med."),
        _("Læs den nye tekst, og sig, hvad I mener. Det, du skrev, står herunder."),
    ),
    "framing.supplier_may_only_stand_aside": Explanation(
        _("I kan blive leverandør. Derfor kan I kun træde til side."),
        _("Den, der kan få løsningen betalt, skal ikke bestemme, hvad den skal løse."),
        _("Vælg “Træder til side”, og skriv hvorfor."),
    ),
    "framing.suggestion_is_settled": Explanation(
        _("Forslaget er allerede besvaret."),
        _("Det er taget med i en tekst, eller nogen har sagt nej med en grund."),
        _("Se forslaget på siden. I kan komme med et nyt."),
    ),
}

_GATE = {
    "framing.no_round_yet": Explanation(
        _("Ingen har skrevet endnu."),
        _("Alle parter skriver deres egen problemforståelse, før nogen ser de andres."),
        _("En procesvært eller mødeleder åbner en runde på mindst 14 dage."),
    ),
    "framing.round_still_blind": Explanation(
        _("Runden er ikke slut."),
        _("Teksterne skal være set af alle, før I går videre."),
        _("Vent til fristen, eller læg teksterne frem, når alle har skrevet."),
    ),
    "framing.too_few": Explanation(
        _("Der er for få problemforståelser."),
        _("Der er tekst fra %(n)s. Der skal være fra mindst to, ellers har én part sat problemet alene."),
        _("Åbn en ny runde, og ring til dem, der mangler."),
    ),
    "framing.no_affected_party": Explanation(
        _("Ingen af dem, det går ud over, har skrevet."),
        _("Problemet skal være set af mindst én berørt part uden for kommunen."),
        _("Åbn en ny runde, og spørg de berørte, hvordan de helst vil svare."),
    ),
    "framing.shared_missing": Explanation(
        _("Der mangler en fælles problemforståelse."),
        _("I skal kunne sige problemet med de samme ord, før I taler om formål."),
        _("En procesvært eller mødeleder skriver den af parternes egne ord."),
    ),
    "framing.elements_not_traced": Explanation(
        _("Noget i den fælles tekst kan ikke føres tilbage til nogen."),
        _("Det gælder punkt %(numbers)s. En tekst kan være trukket tilbage siden."),
        _("Skriv en ny version, hvor hvert punkt peger på en tekst, der gælder."),
    ),
    "framing.stances_missing": Explanation(
        _("Nogen har ikke sagt, hvad de mener om den fælles tekst."),
        _("Vi mangler: %(parties)s."),
        _("Mind dem om det. De kan svare på siden, i telefonen eller på papir."),
    ),
    "framing.objection_open": Explanation(
        _("Der er en indvending, som ikke er mødt."),
        _("Den er fra: %(parties)s."),
        _(
            "Skriv en ny version, der møder den, eller tal med dem, så de kan leve med teksten. "
            "Efter to nye versioner og 21 dage kan I gå videre. Så står uenigheden på forløbets side."
        ),
    ),
}

EXPLANATIONS = {**_ACTS, **_GATE}

# What a line in the public record says.
RECORD = {
    "framing.round.opened": _("En runde blev åbnet"),
    "framing.round.extended": _("En runde fik længere tid"),
    "framing.round.revealed": _("Alle problemforståelser blev lagt frem"),
    "framing.framing.written": _("En part skrev sin problemforståelse"),
    "framing.framing.locked": _("En part låste sin problemforståelse"),
    "framing.framing.withdrawn": _("En part trak sin problemforståelse tilbage"),
    "framing.shared.written": _("En fælles problemforståelse blev skrevet"),
    "framing.suggestion.made": _("En part foreslog en ændring i den fælles tekst"),
    "framing.suggestion.declined": _("Et forslag til den fælles tekst fik nej med en grund"),
    "framing.stance.given": _("En part sagde, hvad den mener om den fælles tekst"),
}
