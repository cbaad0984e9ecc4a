"""Letters about a case: a link, never a comment's text. A mail server that is down stops nothing."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from samskab.ground.dialogue.models import Decision, Notice

LOG = logging.getLogger(__name__)


def tell_author(decision: Decision, url: str) -> None:
    """A decision about one's own words, to the mail one logs in with; who has none reads it on the page."""
    author = decision.author
    address = author.user.email if author is not None and author.user is not None else None
    if address:
        _send(
            address,
            _("Der er truffet en afgørelse om din kommentar"),
            _("Afgørelsen, grunden og hvordan du klager, står her. Du kan klage i seks måneder."),
            url,
        )


def tell_notifiers(decision: Decision, url: str) -> None:
    """Each who reported it and left a mail address."""
    for notice in decision.notices.exclude(email=""):
        _send(
            notice.email,
            _("Det, du gjorde opmærksom på, er afgjort"),
            _("Skriv de fire ord fra din kvittering på siden her. Så kan du læse den og klage."),
            url,
        )


def confirm_notice(notice: Notice, url: str) -> None:
    """That a notice has come in. The four words are not in it: a mailbox is read by more than one."""
    if notice.email:
        _send(
            notice.email,
            _("Vi har fået din henvendelse om en kommentar"),
            _("Et menneske læser den. Gem de fire ord, du fik på siden. Med dem følger du den her."),
            url,
        )


def _send(to: str, subject: str, text: str, url: str) -> None:
    letter = EmailMessage(subject, f"{text}\n\n{url}\n", settings.DEFAULT_FROM_EMAIL, [to])
    try:
        letter.send()
    except (SMTPException, OSError) as error:
        LOG.warning("a letter about a case was not sent: %s", type(error).__name__)
