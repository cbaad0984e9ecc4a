"""Who answered the short check twice has one voice row left; the tally cannot tell whose answer was whose."""

from __future__ import annotations

from samskab.ground.people.claiming import the_accounts_own_stays
from samskab.process.action.models import SurveyVoice

MERGES = {"action.SurveyVoice.participant": the_accounts_own_stays(SurveyVoice, "participant", "follow_up")}
