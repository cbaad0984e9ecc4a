"""The demo's people are invented."""

from __future__ import annotations

from samskab.kit.personal import Rest

_WHY = "Names of the demo's file and row numbers; the people in it are invented."
REST = [
    Rest("demo.DemoClock", "id days_ahead", _WHY),
    Rest("demo.DemoCourse", "id slug process began_on loaded_to_day played refused rows", _WHY),
]
