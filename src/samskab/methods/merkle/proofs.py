"""Proofs: that an entry is in the log, and that a longer log begins with a shorter one.

A proof is made in two steps so that a database is asked once: a *plan* names the stored nodes it needs,
`resolve` turns the plan and the fetched nodes into the proof. Checking needs nothing but the proof itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from samskab.methods.merkle.tree import EMPTY_ROOT, HASH_BYTES, node_hash

NodeId = tuple[int, int]  # (level, index), as in tree.Node
Plan = tuple[tuple[NodeId, ...], ...]  # one group per hash of the proof; a group is folded from the right


def _split(low: int, high: int) -> int:
    """Where the tree over leaves low to high-1 parts: after the largest power of two below its size."""
    return low + (1 << ((high - low - 1).bit_length() - 1))


def _finished(low: int, high: int) -> tuple[NodeId, ...]:
    """The finished nodes that cover leaves low to high-1, largest first; low is aligned, as in every plan."""
    nodes = []
    while low < high:
        level = (high - low).bit_length() - 1
        nodes.append((level, low >> level))
        low += 1 << level
    return tuple(nodes)


def inclusion_plan(index: int, size: int) -> Plan:
    """Name the nodes that lead from one leaf to the root.

    Parameters
    ----------
    index : int
        The leaf's number, counted from 0.
    size : int
        The size of the log the proof is for; may be smaller than the log is now.

    Returns
    -------
    Plan
        One group per step, from the leaf upwards (RFC 6962 section 2.1.1).

    Raises
    ------
    ValueError
        If there is no such leaf in a log of that size.

    Examples
    --------
    Leaf 2 of 7: its neighbour 3, the pair 0-1, and the rest 4-6, which is the pair 4-5 with 6 to its right.

    >>> inclusion_plan(2, 7)
    (((0, 3),), ((1, 0),), ((1, 2), (0, 6)))
    """
    if not 0 <= index < size:
        raise ValueError(f"no entry {index} in a log of {size}")
    low, high = 0, size
    steps = []
    while high - low > 1:
        middle = _split(low, high)
        if index < middle:
            steps.append(_finished(middle, high))
            high = middle
        else:
            steps.append(_finished(low, middle))
            low = middle
    return tuple(reversed(steps))


def consistency_plan(old_size: int, new_size: int) -> Plan:
    """Name the nodes that show a log of `new_size` to begin with the log of `old_size`.

    Parameters
    ----------
    old_size, new_size : int
        0 <= old_size <= new_size.

    Returns
    -------
    Plan
        One group per hash (RFC 6962 section 2.1.2); empty when the sizes are equal or the old log was empty.

    Raises
    ------
    ValueError
        If the old log is the longer one.

    Examples
    --------
    From 3 to 4: leaf 2 where the old log ended, leaf 3 that came, and the pair 0-1 both share.

    >>> consistency_plan(3, 4)
    (((0, 2),), ((0, 3),), ((1, 0),))
    >>> consistency_plan(4, 4)
    ()
    """
    if not 0 <= old_size <= new_size:
        raise ValueError(f"a log of {new_size} cannot begin with one of {old_size}")
    if old_size == 0:
        return ()
    low, high = 0, new_size
    steps = []
    while high != old_size:
        middle = _split(low, high)
        if old_size <= middle:
            steps.append(_finished(middle, high))
            high = middle
        else:
            steps.append(_finished(low, middle))
            low = middle
    if low:  # when the old log is one whole left-hand tree, the verifier holds its hash already: the old root
        steps.append(_finished(low, high))
    return tuple(reversed(steps))


def needed_nodes(plan: Plan) -> frozenset[NodeId]:
    """List what to fetch, once each.

    Parameters
    ----------
    plan : Plan
        From `inclusion_plan` or `consistency_plan`.

    Returns
    -------
    frozenset of (level, index)
        At most about 2 log2(n) nodes.

    Examples
    --------
    >>> sorted(needed_nodes(inclusion_plan(2, 7)))
    [(0, 3), (0, 6), (1, 0), (1, 2)]
    """
    return frozenset(node for group in plan for node in group)


def resolve(plan: Plan, nodes: Mapping[NodeId, bytes]) -> tuple[bytes, ...]:
    """Turn a plan and its nodes into the proof.

    Parameters
    ----------
    plan : Plan
        What is to be proved.
    nodes : Mapping
        From (level, index) to hash, with at least `needed_nodes`; unchanged afterwards.

    Returns
    -------
    tuple of bytes
        One hash of 32 bytes per group of the plan.

    Raises
    ------
    KeyError
        If a node is missing: the store is damaged.

    Examples
    --------
    A group of several nodes is folded from the right.

    >>> a, b = bytes(32), bytes([1]) * 32
    >>> resolve((((0, 0), (0, 1)),), {(0, 0): a, (0, 1): b}) == (node_hash(a, b),)
    True
    """
    proof = []
    for group in plan:
        folded = nodes[group[-1]]
        for node in reversed(group[:-1]):
            folded = node_hash(nodes[node], folded)
        proof.append(folded)
    return tuple(proof)


def _well_formed(*hashes: bytes) -> bool:
    """Other lengths would let the border between two hashes be moved unseen."""
    return all(len(h) == HASH_BYTES for h in hashes)


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Check that a leaf is number `index` of the log with this size and root.

    Parameters
    ----------
    leaf : bytes
        `leaf_hash` of the entry.
    index, size : int
        The entry's number and the size of the log.
    proof : sequence of bytes
        From `resolve`, lowest first; unchanged.
    root : bytes
        The root the reader trusts, from a checkpoint.

    Returns
    -------
    bool
        False for any proof that does not hold, also a malformed one; never an exception.

    Notes
    -----
    RFC 9162 section 2.1.3.2. Cost: one hash per step.

    Examples
    --------
    >>> from samskab.methods.merkle.tree import leaf_hash
    >>> a, b = leaf_hash(b"a"), leaf_hash(b"b")
    >>> verify_inclusion(a, 0, 2, [b], node_hash(a, b))
    True
    >>> verify_inclusion(a, 1, 2, [b], node_hash(a, b))
    False
    """
    if not 0 <= index < size or not _well_formed(leaf, root, *proof):
        return False
    here, last, folded = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if here & 1 or here == last:
            folded = node_hash(step, folded)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            folded = node_hash(folded, step)
        here, last = here >> 1, last >> 1
    return last == 0 and folded == root


