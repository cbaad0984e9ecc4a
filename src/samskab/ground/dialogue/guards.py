"""What stands in a decision stands: the database refuses to change it afterwards."""

from __future__ import annotations

from samskab.kit.guards import Guard

GUARDS = [
    Guard(
        "moderation_decision_is_never_changed",
        "dialogue_decision",
        "UPDATE",
        ("outcome", "rule", "facts", "moderator_id", "decided_at", "appeal_until"),
    ),
    Guard(
        "moderation_appeal_keeps_who_decided_first",
        "dialogue_appeal",
        "UPDATE",
        ("decision_id", "first_moderator_id", "side", "text", "made_at"),
    ),
    Guard(
        "moderation_appeal_is_decided_once",
        "dialogue_appeal",
        "UPDATE",
        ("outcome", "reason", "decided_by_id", "decided_at"),
        when="OLD.outcome <> ''",
    ),
]
