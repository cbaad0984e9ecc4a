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

PACKAGE_GRADES = {
    "4": _("Det bedste for os"),
    "3": _("Godt"),
    "2": _("Godt nok"),
    "1": _("Kan vi leve med"),
    "0": _("Kan vi ikke leve med"),
}

PACKAGE_CODES = {
    "agreed_all": _("Her er en pakke, som alle kan leve med."),
    "agreed_with_dissent": _("Her er en pakke, som alle parter kan leve med. Nogle medlemmer kan ikke."),
    "impasse": _("Hver pakke rammer noget, en part ikke kan leve med."),
    "not_heard": _("Vi har ikke hørt fra alle. Derfor foreslår vi ingen pakke."),
    "infeasible_constraints": _("Ingen pakke kan lade sig gøre."),
    "not_found": _("Vi fandt ingen pakke, før tiden var gået."),
}

PACKAGE_STATES = {
    "settled": _("Godt nok for alle sider"),
    "open": _("Alle kan leve med mindst ét svar"),
    "stuck": _("Her hænger vi fast"),
    "not_heard": _("Ikke alle er hørt"),
}

PACKAGE_WAYS = {
    "leximin": _("Venligst mod den, der får mindst"),
    "nash": _("Mest fælles vinding i forhold til i dag"),
    "fallback": _("Alle går lige langt ned på deres egen liste"),
    "today": _("Som det er i dag"),
}

PACKAGE_RULES = {
    "consent": _("Alle skal kunne leve med det"),
    "majority": _("Flertal af parterne"),
    "double_majority": _("Flertal af parterne og på hver side"),
}

BALLOT_KINDS = {
    "adopt": _("Kan vi gå videre med forslaget?"),
    "choose": _("Hvilket udkast er bedst?"),
}

BALLOT_ANSWERS = {
    "1": _("Ja, gå videre, og tryk uenigheden"),
    "0": _("Nej, lad det være, som det er"),
    "2": _("Jeg stemmer hverken ja eller nej"),
}

DRAFT_WORDS = {
    "5": _("Fremragende"),
    "4": _("Rigtig godt"),
    "3": _("Godt"),
    "2": _("Til at leve med"),
    "1": _("Dårligt"),
    "0": _("Det bør vi sige nej til"),
}

