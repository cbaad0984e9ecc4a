"""What is kept about whoever has an account or a code, and the way in."""

from __future__ import annotations

import json
import zlib
from base64 import urlsafe_b64decode
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import uuid4

from allauth.account.models import EmailAddress, EmailConfirmation
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import ProtectedError, QuerySet
from django.utils.translation import gettext_lazy as _

from samskab.ground.people import mailbox, sessions
from samskab.ground.people.models import Attempt, LoginSession, Participant, RoleGrant, User
from samskab.ground.people.viewer import CODE_SESSION_KEY
from samskab.ground.record import services as record
from samskab.kit import words
from samskab.kit.personal import (
    Cookie,
    Fate,
    Field,
    Part,
    Person,
    Rest,
    Rows,
    Sweep,
    all_models,
    deleting,
)

MAIL_KEPT = timedelta(days=30)
CONFIRMATIONS_KEPT = timedelta(days=3)
TRIES_KEPT = timedelta(days=1)
_ROLE_LINES = ("people.role.granted", "people.role.ended")
_ACCOUNT = _("Kontoen")
_TO_COME_IN = _("Så du kan komme ind og komme igen.")
_DOORS = {"account": _("konto"), "code": _("kode på papir"), "imported": _("en samtale, der er hentet ind")}
_UNTIL_ERASED = _("Til du sletter det, vi ved om dig")


# -- sessions: found by what they hold, since a paper code leaves no other trace of whose they are ----------


def _held(data: str) -> dict[str, Any]:
    """What a row of our own database holds. Not a login: the signature is not asked, only whose it is."""
    payload = data.split(":", 1)[0]
    packed = payload.startswith(".")
    body = payload.removeprefix(".")
    raw = urlsafe_b64decode(body + "=" * (-len(body) % 4))
    found: dict[str, Any] = json.loads(zlib.decompress(raw) if packed else raw)
    return found


def _keys_of(person: Person) -> Iterator[str]:
    for key, data in Session.objects.values_list("session_key", "session_data").iterator():
        try:
            held = _held(data)
        except (ValueError, zlib.error):
            continue
        by_account = person.user_id is not None and held.get(SESSION_KEY) == str(person.user_id)
        named = any(email in json.dumps(held).lower() for email in person.emails)  # a login not yet done
        if by_account or named or held.get(CODE_SESSION_KEY) == person.participant_id:
            yield key


def sessions_of(person: Person) -> QuerySet[Session]:
    return Session.objects.filter(session_key__in=list(_keys_of(person)))


