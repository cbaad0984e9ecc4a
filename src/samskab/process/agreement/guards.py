"""What is printed stays printed: a dissent is never changed and never removed (DOMAIN.md 7, 16)."""

from __future__ import annotations

from samskab.kit.guards import never_changed

GUARDS = never_changed("dissent", "agreement_dissent")
