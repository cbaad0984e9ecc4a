"""The words of this room: its codes, and its refusals."""

from django.utils.translation import gettext_lazy as _

from samskab.kit.refusals import Explanation

OBJECTION_STATES = {
    "unanswered": _("Ingen har svaret endnu"),
    "waits_for_yes": _("Venter på, om svaret er godt nok"),
    "not_settled": _("Svaret var ikke nok"),
    "mediated": _("Mægling i gang"),
    "mediation_failed": _("Mæglingen løste det ikke"),
    "carried": _("I går videre. Uenigheden trykkes i aftalen"),
    "settled": _("Løst"),
}

EXPLANATIONS = {
    "negotiation.own_interest_first": Explanation(
        _("Sig først, hvad I har brug for."),
        _("Behov kommer før forslag. Et behov kan mødes på flere måder. Et krav kan kun mødes på én."),
        _("Skriv jeres interesse. Det tager to minutter. Din tekst står herunder."),
    ),
    "negotiation.not_your_words": Explanation(
        _("Det er ikke jeres ord."),
        _("Kun den part, der har skrevet noget, kan trække det tilbage."),
        _("Tag stilling til forslaget, eller stil et modforslag."),
    ),
    "negotiation.already_taken_back": Explanation(
        _("Det er allerede trukket tilbage."),
        _("Ordene står kun i historien nu."),
        _("Skriv en ny interesse, hvis I mangler noget."),
    ),
    "negotiation.proposal_is_taken_back": Explanation(
        _("Forslaget er trukket tilbage."),
        _("Det ligger ikke på bordet mere."),
        _("Se de andre forslag, eller stil selv et."),
    ),
    "negotiation.meets_no_interest": Explanation(
        _("Sig, hvem forslaget hjælper."),
        _("Et forslag skal møde mindst én interesse, helt eller delvist. Ellers svarer det ikke på noget."),
        _("Vælg “møder” eller “delvist” ved mindst én interesse. Det må gerne være jeres egen."),
    ),
    "negotiation.not_your_interest": Explanation(
        _("Det er ikke jeres interesse."),
        _("Kun den, der har et behov, kan sige, om det bliver mødt."),
        _("Sig, hvordan forslaget møder jeres egne interesser."),
    ),
    "negotiation.own_proposal": Explanation(
        _("Det er jeres eget forslag."),
        _("Dem, der stiller et forslag, står bag det."),
        _("Træk det tilbage, eller stil et modforslag, hvis I har skiftet mening."),
    ),
    "negotiation.supplier_only_stands_aside": Explanation(
        _("I kan blive leverandør. Derfor kan I kun træde til side."),
        _("Den, der kan få løsningen betalt, skal ikke være med til at vælge den."),
        _("Vælg “træder til side”, og skriv hvorfor. Fortæl gerne, hvad I ved, under Viden."),
    ),
    "negotiation.objection_names_nothing": Explanation(
        _("Sig, hvad det går ud over."),
        _("En indvending peger på en interesse, en værdi eller en skade. Så kan de andre svare på den."),
        _("Vælg en interesse eller en værdi, eller skriv skaden med én linje."),
    ),
    "negotiation.done_to_us_is_for_the_affected": Explanation(
        _("“Det går ud over os” hører til en indvending fra en berørt part."),
        _("De berørte kan ikke overhøres i noget, der sker med dem selv. Det værn gælder kun dem."),
        _("Er I berørt, så ret jeres plads på siden “Bordet”. Ellers skriv skaden med jeres egne ord."),
    ),
    "negotiation.objection_is_gone": Explanation(
        _("Indvendingen gælder ikke mere."),
        _("Parten har skiftet holdning, eller forslaget er trukket tilbage."),
        _("Se på forhandlingsbordet, hvad der er åbent nu."),
    ),
    "negotiation.objection_is_settled": Explanation(
        _("Indvendingen er løst."),
        _("Parten har sagt, at svaret er godt nok."),
        _("Se på forhandlingsbordet, hvad der er åbent nu."),
    ),
    "negotiation.dissent_is_carried": Explanation(
        _("I er gået videre. Uenigheden trykkes i aftalen."),
        _("Der har været mægling, og den løste det ikke."),
        _("Parten kan stadig skifte holdning. Så trykkes uenigheden ikke."),
    ),
    "negotiation.own_objection": Explanation(
        _("Det er jeres egen indvending."),
        _("Den besvares af de andre parter."),
        _("Vent på et svar, stil et modforslag, eller skift holdning."),
    ),
    "negotiation.no_counter_to_it": Explanation(
        _("Det er ikke et modforslag til det, indvendingen gælder."),
        _("Et modforslag skal svare på forslaget, direkte eller gennem andre forslag."),
        _("Vælg et modforslag, eller svar med ord."),
    ),
    "negotiation.not_your_objection": Explanation(
        _("Det er ikke jeres indvending."),
        _("Kun den part, der gjorde indvending, kan sige, om den er løst."),
        _("Skriv et svar, hvis I kan hjælpe med at løse den."),
    ),
    "negotiation.not_between_you": Explanation(
        _("I er ikke part i den uenighed."),
        _("Den, der gjorde indvending, og dem, der har stillet forslaget eller svaret, kan bede om mægling."),
        _("Svar på indvendingen, hvis I kan hjælpe."),
    ),
    "negotiation.mediation_is_asked": Explanation(
        _("Der er allerede bedt om mægling."),
        _("En indvending mægles én gang."),
        _("Se fristen på forhandlingsbordet."),
    ),
    "negotiation.two_rounds_first": Explanation(
        _("Prøv at svare hinanden først."),
        _("Der skal være givet %(rounds)s svar. Der er givet %(given)s."),
        _("Skriv et svar mere, eller stil et modforslag."),
    ),
    "negotiation.only_a_facilitator": Explanation(
        _("Det gør en mødeleder."),
        _("En mægling afsluttes af en, som ikke selv har noget på spil."),
        _("Bed mødelederen om at skrive, hvad der kom ud af det."),
    ),
    "negotiation.facilitator_is_not_neutral": Explanation(
        _("Du sidder selv med ved bordet."),
        _("Den, der mægler, må ikke høre til en af parterne."),
        _("Bed en anden mødeleder om at mægle."),
    ),
    "negotiation.mediation_is_closed": Explanation(
        _("Mæglingen er afsluttet."),
        _("Det, der kom ud af den, bliver stående."),
        _("Se udfaldet ved forslaget."),
    ),
    "negotiation.never_against_the_affected": Explanation(
        _("I kan ikke gå videre uden %(party)s."),
        _("Det handler om noget, der sker med dem selv. Dér kan ingen beslutte hen over hovedet på dem."),
        _("Stil et modforslag, der fjerner skaden, eller træk forslaget tilbage."),
    ),
    "negotiation.mediation_first": Explanation(
        _("Prøv mægling først."),
        _("I kan kun gå videre med uenigheden, når en mægling er prøvet, eller når dens frist er løbet ud."),
        _("Bed om mægling. Den tager højst 21 dage."),
    ),
    "negotiation.party_has_no_interest": Explanation(
        _("%(party)s har ikke sagt, hvad de har brug for."),
        _("Ellers ved ingen, om aftalen møder dem."),
        _("Ring til dem. En interesse kan skrives på to minutter, også af en hjælper."),
    ),
    "negotiation.objection_is_open": Explanation(
        _("Indvendingen fra %(party)s er åben."),
        _("Den er ikke løst. Sådan står den: %(state)s."),
        _("%(step)s"),
    ),
}

STEPS = {
    "unanswered": _("Svar med et modforslag eller med ord."),
    "waits_for_yes": _("Parten siger, om svaret er godt nok. Efter to svar kan der bedes om mægling."),
    "not_settled": _("Svar igen, eller bed om mægling efter to svar."),
    "mediated": _("Mødelederen afslutter mæglingen. Fristen står ved indvendingen."),
    "mediation_failed": _("Stil et modforslag, eller gå videre med uenigheden trykt i aftalen."),
}
