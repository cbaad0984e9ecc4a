"""What the doors say when they refuse."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samskab.kit.refusals import Explanation

EXPLANATIONS = {
    "access.only_an_administrator": Explanation(
        _("Det kan kun en administrator."),
        _("En aftale åbner en dør for mange på én gang, og derfor passes den af få."),
        _("Skriv til kommunen, hvis jeres institution vil have en aftale."),
    ),
    "access.not_a_range": Explanation(
        _("“%(cidr)s” er ikke et net, vi kan bruge."),
        _("Det skal skrives præcist, som 185.20.4.0/24, uden andre tal efter."),
        _("Spørg institutionens it-folk, og prøv igen."),
    ),
    "access.range_too_wide": Explanation(
        _("Nettet er for stort eller for lille."),
        _("Tallet efter stregen skal være mellem %(widest)s og %(narrowest)s."),
        _("Bed om institutionens eget net, og prøv igen."),
    ),
    "access.range_is_nobodys": Explanation(
        _("De adresser er ikke kun jeres."),
        _("%(cidr)s bruges i mange huse på samme tid og siger ikke, hvem der kalder."),
        _("Bed om den adresse, institutionen har udadtil."),
    ),
    "access.range_holds_our_proxy": Explanation(
        _("Nettet rummer vores egen server."),
        _("Så ville alle se ud til at komme fra institutionen."),
        _("Vælg et mindre net."),
    ),
    "access.period_is_over": Explanation(
        _("Perioden er forbi, før den begynder."),
        _("Den sidste dag skal ligge efter den første og efter i dag."),
        _("Ret dagene, og prøv igen."),
    ),
    "access.period_too_long": Explanation(
        _("Perioden er for lang."),
        _("Net skifter ejer. Derfor spørger vi igen efter højst et år."),
        _("Vælg en tidligere sidste dag."),
    ),
    "access.range_is_taken": Explanation(
        _("Nettet er optaget i den periode."),
        _("%(institution)s har en aftale om nogle af de samme adresser."),
        _("Afslut den aftale først, eller vælg en anden periode."),
    ),
    "access.agreement_is_over": Explanation(
        _("Aftalen er slut."), _("En aftale, der er slut, åbnes ikke igen."), _("Foreslå en ny.")
    ),
    "access.already_approved": Explanation(
        _("Aftalen er godkendt."), _("Det sker kun én gang."), _("Se den på listen.")
    ),
    "access.takes_two_people": Explanation(
        _("Det skal en anden sige ja til."),
        _("Du har selv foreslået aftalen. En person alene åbner ingen dør."),
        _("Bed en anden administrator om at se på den."),
    ),
    "access.not_approved_yet": Explanation(
        _("Aftalen er ikke åben endnu."),
        _("Den mangler et ja fra en til."),
        _("Afvis den i stedet, hvis den er forkert."),
    ),
    "access.already_paused": Explanation(
        _("Aftalen er på pause."), _("Nettet giver ingen ret lige nu."), _("En administrator kan åbne igen.")
    ),
    "access.not_paused": Explanation(
        _("Aftalen er ikke på pause."), _("Der er ikke noget at åbne."), _("Hent siden igen.")
    ),
    "access.unknown_agreement": Explanation(
        _("Den aftale findes ikke."), _("Listen er måske ændret."), _("Hent siden igen.")
    ),
    "access.unknown_switch": Explanation(
        _("Knappen virker ikke mere."),
        _("Den er brugt, eller aftalen er slut. Den virker kun én gang."),
        _("Ring til kommunen, hvis nettet skal lukkes."),
    ),
    "access.not_in_a_network": Explanation(
        _("Du er ikke på en institutions net."),
        _("Måske har du skiftet net, eller aftalen er på pause."),
        _("Log ind i stedet, eller få fire ord på papir."),
    ),
    "access.network_is_full": Explanation(
        _("Der er skrevet meget herfra den sidste time."),
        _("Derfor holder nettet en pause, så ingen kan fylde det hele."),
        _("Vent lidt, eller log ind. Din tekst står herunder."),
    ),
    "access.too_fast": Explanation(
        _("Det går for hurtigt."),
        _("Der er sendt meget herfra på kort tid. Vi bremser, så siden virker for alle."),
        _("Vent %(seconds)s sekunder, og send igen. Det, du skrev, står herunder."),
    ),
}
