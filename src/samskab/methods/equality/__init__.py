"""Whose voice counts: shares, presence, concentration, waiting, uptake; each with its chance and doubt."""

from samskab.methods.equality.answers import Comparison, Waiting, compare_times, time_to_answer
from samskab.methods.equality.concentration import Concentration, atkinson, concentration, gini, theil
from samskab.methods.equality.judging import EqualityError, Verdict
from samskab.methods.equality.shares import Group, Representation, Share, representation, share
from samskab.methods.equality.uptake import LEAST_PROPOSALS, Parity, Uptake, knowledge_parity, uptake

__all__ = [
    "LEAST_PROPOSALS",
    "Comparison",
    "Concentration",
    "EqualityError",
    "Group",
    "Parity",
    "Representation",
    "Share",
    "Uptake",
    "Verdict",
    "Waiting",
    "atkinson",
    "compare_times",
    "concentration",
    "gini",
    "knowledge_parity",
    "representation",
    "share",
    "theil",
    "time_to_answer",
    "uptake",
]