BALLOT_CODES = {
    "adopted": _("Flertal i alt og på hver side. I går videre, og uenigheden bliver trykt."),
    "no_quorum": _("For få stemte. Der er ingen beslutning, og alt er, som det var."),
    "not_all_persons": _("Der var ikke flertal. Der er ingen beslutning, og alt er, som det var."),
    "not_every_side": _("Der var flertal i alt, men ikke på hver side. Der er ingen beslutning."),
    "nobody_voted": _("Ingen stemte."),
    "too_few": _("For få stemte til, at vi kan vise noget. Tal om det i stedet."),
    "ranked": _("Ét udkast ligger først."),
    "tied": _("Flere udkast ligger lige. Der bliver ikke trukket lod: I vælger selv."),
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

EXPLANATIONS |= {
    "negotiation.round_is_open": Explanation(
        _("I er allerede i gang med en runde."),
        _("Der er én runde ad gangen, så alle ved, hvad de svarer på."),
        _("Gør den færdig først."),
    ),
    "negotiation.no_round": Explanation(
        _("Der er ingen runde i gang."),
        _("Spørgsmål hører til en runde."),
        _("Begynd en runde. Det kan alle parter, der forhandler."),
    ),
    "negotiation.questions_are_fixed": Explanation(
        _("Spørgsmålene ligger fast nu."),
        _("Parterne er ved at svare på dem. Alle skal svare på det samme."),
        _("Giv jeres svar. Bagefter kan I begynde en ny runde."),
    ),
    "negotiation.questions_are_many": Explanation(
        _("Der er %(most)s spørgsmål. Det er nok."),
        _("Flere kan ingen overskue på én gang."),
        _("Tag resten i en ny runde."),
    ),
    "negotiation.question_is_taken_back": Explanation(
        _("Spørgsmålet er trukket tilbage."),
        _("Der skal ikke svares på det mere."),
        _("Se de andre spørgsmål, eller stil selv et."),
    ),
    "negotiation.answers_are_many": Explanation(
        _("Der er %(most)s svar. Det er nok."),
        _("Hver part skal tage stilling til hvert svar."),
        _("Stil et nyt spørgsmål, hvis det handler om noget andet."),
    ),
    "negotiation.another_party_starts": Explanation(
        _("Det siger en anden part end jer."),
        _("I begyndte runden. Den åbnes af mindst to, så ingen alene vælger spørgsmålene."),
        _("Bed en anden part om at læse spørgsmålene og sige til."),
    ),
    "negotiation.another_side_starts": Explanation(
        _("Det siger en part fra en anden side end jeres."),
        _("Runden er begyndt af en part på jeres egen side. Den åbnes af to sider sammen."),
        _("Bed en part fra en anden side om at læse spørgsmålene og sige til."),
    ),
    "negotiation.question_needs_answers": Explanation(
        _("Der mangler noget at vælge imellem."),
        _("Der skal være mindst ét spørgsmål, og hvert spørgsmål skal have mindst to svar."),
        _("Stil et spørgsmål, eller tilføj et svar."),
    ),
    "negotiation.sheets_are_not_open": Explanation(
        _("Der kan ikke svares nu."),
        _("Enten er spørgsmålene ikke færdige, eller også er svarene allerede åbnet."),
        _("Se på siden, hvor langt I er."),
    ),
    "negotiation.time_to_grade_is_over": Explanation(
        _("Fristen er gået."),
        _("Ingen lægger svar til, når de andres er ved at blive åbnet."),
        _("Åbn svarene. I kan begynde en ny runde bagefter."),
    ),
    "negotiation.grade_every_answer": Explanation(
        _("Svar på det hele."),
        _("Et svar, der mangler, er hverken et ja eller et nej."),
        _("Vælg et ord ved hvert svar."),
    ),
    "negotiation.points_do_not_add_up": Explanation(
        _("Pointene passer ikke."),
        _("Alle parter har %(total)s point, og I har givet %(given)s. Hvert spørgsmål skal have mindst ét."),
        _("Flyt point fra ét spørgsmål til et andet, til det går op."),
    ),
    "negotiation.not_a_member_here": Explanation(
        _("Du hører ikke til en part, der forhandler her."),
        _("Man svarer for sig selv som medlem af en part. Den, der kan blive leverandør, svarer ikke."),
        _("Bed en part om at tage dig med."),
    ),
    "negotiation.sheets_are_missing": Explanation(
        _("Ikke alle har svaret endnu."),
        _("Vi venter på: %(parties)s. Svarene åbnes, når alle er klar, eller når fristen er gået."),
        _("Ring til dem, der mangler. En hjælper kan sidde ved siden af."),
    ),
    "negotiation.round_is_not_closed": Explanation(
        _("Svarene er ikke åbnet endnu."),
        _("Pakken findes af alle svar på én gang."),
        _("Vent, til alle har svaret, eller til fristen er gået."),
    ),
    "negotiation.round_is_settled": Explanation(
        _("Pakken er fundet."),
        _("De samme svar giver den samme pakke."),
        _("Læs den. Begynd en ny runde, hvis noget har ændret sig."),
    ),
}

EXPLANATIONS |= {
    "negotiation.ballot_runs": Explanation(
        _("En afstemning er i gang."),
        _("Der er én ad gangen, og alle har fået at vide, hvad den gælder."),
        _("Vent, til den er talt op."),
    ),
    "negotiation.ballot_said_no": Explanation(
        _("Der var ikke flertal for at gå videre."),
        _("I spurgte alle ved bordet. Svaret gælder, også når det er nej."),
        _("Stil et modforslag, der møder indvendingen."),
    ),
    "negotiation.ballot_is_held": Explanation(
        _("I har stemt om forslaget én gang."),
        _("Ingen bliver spurgt, til svaret er det rigtige."),
        _("Stil et nyt forslag, der møder indvendingen."),
    ),
    "negotiation.nothing_to_vote_on": Explanation(
        _("Der er ingen indvending at stemme om."),
        _("Når alle kan leve med et forslag, skal ingen stemmes ned."),
        _("Skriv forslaget ind i aftalen."),
    ),
    "negotiation.consent_failed_twice_first": Explanation(
        _("Tal færdig med %(party)s først."),
        _("Indvendingen skal have haft to svar og en mægling, der ikke løste den. Først da kan I stemme."),
        _("Svar på indvendingen, eller bed om mægling."),
    ),
    "negotiation.two_to_eight_drafts": Explanation(
        _("Vælg mellem %(least)s og %(most)s udkast."),
        _("Færre er der ikke noget at vælge imellem, og flere kan ingen overskue."),
        _("Sæt kryds ved forslag, der stadig ligger på bordet."),
    ),
    "negotiation.not_on_the_roll": Explanation(
        _("Du står ikke på listen."),
        _("Den blev skrevet, da afstemningen begyndte. Her stemmer medlemmer af de parter, der forhandler."),
        _("Bed en part om at tage dig med, før næste afstemning."),
    ),
    "negotiation.ballot_is_over": Explanation(
        _("Afstemningen er slut."),
        _("Ingen stemmer, når de andre er ved at blive talt."),
        _("Læs, hvad der kom ud af den."),
    ),
    "negotiation.voted_already": Explanation(
        _("Du har stemt."),
        _("Vi gemmer ikke, hvad du svarede. Derfor kan det hverken ses eller laves om."),
        _("Vent på optællingen."),
    ),
    "negotiation.vote_on_every_draft": Explanation(
        _("Svar på det hele."),
        _("Et udkast uden svar ville tælle som det dårligste."),
        _("Vælg et ord ved hvert udkast."),
    ),
    "negotiation.ballot_is_not_over": Explanation(
        _("Der kan ikke tælles endnu."),
        _("Fristen er ikke gået, og ikke alle har stemt."),
        _("Sig til dem, der mangler, at de kan nå det."),
    ),
}

STEPS = {
    "unanswered": _("Svar med et modforslag eller med ord."),
    "waits_for_yes": _("Parten siger, om svaret er godt nok. Efter to svar kan der bedes om mægling."),
    "not_settled": _("Svar igen, eller bed om mægling efter to svar."),
    "mediated": _("Mødelederen afslutter mæglingen. Fristen står ved indvendingen."),
    "mediation_failed": _("Stil et modforslag, stem om det, eller gå videre med uenigheden trykt i aftalen."),
}
