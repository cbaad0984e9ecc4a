"""Do we meet across, whom could we introduce, and whose voice is missing?"""

from samskab.methods.bridging.introductions import Circle, Introduction, Introductions, Weights, introduce
from samskab.methods.bridging.mixing import Figures, Mixing, blau, change_is_real, mixing
from samskab.methods.bridging.structure import Roles, Structure, betweenness, constraint, roles, structure
from samskab.methods.bridging.ties import (
    BridgingError,
    adjacency,
    aged_weight,
    clean_ties,
    dialogue_weights,
)
from samskab.methods.bridging.voices import Invitations, Stratum, invite

__all__ = [
    "BridgingError",
    "Circle",
    "Figures",
    "Introduction",
    "Introductions",
    "Invitations",
    "Mixing",
    "Roles",
    "Stratum",
    "Structure",
    "Weights",
    "adjacency",
    "aged_weight",
    "betweenness",
    "blau",
    "change_is_real",
    "clean_ties",
    "constraint",
    "dialogue_weights",
    "introduce",
    "invite",
    "mixing",
    "roles",
    "structure",
]
