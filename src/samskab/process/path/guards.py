"""A process moves to another stage by two turned keys, or back to the framing by a public correction - and by
nothing else, whichever door writes (DOMAIN.md 6).
"""

from __future__ import annotations

from samskab.kit.guards import Guard, never_changed
from samskab.process.core.models import STAGE_ORDER, Stage

# The newest opened change must say exactly this move, at this moment, with a key of each side of this process
# turned by two people. Time only goes forward, so an old opening is not used twice.
_BY_TWO_KEYS = """
EXISTS (
  SELECT 1 FROM path_stagechange c
  JOIN path_stageapproval pub ON pub.change_id = c.id AND pub.side = 'public'
  JOIN core_steward unit
    ON unit.id = pub.steward_id AND unit.side = 'public' AND unit.process_id = c.process_id
  JOIN path_stageapproval civ ON civ.change_id = c.id AND civ.side = 'civic'
  JOIN core_steward citizen
    ON citizen.id = civ.steward_id AND citizen.side = 'civic' AND citizen.process_id = c.process_id
  WHERE c.process_id = OLD.id AND c.from_stage = OLD.stage AND c.to_stage = NEW.stage
    AND c.opened_at = NEW.stage_since AND c.dropped_at IS NULL AND NEW.stage_since >= OLD.stage_since
    AND unit.participant_id <> citizen.participant_id
)
"""

_PAST_FRAMING = ", ".join(f"'{stage}'" for stage in STAGE_ORDER[STAGE_ORDER.index(Stage.FRAMING) + 1 :])
_BY_CORRECTION = f"""
NEW.stage = '{Stage.FRAMING}' AND OLD.stage IN ({_PAST_FRAMING}) AND NEW.stage_since >= OLD.stage_since
AND EXISTS (
  SELECT 1 FROM core_openingcorrection said WHERE said.process_id = OLD.id AND said.at = NEW.stage_since
)
"""  # noqa: S608  # nosec B608 - the stages are the house's own words

GUARDS = [
    Guard(
        "process_stage_moves_by_two_keys",
        "core_process",
        "UPDATE",
        columns=("stage", "stage_since"),
        when="OLD.stage <> NEW.stage OR OLD.stage_since <> NEW.stage_since",
        unless=f"({_BY_TWO_KEYS}) OR ({_BY_CORRECTION})",
    ),
    Guard(
        "stage_change_carried_out_is_never_changed",
        "path_stagechange",
        "UPDATE",
        when="OLD.opened_at IS NOT NULL OR OLD.dropped_at IS NOT NULL",
    ),
    Guard(
        "stage_change_carried_out_is_never_removed",
        "path_stagechange",
        "DELETE",
        when="OLD.opened_at IS NOT NULL",
    ),
    *never_changed("stage_approval", "path_stageapproval"),
    *never_changed("opening_correction", "core_openingcorrection"),
]
