"""Has somebody said this already, and which themes do people themselves sort our words into?"""

from samskab.methods.similarity.cards import Deal, Piles, deal_cards
from samskab.methods.similarity.grams import SimilarityError, normal_form
from samskab.methods.similarity.index import Embedder, Index, Match, Nearest, alike_pairs, nearest
from samskab.methods.similarity.themes import Theme, Themes, themes

__all__ = [
    "Deal",
    "Embedder",
    "Index",
    "Match",
    "Nearest",
    "Piles",
    "SimilarityError",
    "Theme",
    "Themes",
    "alike_pairs",
    "deal_cards",
    "nearest",
    "normal_form",
    "themes",
]
