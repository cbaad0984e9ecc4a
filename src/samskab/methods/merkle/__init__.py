"""A Merkle tree for an append-only log: short proofs that something is in it, and that it only ever grew.

The tree is that of RFC 6962 section 2.1 (the same in RFC 9162 section 2.1), so any tool for Certificate
Transparency can check it. `tree` grows the log from a handful of hashes, `proofs` makes and checks the two
kinds of proof.
"""

from samskab.methods.merkle.proofs import (
    Plan,
    consistency_plan,
    inclusion_plan,
    needed_nodes,
    resolve,
    verify_consistency,
    verify_inclusion,
)
from samskab.methods.merkle.tree import EMPTY_ROOT, HASH_BYTES, Frontier, Node, grow, leaf_hash, node_hash

__all__ = [
    "EMPTY_ROOT",
    "HASH_BYTES",
    "Frontier",
    "Node",
    "Plan",
    "consistency_plan",
    "grow",
    "inclusion_plan",
    "leaf_hash",
    "needed_nodes",
    "node_hash",
    "resolve",
    "verify_consistency",
    "verify_inclusion",
]