def end_sessions(person: Person, now: datetime, *, kept: str = "") -> int:
    """By the store in use, so that a copy in a cache goes too. A login not yet done ends with the others."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    keys = [key for key in _keys_of(person) if key != kept]
    for key in keys:
        store(key).delete()
    sessions.forget_opened()
    return len(keys)


# -- the person ---------------------------------------------------------------------------------------------


def _let_go(person: Person, now: datetime) -> int:
    """The row goes. Where a history that must stay points at it, a nameless one stays under a new number."""
    found = Participant.objects.filter(pk=person.participant_id)
    try:
        found.delete()
    except ProtectedError:
        found.update(
            user=None,
            code_hash=None,
            code_given_at=None,
            code_revoked_at=None,
            code_seen=False,
            verified=False,
            area=None,
            public_id=uuid4(),
        )
    return 1


def _drop_offices(person: Person, now: datetime) -> int:
    record.destroy_openings(objs=[person.public_id], kinds_of_line=_ROLE_LINES)
    return RoleGrant.objects.filter(participant_id=person.participant_id).delete()[0]


def _of_user(path: str) -> Callable[[Any], Rows]:
    """Rows found by the account, in whichever table; somebody with a paper code has none."""

    def rows(model: Any) -> Rows:
        return lambda person: (
            model._default_manager.none()
            if person.user_id is None
            else model._default_manager.filter(**{path: person.user_id})
        )

    return rows


def _by_label(label: str) -> Rows:
    """Rows of an app that may not be installed, by `user`."""

    def rows(person: Person) -> QuerySet[Any]:
        found = {model._meta.label: model for model in all_models()}
        return _of_user("user_id")(found[label])(person)

    return rows


# -- mail kept in a folder ----------------------------------------------------------------------------------


def _letters_to(person: Person) -> list[Path]:
    return [file for file in mailbox.files() if mailbox.is_to(file, person.emails)]


def _burn_letters(person: Person, now: datetime) -> int:
    found = _letters_to(person)
    for file in found:
        file.unlink(missing_ok=True)
    return len(found)


def _old_letters(now: datetime, dry: bool) -> int:
    due = [file for file in mailbox.files() if file.stat().st_mtime < (now - MAIL_KEPT).timestamp()]
    for file in due:
        if not dry:
            file.unlink(missing_ok=True)
    return len(due)


PARTS = [
    Part(
        "people.User",
        what=_ACCOUNT,
        purpose=_TO_COME_IN,
        keeps=_UNTIL_ERASED,
        fields={
            "email": Field(_("E-mail")),
            "name": Field(_("Navn")),
            "date_joined": Field(_("Oprettet")),
            "last_login": Field(_("Sidst inde")),
            "password": Field(
                _("Adgangskode"), show=lambda row: _("sat") if row.has_usable_password() else _("ingen")
            ),
        },
        rows=_of_user("pk")(User),
    ),
    Part(
        "people.Participant",
        what=_("Dig som deltager"),
        purpose=_("Så dine ord og stemmer er dine og kan trækkes tilbage."),
        keeps=_UNTIL_ERASED,
        fields={
            "public_id": Field(_("Tilfældigt nummer")),
            "door": Field(_("Kom ind med"), show=lambda row: _DOORS[row.door]),
            "user": Field(_ACCOUNT, show=lambda row: _("ja") if row.user_id else _("nej")),
            "code_hash": Field(
                _("Aftryk af din kode"), show=lambda row: _("ja") if row.code_hash else _("nej")
            ),
            "code_given_at": Field(_("Kode givet")),
            "code_revoked_at": Field(_("Kode lukket")),
            "code_seen": Field(_("En hjælper har set koden")),
            "area": Field(_("Område")),
            "since": Field(_("Med siden")),
            "verified": Field(_("En myndighed har genkendt dig")),
        },
        rows=lambda person: Participant.objects.filter(pk=person.participant_id).select_related("area"),
        erase=_let_go,
    ),
    Part(
        "people.RoleGrant",
        what=_("Hverv"),
        purpose=_("Så alle kan se, hvem der taler i et hverv."),
        keeps=_UNTIL_ERASED,
        fields={
            "participant": Field(_("Hvem"), show=lambda row: _("dig")),
            "role": Field(_("Hverv"), show=lambda row: words.label("role", row.role)),
            "title": Field(_("Titel")),
            "since": Field(_("Fra")),
            "until": Field(_("Til")),
        },
        rows=lambda person: RoleGrant.objects.filter(participant_id=person.participant_id),
        erase=_drop_offices,
    ),
    Part(
        "people.User_groups",
        what=_("Grupper i systemet"),
        purpose=_("Bruges ikke. Tabellen følger med Django."),
        keeps=_UNTIL_ERASED,
        fields={"user": Field(_ACCOUNT), "group": Field(_("Gruppe"))},
        rows=_of_user("user_id")(User.groups.through),
    ),
    Part(
        "people.User_user_permissions",
        what=_("Rettigheder i systemet"),
        purpose=_("Bruges ikke. Tabellen følger med Django."),
        keeps=_UNTIL_ERASED,
        fields={"user": Field(_ACCOUNT), "permission": Field(_("Rettighed"))},
        rows=_of_user("user_id")(User.user_permissions.through),
    ),
    Part(
        "account.EmailAddress",
        what=_("Dine e-mails"),
        purpose=_("Så vi ved, at du selv læser dem."),
        keeps=_UNTIL_ERASED,
        fields={
            "user": Field(_ACCOUNT, show=lambda row: _("din")),
            "email": Field(_("E-mail")),
            "verified": Field(_("Bekræftet")),
            "primary": Field(_("Den, vi bruger")),
        },
        rows=_of_user("user_id")(EmailAddress),
    ),
    Part(
        "account.EmailConfirmation",
        what=_("Bekræftelser af e-mail"),
        purpose=_("Så vi ved, at du selv læser dem."),
        keeps=_("Tre døgn"),
        fields={
            "email_address": Field(_("E-mail")),
            "created": Field(_("Lavet")),
            "sent": Field(_("Sendt")),
            "key": Field(_("Nøgle"), show=lambda row: _("skjult")),
        },
        rows=_of_user("email_address__user_id")(EmailConfirmation),
    ),
    Part(
        "sessions.Session",
        what=_("Der, hvor du er kommet ind"),
        purpose=_("Husker, at du er kommet ind, til du går ud."),
        keeps=_("14 dage efter du sidst kom ind"),
        fields={
            "session_key": Field(_("Nøgle"), show=lambda row: _("skjult")),
            "session_data": Field(_("Indhold"), show=lambda row: _("hvem du er, dit sprog og dit område")),
            "expire_date": Field(_("Udløber")),
        },
        rows=sessions_of,
        erase=end_sessions,
    ),
    Part(
        "people.Attempt",
        what=_("Forsøg på at komme ind"),
        purpose=_("Så ingen kan gætte andres koder. Vi kan ikke se, hvem der prøvede."),
        keeps=_("Et døgn"),
        fields={
            "door": Field(_("Dør"), Fate.EXPIRES),
            "source": Field(_("Aftryk af netadressen"), Fate.EXPIRES),
            "at": Field(_("Hvornår"), Fate.EXPIRES),
        },
    ),
    Part(
        "file:mail",
        what=_("Breve, der venter i en mappe"),
        purpose=_("Bruges kun, når der ikke er sat en mailserver op."),
        keeps=_("30 dage"),
        fields={"to": Field(_("Til")), "text": Field(_("Brevet"))},
        erase=_burn_letters,
    ),
    Part(
        "mfa.Authenticator",
        what=_("Ekstra nøgler til kontoen"),
        purpose=_("Så ingen anden kan komme ind som dig."),
        keeps=_UNTIL_ERASED,
        fields={
            "user": Field(_ACCOUNT, show=lambda row: _("din")),
            "type": Field(_("Slags")),
            "data": Field(_("Nøgle"), show=lambda row: _("skjult")),
            "created_at": Field(_("Lavet")),
            "last_used_at": Field(_("Sidst brugt")),
        },
        rows=_by_label("mfa.Authenticator"),
    ),
    Part(
        "people.LoginSession",
        what=_("Hvor du er logget ind"),
        purpose=_("Så du kan se stederne og logge ud af dem."),
        keeps=_("14 dage efter du sidst kom ind"),
        fields={
            "participant": Field(_("Hvem"), show=lambda row: _("dig")),
            "session_key": Field(_("Nøgle"), show=lambda row: _("skjult")),
            "device": Field(_("Browser og maskine, i to ord")),
            "way_in": Field(_("Kom ind med"), show=lambda row: words.label("way_in", row.way_in)),
            "since": Field(_("Siden")),
        },
        rows=lambda person: LoginSession.objects.filter(participant_id=person.participant_id),
    ),
    Part(
        "socialaccount.SocialAccount",
        what=_("Login hos andre, for eksempel MitID"),
        purpose=_TO_COME_IN,
        keeps=_UNTIL_ERASED,
        fields={
            "user": Field(_ACCOUNT, show=lambda row: _("din")),
            "provider": Field(_("Hos hvem")),
            "uid": Field(_("Nummer dér")),
            "last_login": Field(_("Sidst inde")),
            "date_joined": Field(_("Oprettet")),
            "extra_data": Field(_("Det, de fortalte os")),
        },
        rows=_by_label("socialaccount.SocialAccount"),
    ),
]

_DJANGO = "Django's own list; says nothing of anybody."
REST = [
    Rest("auth.Permission", "id name content_type codename", _DJANGO),
    Rest("auth.Group", "id name", _DJANGO),
    Rest("auth.Group_permissions", "id group permission", _DJANGO),
    Rest("contenttypes.ContentType", "id app_label model", _DJANGO),
    Rest("people.User", "id is_superuser is_active is_staff", "Switches; the row goes with the account."),
    Rest("people.User_groups", "id", "A row number."),
    Rest("people.User_user_permissions", "id", "A row number."),
    Rest("people.Participant", "id", "A row number."),
    Rest("people.RoleGrant", "id", "A row number."),
    Rest("people.Attempt", "id", "A row number."),
    Rest("account.EmailAddress", "id", "A row number."),
    Rest("account.EmailConfirmation", "id", "A row number."),
    Rest("record.Opening", "id", "A row number."),
    Rest("mfa.Authenticator", "id", "A row number."),
    Rest("people.LoginSession", "id", "A row number."),
    Rest("socialaccount.SocialToken", "id app account token token_secret expires_at", "Never written."),
    Rest("socialaccount.SocialAccount", "id", "A row number."),
    Rest(
        "socialaccount.SocialApp",
        "id provider provider_id name client_id secret key settings",
        "The house's own key at a broker.",
    ),
]

SWEEPS = [
    Sweep(
        "sessions",
        _("Steder, hvor nogen er kommet ind"),
        _("når de er udløbet"),
        deleting(lambda now: Session.objects.filter(expire_date__lt=now)),
    ),
    Sweep(
        "logins",
        _("Listen over, hvor nogen er logget ind"),
        _("når stedet er udløbet"),
        deleting(
            lambda now: LoginSession.objects.exclude(
                session_key__in=Session.objects.filter(expire_date__gte=now).values("session_key")
            )
        ),
    ),
    Sweep(
        "tries",
        _("Forsøg på at komme ind"),
        _("efter et døgn"),
        deleting(lambda now: Attempt.objects.filter(at__lt=now - TRIES_KEPT)),
    ),
    Sweep(
        "confirmations",
        _("Bekræftelser af e-mail"),
        _("efter tre døgn"),
        deleting(lambda now: EmailConfirmation.objects.filter(created__lt=now - CONFIRMATIONS_KEPT)),
    ),
    Sweep("letters", _("Breve i mappen"), _("efter 30 dage"), _old_letters),
]

COOKIES = [
    Cookie(
        settings.SESSION_COOKIE_NAME,
        _("Husker, at du er kommet ind, og hvilket område du valgte."),
        _("14 dage"),
    ),
    Cookie(settings.CSRF_COOKIE_NAME, _("Sikrer, at det er dig, der sender en formular."), _("1 år")),
    Cookie(settings.LANGUAGE_COOKIE_NAME, _("Husker dit sprog."), _("Til du lukker browseren")),
]
