"""What both sides signed in public stays as they signed it."""

from __future__ import annotations

from samskab.kit.guards import never_changed

GUARDS = [
    *never_changed("replacement_consent", "action_replacementconsent"),
    *never_changed("replacement_signature", "action_replacementsignature"),
]
