"""Typed input for putting right and erasing."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samskab.kit.forms import LineField


class NewNameForm(forms.Form):
    name = LineField(
        most=80,
        required=False,
        label=_("Hvad skal vi kalde dig?"),
        help_text=_("Det ser de andre. Det må være hvad som helst, eller ingenting."),
    )


class NewEmailForm(forms.Form):
    email = forms.EmailField(
        max_length=254,
        label=_("Din nye e-mail"),
        help_text=_("Vi sender en kode til den. Den gamle får også et brev."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autocapitalize": "none"}),
    )


class EmailCodeForm(forms.Form):
    code = LineField(
        most=20,
        label=_("Koden fra brevet"),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}),
    )


class EraseForm(forms.Form):
    said = LineField(
        most=40,
        label=_("Skriv “slet mig”"),
        help_text=_("Så ved vi, at det ikke er et fejlklik."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
