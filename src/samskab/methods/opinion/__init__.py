"""What do we think, and where do we differ? Opinions from agree, disagree and pass on short statements."""

from samskab.methods.intervals import wilson

from .bridging import BridgingScore, bridging_score
from .brigade import AlikeBallots, Headline, Headlines, alike_ballots, check_headlines
from .calculation import fit
from .clusters import adjusted_rand, k_means, matched_ids, nearest, silhouettes
from .consensus import (
    Difference,
    HeldByFew,
    Shared,
    geometric_consensus,
    lowest_bound,
    much_to_few,
    what_we_share,
    where_we_differ,
)
from .doubt import beyond_chance, stability
from .gate import Gate, find_groups, placed_people
from .live import Effect, LiveOpinion
from .plane import (
    Plane,
    angle_degrees,
    centred,
    extremity,
    leading_plane,
    means,
    orient,
    ridge_positions,
    warm_plane,
)
from .published import Majority, group_aware_consensus, majority, published_representative
from .result import Carry, DeclaredGroups, Opinion
from .routing import Draw, RoutingBrokenError, next_statement, priorities, published_priority
from .slate import Place, Slate, choose_slate, estimated_agreement
from .statistics import (
    GroupCounts,
    GroupTests,
    Representative,
    benjamini_hochberg,
    count_groups,
    representative,
    run_tests,
    upper_tail,
    z_between,
    z_half,
)
from .votes import Votes, VotesRefusedError, upsert

__all__ = [
    "AlikeBallots",
    "BridgingScore",
    "Carry",
    "DeclaredGroups",
    "Difference",
    "Draw",
    "Effect",
    "Gate",
    "GroupCounts",
    "GroupTests",
    "Headline",
    "Headlines",
    "HeldByFew",
    "LiveOpinion",
    "Majority",
    "Opinion",
    "Place",
    "Plane",
    "Representative",
    "RoutingBrokenError",
    "Shared",
    "Slate",
    "Votes",
    "VotesRefusedError",
    "adjusted_rand",
    "alike_ballots",
    "angle_degrees",
    "benjamini_hochberg",
    "beyond_chance",
    "bridging_score",
    "centred",
    "check_headlines",
    "choose_slate",
    "count_groups",
    "estimated_agreement",
    "extremity",
    "find_groups",
    "fit",
    "geometric_consensus",
    "group_aware_consensus",
    "k_means",
    "leading_plane",
    "lowest_bound",
    "majority",
    "matched_ids",
    "means",
    "much_to_few",
    "nearest",
    "next_statement",
    "orient",
    "placed_people",
    "priorities",
    "published_priority",
    "published_representative",
    "representative",
    "ridge_positions",
    "run_tests",
    "silhouettes",
    "stability",
    "upper_tail",
    "upsert",
    "warm_plane",
    "what_we_share",
    "where_we_differ",
    "wilson",
    "z_between",
    "z_half",
]
