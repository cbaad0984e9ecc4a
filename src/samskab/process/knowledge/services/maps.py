"""The opinion map: counted from the votes as they stand, and kept with what it was counted from."""

from __future__ import annotations

from datetime import datetime

from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.process.core import selectors as table
from samskab.process.core.models import Process
from samskab.process.knowledge import counting, rules
from samskab.process.knowledge.counting import Counted
from samskab.process.knowledge.maps import latest_map
from samskab.process.knowledge.models import OpinionMap


def draw_map(*, process: Process, actor: Actor, now: datetime) -> OpinionMap:
    """Count first, then write: a count of a quarter of a million votes holds up nobody's vote meanwhile."""
    earlier = latest_map(process)
    rules.require_may_draw(process, actor, earlier)
    counted = counting.count(process, earlier)
    return keep_map(process_id=process.pk, actor=actor, counted=counted, now=now)


@act("knowledge.map.drawn")
def keep_map(*, process_id: int, actor: Actor, counted: Counted, now: datetime) -> OpinionMap:
    """Anyone known may have the map drawn anew when enough answers have moved; it takes nobody's yes.

    The record binds the votes it was counted from and what came out, so that anyone who is given both can
    count again. Only the latest map keeps its input: what people have taken back since is not kept beside it.
    """
    process = table.process_for_update(process_id)
    rules.require_may_draw(process, actor, latest_map(process))
    OpinionMap.objects.filter(process=process).update(counted_from=None)
    drawn = OpinionMap.objects.create(
        process=process,
        at=now,
        why=counted.why,
        n_placed=counted.n_placed,
        n_voters=counted.n_voters,
        n_votes=counted.n_votes,
        input_sha256=counted.input_sha256,
        outcome_sha256=counted.outcome_sha256,
        shown=counted.shown,
        axes=counted.axes,
        outcome=counted.outcome,
        counted_from=counted.counted_from,
    )
    record.append(
        "knowledge.map.drawn",
        space=process.public_id,
        obj=drawn.public_id,
        at=now,
        commits={"input": drawn.input_sha256, "outcome": drawn.outcome_sha256},
    )
    return drawn
