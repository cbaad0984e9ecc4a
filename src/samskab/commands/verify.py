"""`samskab verify FILE ...`: check a downloaded record. Runs without Django, a database or a net.

The work is done by the very script that everyone can download at /registret/verify.py, so there is one truth.
"""

from __future__ import annotations

from samskab.ground.record.verify import configure, run

__all__ = ["configure", "run"]
