"""Letters before an agreement with an institution ends: to its contact, and to those who can renew it."""

from __future__ import annotations

import logging
from datetime import datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samskab.ground.access.models import NetworkAgreement
from samskab.ground.access.services.networks import claim_warnings, release_warning
from samskab.ground.people.models import Role, User

LOG = logging.getLogger(__name__)


def warn_of_endings(*, now: datetime) -> int:
    """One letter to the contact and one to each administrator, once, a month before the end. How many went.

    When not one of them gets away, the mail server is down: the warning is put back and tried the next day.
    """
    n_sent = 0
    for agreement in claim_warnings(now=now):
        letters = [_to_contact(agreement), *_to_administrators(agreement)]
        n_away = sum(map(_sent, letters))
        if n_away == 0:
            release_warning(agreement_id=agreement.pk)
        n_sent += n_away
    return n_sent


def _to_contact(agreement: NetworkAgreement) -> EmailMessage:
    lines = (
        _("Hej %(name)s"),
        _(
            "Aftalen om nettet hos %(institution)s slutter %(day)s. Derefter kan folk hos jer ikke "
            "skrive med uden at logge ind."
        ),
        _("Vil I fortsætte, så sig til hos kommunen. Fortæl, om jeres netadresser er de samme."),
        settings.CONTACT_TEXT,
    )
    return _letter(agreement, lines, agreement.contact_email)


def _to_administrators(agreement: NetworkAgreement) -> list[EmailMessage]:
    lines = (
        _("Aftalen om nettet hos %(institution)s slutter %(day)s."),
        _("Kontakten har fået besked. Skal den forlænges, så spørg, om adresserne er de samme."),
        _("To administratorer skal sige ja."),
        f"{settings.PUBLIC_URL}{reverse('access:networks')}",
    )
    holders = User.objects.filter(
        is_active=True,
        participant__roles__role=Role.ADMINISTRATOR,
        participant__roles__until__isnull=True,
    )
    emails = holders.exclude(email="").order_by("email").values_list("email", flat=True).distinct()
    return [_letter(agreement, lines, email) for email in emails if email]


def _letter(agreement: NetworkAgreement, lines: tuple[str, ...], to: str) -> EmailMessage:
    words = {
        "name": agreement.contact_name,
        "institution": agreement.institution,
        "day": date_format(agreement.valid_to, "j. F Y"),
    }
    body = "\n\n".join(line % words if "%(" in line else line for line in lines if line)
    return EmailMessage(_("En aftale om net slutter snart"), body, settings.DEFAULT_FROM_EMAIL, [to])


def _sent(letter: EmailMessage) -> bool:
    try:
        return bool(letter.send())
    except (SMTPException, OSError, ValueError) as error:
        LOG.warning("a letter about a network's agreement was not sent: %s", type(error).__name__)
        return False
