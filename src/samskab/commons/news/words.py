"""The words of this room: its refusals, and what its codes are called."""

from django.utils.translation import gettext_lazy as _

from samskab.kit.refusals import Explanation

EXPLANATIONS = {
    "news.only_editors": Explanation(
        _("Det kan kun redaktionen."),
        _("Nyhederne har en ansvarlig udgiver, så nogen svarer for det, der står."),
        _("Er du nævnt i en artikel, kan du svare på den. Ellers rejs et kald."),
    ),
    "news.column_is_the_politicians": Explanation(
        _("“Politik fra rødderne” er politikernes egen."),
        _("Kun en valgt politiker skriver der. Ingen lægger ord i munden på dem."),
        _("Vælg et andet sted til artiklen."),
    ),
    "news.unknown_section": Explanation(
        _("Stedet findes ikke."), _("Siden er måske ændret, mens du skrev."), _("Vælg et sted på listen.")
    ),
    "news.unknown_article": Explanation(
        _("Artiklen findes ikke."), _("Adressen peger på noget, vi ikke kender."), _("Se alle nyheder.")
    ),
    "news.unknown_place": Explanation(
        _("Området eller forløbet findes ikke."),
        _("Siden er måske ændret, mens du skrev."),
        _("Vælg ét område eller ét forløb på listen."),
    ),
    "news.already_published": Explanation(
        _("Artiklen er udgivet."),
        _("Det, alle har læst, skrives ikke om i det stille."),
        _("Ret fejlen med en rettelse, som alle kan se."),
    ),
    "news.already_handed_in": Explanation(
        _("Artiklen er afleveret."),
        _("Nu læser en anden den."),
        _("Vent på svar, eller skriv videre på den."),
    ),
    "news.not_handed_in": Explanation(
        _("Artiklen er ikke afleveret."),
        _("Den, der skriver den, er ikke færdig."),
        _("Vent, til den er afleveret."),
    ),
    "news.second_eyes_are_anothers": Explanation(
        _("Du har selv skrevet den sidst."),
        _("To mennesker skal have læst det, der udgives."),
        _("Bed en anden i redaktionen om at læse og udgive."),
    ),
    "news.not_published": Explanation(
        _("Artiklen er ikke udgivet."),
        _("Den er en kladde, eller den er trukket tilbage."),
        _("Se alle nyheder."),
    ),
    "news.nothing_changed": Explanation(
        _("Der er ikke ændret noget."),
        _("En rettelse viser, hvad der blev lavet om."),
        _("Ret teksten, og send igen."),
    ),
    "news.nobody_known": Explanation(
        _("Kom ind først."),
        _("Ellers kan svaret ikke finde dig."),
        _("Log ind med din e-mail, eller få en kode på fire ord."),
    ),
    "news.not_your_party": Explanation(
        _("Du taler ikke for den part."),
        _("Kun en valgt talsperson svarer for en part."),
        _("Svar i dit eget navn, eller bed en talsperson gøre det."),
    ),
    "news.reply_waits": Explanation(
        _("Dit svar venter allerede."),
        _("Redaktionen har ikke svaret på det endnu."),
        _("Vent på svaret. Det kommer på siden “Nyt til dig”."),
    ),
    "news.unknown_reply": Explanation(
        _("Svaret findes ikke."), _("Adressen peger på noget, vi ikke kender."), _("Se redaktionens side.")
    ),
    "news.reply_is_answered": Explanation(
        _("Der er taget stilling til svaret."), _("En anden nåede det først."), _("Se artiklen.")
    ),
    "news.refused_by_another": Explanation(
        _("Du har selv skrevet artiklen."),
        _("Den, et svar retter sig mod, kan ikke sige nej til det."),
        _("Bed en anden i redaktionen om at tage stilling, eller tryk svaret."),
    ),
    "news.no_address": Explanation(
        _("Vi har ingen e-mail, der er din."),
        _("Et brev sendes kun til en adresse, som har vist, at den er din."),
        _("Log ind med en kode i din e-mail, og prøv igen. Eller skriv adressen på siden “Ugens brev”."),
    ),
    "news.link_is_used": Explanation(
        _("Linket virker ikke mere."),
        _("Et link kan bruges én gang og i to døgn."),
        _("Skriv din adresse igen, så sender vi et nyt."),
    ),
    "news.not_your_letter": Explanation(
        _("Det brev er ikke dit."), _("Måske er det allerede slået fra."), _("Hent siden igen.")
    ),
    "news.unknown_choice": Explanation(
        _("Det valg findes ikke."), _("Siden er måske ændret, mens du så på den."), _("Hent siden igen.")
    ),
    "news.too_many_asked": Explanation(
        _("Der er skrevet for mange adresser herfra."),
        _("Vi bremser, så ingen kan fylde en andens postkasse."),
        _("Vent en time, og prøv igen."),
    ),
}
LABELS = {
    "section": {
        "roots": _("Politik fra rødderne"),
        "courses": _("Fra forløbene"),
        "places": _("Fra områderne"),
        "house": _("Om siden selv"),
    },
    "article_state": {
        "draft": _("Kladde"),
        "handed_in": _("Venter på et par øjne til"),
        "published": _("Udgivet"),
        "withdrawn": _("Trukket tilbage"),
    },
    "notice": {
        "words": _("Når nogen svarer på eller bruger det, jeg har sagt"),
        "turns": _("Når noget venter på min part"),
        "deadlines": _("To dage før en frist"),
        "stages": _("Når et forløb, jeg er med i, går videre"),
    },
    "how": {"at_once": _("Med det samme"), "weekly": _("Én gang om ugen"), "never": _("Aldrig")},
    "record": {
        "news.article.published": _("En artikel blev udgivet"),
        "news.article.corrected": _("En artikel blev rettet"),
        "news.article.withdrawn": _("En artikel blev trukket tilbage"),
        "news.reply.asked": _("Nogen bad om at svare på en artikel"),
        "news.reply.published": _("Et svar blev trykt ved en artikel"),
        "news.reply.refused": _("Et svar til en artikel fik nej med en grund"),
    },
}
