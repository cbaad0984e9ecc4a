"""Nobody judges in their own case, and no claim shows afterwards that somebody did."""

from __future__ import annotations

from samskab.ground.dialogue.models import Appeal, Decision, Notice
from samskab.ground.people.claiming import two_stay_two

MERGES = {
    "dialogue.Decision.author": two_stay_two(Decision, "author", "moderator"),
    "dialogue.Decision.moderator": two_stay_two(Decision, "moderator", "author"),
    "dialogue.Appeal.by": two_stay_two(Appeal, "by", "decided_by"),
    "dialogue.Appeal.decided_by": two_stay_two(Appeal, "decided_by", "by", "first_moderator"),
    "dialogue.Appeal.first_moderator": two_stay_two(Appeal, "first_moderator", "decided_by"),
    # Who points does not judge: a rule of the act, which no constraint can say.
    "dialogue.Notice.participant": two_stay_two(Notice, "participant", "decision__moderator"),
}
