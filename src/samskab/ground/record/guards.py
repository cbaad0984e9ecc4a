"""The database itself refuses to change or remove what was written in the record."""

from __future__ import annotations

from samskab.kit.guards import Guard, never_changed

TABLES = ("record_entry", "record_node", "record_checkpoint")
REFUSAL = "record_.*_is_never_(changed|removed)"
GUARDS: list[Guard] = [guard for table in TABLES for guard in never_changed(table, table)]
