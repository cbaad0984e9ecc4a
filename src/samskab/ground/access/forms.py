"""Typed input for the doors."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samskab.kit.forms import LineField


class NetworkForm(forms.Form):
    institution = LineField(
        most=120,
        label=_("Hvilken institution?"),
        help_text=_("Som den hedder i daglig tale. Alle kan se navnet."),
    )
    cidr = LineField(
        most=43,
        label=_("Hvilke netadresser?"),
        help_text=_("Som institutionens it-folk skriver dem, for eksempel 185.20.4.0/24. Kun deres egne."),
    )
    contact_name = LineField(most=120, label=_("Hvem er kontakt?"))
    contact_email = forms.EmailField(
        max_length=254,
        label=_("Kontaktens e-mail"),
        help_text=_("Hertil sendes en knap, der sætter nettet på pause."),
    )
    valid_from = forms.DateField(label=_("Fra hvilken dag?"))
    valid_to = forms.DateField(
        label=_("Til og med hvilken dag?"), help_text=_("Højst et år. Så spørger vi igen.")
    )
