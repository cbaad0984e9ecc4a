"""Has somebody said this already, and which themes do people themselves sort our words into?"""

from samskab.methods.similarity.grams import SimilarityError, normal_form
from samskab.methods.similarity.index import Embedder, Index, Match, Nearest, alike_pairs, nearest

__all__ = [
    "Embedder",
    "Index",
    "Match",
    "Nearest",
    "SimilarityError",
    "alike_pairs",
    "nearest",
    "normal_form",
]
