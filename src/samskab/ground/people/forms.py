"""Typed input for the doors."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from samskab.ground.people.models import User
from samskab.kit.forms import LineField


class NameForm(forms.Form):
    """What somebody wants to be called, asked for when an account begins. Any name will do, or none."""

    name = LineField(
        most=80,
        required=False,
        label=_("Hvad skal vi kalde dig?"),
        help_text=_("Det ser de andre. Det må være hvad som helst."),
    )

    def signup(self, request: HttpRequest, user: User) -> None:
        """allauth calls this when the account is made."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


class CodeForm(forms.Form):
    code = LineField(
        most=60,
        label=_("Dine fire ord"),
        help_text=_("Skriv ordene fra dit papir. Store og små bogstaver er lige meget."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
