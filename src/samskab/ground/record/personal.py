"""The record keeps no words and no names; its salts go with the words they belong to."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samskab.kit.personal import Fate, Field, Part, Rest

PARTS = [
    Part(
        "record.Opening",
        what=_("Nøgler til aftryk i registret"),
        purpose=_("Så du kan vise, at dine ord stod der, som du skrev dem."),
        keeps=_("Så længe ordene"),
        fields={
            "entry": Field(_("Linje"), Fate.ALONG),
            "field": Field(_("Felt"), Fate.ALONG),
            "salt": Field(_("Nøgle"), Fate.ALONG),
        },
    )
]
_PUBLIC = "Public: a kind, an hour, random ids and commitments nobody can open once the salt is gone."
REST = [
    Rest("record.Entry", "seq kind space obj body leaf", _PUBLIC),
    Rest("record.Node", "id level index hash", "Hashes of lines."),
    Rest("record.State", "id size frontier last_leaf", "Hashes of lines."),
    Rest("record.Checkpoint", "size root note issued_at", "A signed root; names the house, no person."),
]
