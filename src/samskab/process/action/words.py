"""The words of this room's refusals."""

from django.utils.translation import gettext_lazy as _

from samskab.kit.refusals import Explanation

EXPLANATIONS = {
    "action.unknown_task": Explanation(
        _("Opgaven findes ikke."), _("Siden er måske ændret."), _("Hent siden igen.")
    ),
    "action.unknown_choice": Explanation(
        _("Valget findes ikke."),
        _("Siden er måske ændret, mens du skrev."),
        _("Hent siden igen, og prøv en gang til."),
    ),
    "action.statutory_needs_public_owner": Explanation(
        _("En lovbestemt opgave skal have en offentlig ejer."),
        _("Det, loven pålægger kommunen, kan ikke gives videre."),
        _("Lad en kommunal part tage opgaven. Andre kan være med som partnere."),
    ),
    "action.statutory_stays_with_staff": Explanation(
        _("En lovbestemt opgave udføres af ansatte."),
        _("Frivillige supplerer. De udfører ikke pleje, afgørelser eller andet, man har ret til."),
        _("Vælg ansatte. Det, frivillige gør ved siden af, er en opgave for sig."),
    ),
    "action.replaces_staff": Explanation(
        _("Løste en ansat den før? Så kan frivillige ikke overtage den."),
        _("Frivillige arbejder sammen med ansatte. De erstatter dem ikke."),
        _("Skal det alligevel ske, skal både personalesiden og foreningen skrive under, så alle kan se det."),
    ),
    "action.replacement_not_signed_by_both": Explanation(
        _("Der mangler en underskrift."),
        _("Personalesiden har sagt ja. Foreningen har ikke."),
        _("Foreningen skriver under med sin egen grund, eller opgaven bliver hos de ansatte."),
    ),
    "action.replacement_is_used": Explanation(
        _("Den underskrift er brugt."),
        _("Et ja fra begge sider gælder én opgave. Den næste skal der spørges om igen."),
        _("Bed personalesiden spørge om denne opgave."),
    ),
    "action.signed_by_others": Explanation(
        _("Det er ikke jer, der har skrevet under."),
        _("Arbejdet kan kun tages af en af de to, der har sagt ja i fuld offentlighed."),
        _("Lad dem tage opgaven, eller bed personalesiden spørge jer."),
    ),
    "action.hours_out_of_range": Explanation(
        _("Timetallet kan ikke passe."), _("Det skal være nul eller derover."), _("Skriv timer om måneden.")
    ),
    "action.over_ceiling": Explanation(
        _("Det er mere, end I har sagt ja til."),
        _("I har sagt højst %(most)s timer om måneden. Det holder vi fast i for jer."),
        _("Spørg andre, eller hæv selv loftet i aftalen."),
    ),
    "action.not_own_task": Explanation(
        _("Det er ikke jeres opgave."),
        _("Den, der har taget opgaven, siger, hvordan det går."),
        _("Spørg dem."),
    ),
    "action.flag_is_answered_first": Explanation(
        _("Opgaven er markeret: flyttet arbejde."),
        _("Nogen har set, at ansattes arbejde er gået over til frivillige."),
        _("Tag arbejdet tilbage, eller lad begge sider skrive under."),
    ),
    "action.staff_side_asks": Explanation(
        _("Det er personalesiden, der spørger."),
        _("Kun en kommunal part kan sige, at ansattes arbejde må flyttes."),
        _("Bed en kommunal part tage det op."),
    ),
    "action.association_signs": Explanation(
        _("Det er de frivilliges part, der skriver under."),
        _("Kommunen kan ikke skrive under for begge sider."),
        _("Lad foreningen eller gruppen skrive under."),
    ),
    "action.already_signed": Explanation(
        _("Der er skrevet under."), _("Begge sider har sagt ja."), _("Se det på siden.")
    ),
    "action.no_volunteers_there": Explanation(
        _("Der er ingen frivillige på den opgave."),
        _("Mærket er til flyttet arbejde."),
        _("Skriv det som et udsagn i stedet."),
    ),
    "action.public_side_takes_back": Explanation(
        _("Det er den offentlige side, der tager arbejdet tilbage."),
        _("Det var ansattes arbejde."),
        _("Vent på deres svar."),
    ),
    "action.not_flagged": Explanation(
        _("Opgaven er ikke markeret."), _("Der er ikke noget at tage tilbage."), _("Hent siden igen.")
    ),
    "action.taken_back_stays": Explanation(
        _("Arbejdet er taget tilbage."),
        _("Det var ansattes arbejde, og frivillige går ikke videre med det i det stille."),
        _("Luk opgaven her. Skal frivillige gøre det, så skriver begge sider under først."),
    ),
    "action.no_follow_up_yet": Explanation(
        _("Opfølgningen er ikke begyndt."),
        _("Et forløb lukker ikke, før parterne har sagt, hvad der kom ud af det."),
        _("En part begynder opfølgningen på denne side."),
    ),
    "action.follow_up_is_held": Explanation(
        _("Opfølgningen er begyndt."), _("Der er én opfølgning."), _("Skriv jeres resultater i den.")
    ),
    "action.story_needs_its_author": Explanation(
        _("En fortælling skal godkendes af den, den handler om."),
        _("Ingen bruger et menneskes historie uden et ja."),
        _("Spørg først. Eller skriv det uden historien."),
    ),
    "action.survey_not_offered": Explanation(
        _("Den korte måling er ikke åben."),
        _("En procesvært åbner den i opfølgningen."),
        _("Spørg en procesvært."),
    ),
    "action.lift_is_answered": Explanation(
        _("En anden part har svaret."),
        _("Ingen skriver hen over andres ord."),
        _("Bed den part rette sit svar, eller skriv jeres under “Hvad kom der ud af det?”."),
    ),
    "action.survey_is_answered": Explanation(
        _("Du har svaret."),
        _("Alle svarer én gang, så ingen tæller mere end andre."),
        _("Se tallene på siden."),
    ),
    "action.only_who_took_part": Explanation(
        _("Målingen er for dem, der var med."),
        _("Den spørger, om de fik den indflydelse, de blev lovet."),
        _("Læs, hvad der kom ud af forløbet."),
    ),
    "action.say_what_failed": Explanation(
        _("Skriv, hvad der ikke virkede."),
        _("Ingen lærer af en opfølgning, hvor alt gik godt."),
        _("Tilføj et resultat med “Det virkede ikke”."),
    ),
    "action.say_what_is_unknown": Explanation(
        _("Skriv, hvad I ikke ved."),
        _("“Det kan vi ikke sige” er et gyldigt svar."),
        _("Tilføj et resultat, som er usikkert, eller som I ikke kan sige noget om."),
    ),
    "action.offer_the_survey": Explanation(
        _("Den korte måling er ikke tilbudt."),
        _("Alle skal kunne svare på, om de fik den indflydelse, de blev lovet."),
        _("En procesvært åbner målingen."),
    ),
    "action.answer_the_lift": Explanation(
        _("Gælder det andre?"),
        _("Spørgsmålet er ikke besvaret."),
        _("Skriv, hvem det også gælder, og hvem det ikke hjælper."),
    ),
    "action.answer_the_spread": Explanation(
        _("Kan andre bruge det?"),
        _("Spørgsmålet er ikke besvaret."),
        _("Skriv, hvor det er bredt ud, eller hvorfor det ikke er."),
    ),
}
