"""The words of this room: rules, outcomes, refusals."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from samskab.kit.refusals import Explanation, Words

LABELS: Mapping[str, Mapping[str, Words]] = {
    "house_rule": {
        "personal": _("Private oplysninger om nogen: CPR, adresse, telefon, helbred, familie"),
        "threats": _("Trusler eller chikane"),
        "hate": _("Nedgørelse af mennesker for det, de er"),
        "unlawful": _("Andet, loven forbyder"),
        "pretence": _("Nogen giver sig ud for at være en anden"),
        "advertising": _("Reklame"),
    },
    "moderation": {
        "kept": _("Den bliver stående"),
        "hidden": _("Den skjules"),
        "erased": _("Den slettes straks (CPR og den slags)"),
    },
    "appeal": {"upheld": _("Afgørelsen står ved magt"), "overturned": _("Afgørelsen var forkert")},
    "comment_state": {
        "waiting": _("Venter på at blive læst"),
        "shown": _("Står åbent"),
        "withdrawn": _("Trukket tilbage"),
        "hidden": _("Skjult med en grund"),
        "erased": _("Slettet"),
    },
    "appeal_side": {"author": _("Den, der skrev"), "notifier": _("Den, der gjorde opmærksom på det")},
    "record": {
        "dialogue.comment.written": _("En kommentar blev skrevet"),
        "dialogue.comment.held": _("En kommentar venter på at blive læst"),
        "dialogue.comment.released": _("En kommentar blev læst og vist"),
        "dialogue.comment.edited": _("En kommentar blev rettet af den, der skrev den"),
        "dialogue.comment.withdrawn": _("En kommentar blev trukket tilbage"),
        "dialogue.comment.kept": _("En moderator lod en kommentar stå"),
        "dialogue.comment.hidden": _("En moderator skjulte en kommentar"),
        "dialogue.comment.erased": _("En moderator slettede en kommentar"),
        "dialogue.comment.cleared": _("En skjult kommentar blev slettet, da klagetiden var gået"),
        "dialogue.decision.appealed": _("Nogen klagede over en moderators afgørelse"),
        "dialogue.decision.upheld": _("En anden moderator sagde, at afgørelsen står ved magt"),
        "dialogue.decision.overturned": _("En anden moderator sagde, at afgørelsen var forkert"),
    },
}

EXPLANATIONS = {
    "dialogue.unknown_subject": Explanation(
        _("Der er ikke noget at tale om her."),
        _("Adressen peger på noget, der ikke findes, eller som ikke er vist endnu."),
        _("Gå tilbage, og find det igen."),
    ),
    "dialogue.come_in_first": Explanation(
        _("Du kan læse alt. For at skrive skal vi vide, hvilken dør du kom ind ad."),
        _("Du er ikke logget ind, og du sidder ikke på et hus' net, som har en aftale."),
        _("Log ind med mail, eller få fire ord på papir. Så kan du skrive med det samme."),
    ),
    "dialogue.only_read": Explanation(
        _("Samtalen er slut. Den kan læses."),
        _("Det, den handler om, er lukket eller på pause."),
        _("Dine ord står herunder. Rejs et kald, hvis det skal op igen."),
    ),
    "dialogue.too_many": Explanation(
        _("Der er skrevet meget herfra den sidste time."),
        _("Vi bremser, så ingen overdøver de andre."),
        _("Vent op til %(minutes)s minutter, og send igen. Dine ord står herunder."),
    ),
    "dialogue.speak_for_a_party": Explanation(
        _("Du taler ikke for den part."),
        _("Kun en talsperson skriver i partens navn."),
        _("Skriv som dig selv."),
    ),
    "dialogue.unknown_comment": Explanation(
        _("Kommentaren findes ikke."),
        _("Adressen peger på noget, vi ikke kender."),
        _("Gå tilbage til samtalen."),
    ),
    "dialogue.one_level": Explanation(
        _("Svar på den øverste kommentar."),
        _("Svar står i ét lag, så alle kan følge med."),
        _("Gå tilbage, og tryk “Svar” ved den kommentar, der begyndte."),
    ),
    "dialogue.not_shown": Explanation(
        _("Kommentaren står der ikke mere."),
        _("Den er trukket tilbage, skjult, eller den venter på at blive læst."),
        _("Se samtalen, som den er nu. Dine ord står herunder."),
    ),
    "dialogue.not_your_words": Explanation(
        _("Det er ikke dine ord."),
        _("Kun den, der skrev, kan rette, trække tilbage, svare og klage. Uden login: i samme browser."),
        _("Log ind, som da du skrev. Eller gør os opmærksom på kommentaren."),
    ),
    "dialogue.too_late_to_edit": Explanation(
        _("Nu kan den ikke rettes mere."),
        _("Man kan rette i %(minutes)s minutter. Efter det har andre læst og svaret."),
        _("Træk den tilbage, eller skriv en ny under den."),
    ),
    "dialogue.is_looked_at": Explanation(
        _("Kommentaren er ved at blive set på."),
        _("Nogen har gjort opmærksom på den. Den skal bedømmes, som den stod."),
        _("Vent på afgørelsen, eller træk den tilbage."),
    ),
    "dialogue.only_a_moderator": Explanation(
        _("Det kan kun en moderator."),
        _("Moderatorer udpeges af den, der driver huset, og det står i registret."),
        _("Læs reglerne, eller gør opmærksom på en kommentar."),
    ),
    "dialogue.own_words": Explanation(
        _("Du kan ikke dømme i din egen sag."),
        _("Det er dine egne ord."),
        _("Lad en anden moderator se på det."),
    ),
    "dialogue.own_notice": Explanation(
        _("Du har selv gjort opmærksom på den."),
        _("Den, der peger, dømmer ikke."),
        _("Lad en anden moderator se på det."),
    ),
    "dialogue.decided_it_first": Explanation(
        _("Du afgjorde det første gang."),
        _("En klage læses af en anden end den, der besluttede."),
        _("Lad en anden moderator se på det. Er der ingen, så bed om, at en bliver udpeget."),
    ),
    "dialogue.nothing_to_decide": Explanation(
        _("Her er ikke noget at afgøre."),
        _("Ingen har gjort opmærksom på kommentaren, eller den er allerede afgjort."),
        _("Se listen over det, der venter."),
    ),
    "dialogue.name_the_rule": Explanation(
        _("Vælg en regel."),
        _("Der skal være brudt en af husets regler. At nogen kritiserer kommunen, er ikke en grund."),
        _("Læs reglerne, og vælg. Passer ingen af dem, bliver kommentaren stående."),
    ),
    "dialogue.say_it_is_true": Explanation(
        _("Sæt kryds ved, at det er rigtigt."),
        _("Der skal stå nogen bag en anmeldelse, også uden navn."),
        _("Sæt kryds, og send igen."),
    ),
    "dialogue.unknown_decision": Explanation(
        _("Afgørelsen findes ikke."),
        _("Adressen peger på noget, vi ikke kender."),
        _("Se modereringsloggen."),
    ),
    "dialogue.already_answered": Explanation(
        _("Der er ikke mere at svare på."),
        _("Du har svaret, eller kommentaren blev stående."),
        _("Er afgørelsen forkert, så klag over den."),
    ),
    "dialogue.nothing_to_appeal": Explanation(
        _("Afgørelsen gik ikke imod dig."),
        _("Den, der skrev, kan klage over at blive skjult. Den, der pegede på det, kan klage, når det står."),
        _("Læs afgørelsen igen."),
    ),
    "dialogue.too_late_to_appeal": Explanation(
        _("Klagetiden er gået."), _("Man kan klage i seks måneder."), _("Skriv det igen på en anden måde.")
    ),
    "dialogue.already_appealed": Explanation(
        _("Der er allerede klaget."),
        _("Hver side klager én gang."),
        _("Vent på svaret. Det kommer fra en anden."),
    ),
    "dialogue.appeal_is_decided": Explanation(
        _("Klagen er afgjort."), _("En klage afgøres én gang."), _("Læs afgørelsen.")
    ),
    "dialogue.not_your_notice": Explanation(
        _("Vi kan ikke se, at det var dig."),
        _("Klagen hører til den, der gjorde opmærksom på kommentaren."),
        _("Skriv de fire ord fra din kvittering, og prøv igen."),
    ),
}
