"""The tree: hashing leaves and nodes, and growing a log of any length from log2(n) remembered hashes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """Hash one entry of the log.

    A zero byte goes first, a one byte in `node_hash`, so no entry can pass itself off as an inner node.

    Parameters
    ----------
    data : bytes
        The entry exactly as published; may be empty.

    Returns
    -------
    bytes
        32 bytes, ``SHA256(0x00 || data)`` (RFC 6962 section 2.1).

    Examples
    --------
    >>> leaf_hash(b"").hex()[:8]
    '6e340b9c'
    """
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two neighbours into their parent; the order counts.

    Parameters
    ----------
    left, right : bytes
        32 bytes each.

    Returns
    -------
    bytes
        32 bytes, ``SHA256(0x01 || left || right)`` (RFC 6962 section 2.1).

    Examples
    --------
    >>> a, b = leaf_hash(b"a"), leaf_hash(b"b")
    >>> node_hash(a, b) == node_hash(b, a)
    False
    """
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Node:
    """A finished node: at level 0 a leaf, at level k it covers leaves index*2^k to (index+1)*2^k - 1.

    Finished nodes never change again however long the log grows, so they can be stored once and for all.
    """

    level: int
    index: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Frontier:
    """All that must be remembered to go on: the size, and one hash per 1 in its binary form, largest first.

    Size 6 is 110 in binary, so two hashes: the one over leaves 0-3 and the one over leaves 4-5.
    Never more than log2(size) + 1 hashes: 20 for a million entries.

    Raises
    ------
    ValueError
        If the size is negative, the number of hashes does not fit it, or a hash is not 32 bytes.

    Examples
    --------
    >>> f = Frontier()
    >>> for word in (b"a", b"b", b"c"):
    ...     f, _ = grow(f, leaf_hash(word))
    >>> f.size, len(f.hashes)
    (3, 2)
    >>> f.root() == node_hash(node_hash(leaf_hash(b"a"), leaf_hash(b"b")), leaf_hash(b"c"))
    True
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.hashes) != self.size.bit_count():
            raise ValueError(f"{len(self.hashes)} hashes do not fit a log of {self.size}")
        if any(len(h) != HASH_BYTES for h in self.hashes):
            raise ValueError("every hash is 32 bytes")

    def root(self) -> bytes:
        """Fold the hashes from the right into the root of the whole log.

        Returns
        -------
        bytes
            32 bytes; the hash of nothing for an empty log.
        """
        if not self.hashes:
            return EMPTY_ROOT
        folded = self.hashes[-1]
        for left in reversed(self.hashes[:-1]):
            folded = node_hash(left, folded)
        return folded

    def packed(self) -> bytes:
        """Join the hashes in one byte string, for a database column.

        Returns
        -------
        bytes
            32 bytes per hash, largest subtree first.
        """
        return b"".join(self.hashes)

    @classmethod
    def unpacked(cls, size: int, packed: bytes) -> Frontier:
        """Read what `packed` wrote.

        Parameters
        ----------
        size : int
            Number of leaves.
        packed : bytes
            The joined hashes.

        Returns
        -------
        Frontier
            The same frontier.

        Raises
        ------
        ValueError
            If the bytes do not fit the size.
        """
        return cls(size, tuple(packed[i : i + HASH_BYTES] for i in range(0, len(packed), HASH_BYTES)))


def grow(frontier: Frontier, leaf: bytes) -> tuple[Frontier, tuple[Node, ...]]:
    """Add one leaf at the end: join it with its left neighbour as long as the position's lowest bit is 1.

    Parameters
    ----------
    frontier : Frontier
        The log so far; unchanged afterwards.
    leaf : bytes
        32 bytes from `leaf_hash`.

    Returns
    -------
    tuple of Frontier and tuple of Node
        The log with the leaf, and the nodes this leaf finished, lowest first: the leaf itself and one inner
        node for each trailing 1 of its position. Per leaf that is two nodes on average, 64 bytes.

    Notes
    -----
    Cost: O(log n) hashes at worst, two on average. Known as a compact range in the transparency literature.

    Examples
    --------
    Leaf number 3 (binary 11) finishes the pair 2-3 and the four 0-3:

    >>> f = Frontier()
    >>> for word in (b"a", b"b", b"c"):
    ...     f, _ = grow(f, leaf_hash(word))
    >>> f, nodes = grow(f, leaf_hash(b"d"))
    >>> [(n.level, n.index) for n in nodes]
    [(0, 3), (1, 1), (2, 0)]
    """
    position, level = frontier.size, 0
    kept = list(frontier.hashes)
    nodes = [Node(0, position, leaf)]
    while position & 1:
        leaf = node_hash(kept.pop(), leaf)
        position, level = position >> 1, level + 1
        nodes.append(Node(level, position, leaf))
    return Frontier(frontier.size + 1, (*kept, leaf)), tuple(nodes)
