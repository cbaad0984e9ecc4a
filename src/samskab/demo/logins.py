"""The people a visitor of the demo can be. Roles, never names."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samskab.ground.people.models import Role

RESIDENT_CODE = "rundt-blå-fem-brød"  # known to everybody, and therefore only ever given in a demo


@dataclass(frozen=True)
class Office:
    """An office of the demo: its holder's name is the office."""

    key: str
    email: str
    role: Role
    name: str


OFFICES = (
    Office(
        "councillor:Formand for Social- og sundhedsudvalget",
        "udvalg-social",
        Role.COUNCILLOR,
        "Formand for Social- og sundhedsudvalget",
    ),
    Office(
        "councillor:Formand for Børne- og skoleudvalget",
        "udvalg-skole",
        Role.COUNCILLOR,
        "Formand for Børne- og skoleudvalget",
    ),
    Office(
        "councillor:Formand for Klima- og teknikudvalget",
        "udvalg-klima",
        Role.COUNCILLOR,
        "Formand for Klima- og teknikudvalget",
    ),
    Office("facilitator", "moedeleder", Role.FACILITATOR, "Mødeleder"),
    Office("helper", "hjaelper", Role.HELPER, "Hjælper"),
    Office("moderator", "moderator", Role.MODERATOR, "Moderator"),
    Office("moderator:2", "moderator-2", Role.MODERATOR, "Den anden moderator"),
    Office("editor", "redaktion", Role.EDITOR, "Redaktør"),
    Office("editor:2", "redaktion-2", Role.EDITOR, "Den anden redaktør"),
)


@dataclass(frozen=True)
class Login:
    """One card on the page: who you are, what you can try, and where. `row` is the participant behind it."""

    role: str
    row: str
    course: str
    who: str | Promise
    where: str | Promise
    tries: tuple[str | Promise, ...]


LOGINS = (
    Login(
        "resident",
        "resident",
        "godmorgen-birkelunden",
        _("Beboer med en kode på papir"),
        _("Du er far og alene med to. Du bruger ikke MitID. Du har sagt noget på skærmen i beboerhuset."),
        (
            _("Se, hvor dine ord er brugt, og svar: Blev du forstået rigtigt?"),
            _("Træk dine ord tilbage, hvis du vil. Ingen skal spørges."),
        ),
    ),
    Login(
        "parents",
        "voice:bl-foraeldre",
        "godmorgen-birkelunden",
        _("Talsperson for en forældregruppe"),
        _("I er 14 forældre uden forening, CVR eller bank. I har en af de to nøgler."),
        (
            _("Tag stilling til et forslag, eller stil et modforslag."),
            _("Spørg politikeren."),
            _("Se, hvad der mangler, før nøglerne kan drejes."),
        ),
    ),
    Login(
        "social_worker",
        "voice:bl-familie",
        "godmorgen-birkelunden",
        _("Socialrådgiver"),
        _("Du taler for Familierådgivningen. Underretningspligten er ikke til forhandling."),
        (
            _("Skriv et fagligt krav på et punkt i aftalen."),
            _("Sig, om et forslag møder det, I har brug for."),
        ),
    ),
    Login(
        "school",
        "voice:bl-skole",
        "godmorgen-birkelunden",
        _("Skoleleder, kommunens procesvært"),
        _("Du har den offentlige nøgle. Alene kan den ikke åbne noget."),
        (
            _("Sig, om svaret på jeres indvending er godt nok."),
            _("Svar på det, nogen har sagt, med en grund."),
        ),
    ),
    Login(
        "company",
        "voice:bl-bager",
        "godmorgen-birkelunden",
        _("Bager på torvet"),
        _("Du har rundstykker til overs. Du kan være med uden at bestemme, hvad problemet er."),
        (_("Læs aftalens udkast, og sig, hvad I kan bringe."), _("Tag stilling til et forslag.")),
    ),
    Login(
        "councillor",
        "councillor:Formand for Børne- og skoleudvalget",
        "godmorgen-birkelunden",
        _("Byrådspolitiker"),
        _("Du er formand for Børne- og skoleudvalget. Du lytter og svarer. Du har ingen stemme ved bordet."),
        (
            _("Svar offentligt på forældrenes spørgsmål. Fristen er 21 dage."),
            _("Prøv at tage stilling. Huset siger nej, og det siger hvorfor."),
        ),
    ),
    Login(
        "civic_steward",
        "voice:ka-lejere",
        "den-blaa-groenne-gaard",
        _("Lejer og borgernes procesvært"),
        _("I er lejere i Sydfløjen og har den borgerlige nøgle. Forløbet er lige åbnet igen."),
        (
            _("Flyt fristen for runden længere væk. Nærmere kan den ikke komme."),
            _("Udfordr en ramme."),
        ),
    ),
    Login(
        "facilitator",
        "facilitator",
        "den-blaa-groenne-gaard",
        _("Neutral mødeleder"),
        _("Du hjælper parterne med at skrive sammen. Du har ingen holdning her."),
        (_("Læg runden frem, når fristen er gået."), _("Skriv den fælles problemforståelse.")),
    ),
    Login(
        "coordinator",
        "voice:nv-hjemmepleje",
        "noeglen-til-huset",
        _("Koordinator i hjemmeplejen"),
        _("Du var procesvært i det forløb, der er fulgt op. Der er ingen knap, der laver en opgave."),
        (
            _("Åbn et nyt forløb. Svar ja til, at løsningen er valgt, og se, hvad der sker."),
            _("Svar på det kald, der er gået over fristen."),
        ),
    ),
    Login(
        "association",
        "voice:nv-borgerforening",
        "noeglen-til-huset",
        _("Formand for en lille forening"),
        _("I er fem, der trækker det hele. Nu gror gadekæret til."),
        (
            _("Åbn et forløb ud af jeres kald om gadekæret."),
            _("Læs punkt 6: hvornår I må holde op."),
        ),
    ),
    Login(
        "helper",
        "helper",
        "den-blaa-groenne-gaard",
        _("Hjælper"),
        _("Du skriver for andre og læser op igen. Du beholder ingen kopi."),
        (
            _("Når et forløb samler viden, kan du skrive for en, der ikke selv kan."),
            _("Lige nu kan du rejse et kald for nogen."),
        ),
    ),
    Login(
        "moderator",
        "moderator",
        "noeglen-til-huset",
        _("Moderator"),
        _("Du læser det, nogen gør opmærksom på. Du kan skjule med en grund, og aldrig rette i andres ord."),
        (
            _("Læs husets regler, og se loggen over det, der er afgjort."),
            _("Prøv at afgøre noget, du selv har skrevet. Huset siger nej."),
        ),
    ),
    Login(
        "other_moderator",
        "moderator:2",
        "noeglen-til-huset",
        _("Den anden moderator"),
        _("Du læser klager over det, den første har afgjort. Ingen dømmer i sin egen sag."),
        (_("Sig noget som en anden, få det skjult, og klag. Så ligger klagen hos dig."),),
    ),
    Login(
        "editor",
        "editor",
        "noeglen-til-huset",
        _("Redaktør"),
        _("Du skriver nyhederne sammen med en anden. Ingen udgiver sine egne ord."),
        (
            _("Læs kladden, der venter på et par øjne til. Udgiv den, eller send den tilbage."),
            _("Ret en fejl i en artikel, og se, at det gamle bliver stående."),
        ),
    ),
)
BY_ROLE = {login.role: login for login in LOGINS}
