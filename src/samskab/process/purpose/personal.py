"""Values and purposes are the parties'."""

from __future__ import annotations

from samskab.kit.personal import Rest

_WHY = "A party's words, said at the table in public; no number tells who typed them."
REST = [
    Rest("purpose.ValueStatement", "id public_id process party basic text stated_at withdrawn_at", _WHY),
    Rest("purpose.ValueShare", "id value party at", _WHY),
    Rest("purpose.ValueSkip", "id process party basic reason at", _WHY),
    Rest("purpose.QuestionAnswer", "id process party question text skipped at", _WHY),
    Rest("purpose.Purpose", "id public_id process version text drafted_by drafted_at", _WHY),
    Rest("purpose.PurposeStance", "id purpose party stance reason at", _WHY),
    Rest("purpose.AdoptedPurpose", "id process purpose adopted_at retired_at", _WHY),
]