def verify_consistency(
    old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Check that the log with the new root begins with that of the old root: only added to, never changed.

    Parameters
    ----------
    old_size : int
    old_root : bytes
        From the earlier checkpoint.
    new_size : int
    new_root : bytes
        From the later one.
    proof : sequence of bytes
        From `resolve`; unchanged.

    Returns
    -------
    bool
        False for any proof that does not hold, also a malformed one; never an exception. Every log begins
        with the empty one, and a log begins with itself; both have the empty proof.

    Notes
    -----
    RFC 9162 section 2.1.4.2. Cost: two hashes per step.

    Examples
    --------
    >>> from samskab.methods.merkle.tree import leaf_hash
    >>> a, b = leaf_hash(b"a"), leaf_hash(b"b")
    >>> verify_consistency(1, a, 2, node_hash(a, b), [b])
    True
    >>> verify_consistency(1, b, 2, node_hash(a, b), [a])
    False
    """
    if not 0 <= old_size <= new_size or not _well_formed(old_root, new_root, *proof):
        return False
    if old_size in {0, new_size}:
        return not proof and old_root == (new_root if old_size == new_size else EMPTY_ROOT)
    return _fold_both(old_size, old_root, new_size, new_root, proof)


def _fold_both(
    old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Climb from the end of the old log and rebuild both roots on the way."""
    steps = [old_root, *proof] if old_size.bit_count() == 1 else list(proof)
    if not steps:
        return False
    here, last = old_size - 1, new_size - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            new = node_hash(new, step)
        here, last = here >> 1, last >> 1
    return last == 0 and old == old_root and new == new_root
