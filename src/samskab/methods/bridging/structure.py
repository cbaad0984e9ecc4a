"""How the net holds together: who has no tie yet, the core that stays, where it could break."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components
from threadpoolctl import threadpool_limits

from samskab.methods.bridging.ties import Floats, Ints, adjacency, clean_ties
from samskab.methods.outcome import input_sha256

METHOD = "bridging.structure"
VERSION = 1
DENSE = 2_000
BETWEENNESS_LIMIT = 3_000
CONNECTIVITY_MIN, CONNECTIVITY_MAX = 100, 50_000
GIANT_MIN = 0.8


@dataclass(frozen=True)
class Structure:
    """The whole net in a few figures.

    Attributes
    ----------
    method, version, seed, input_sha256
        Equal in two runs means equal results; nothing is drawn, so the seed is 0.
    people, ties, isolates : int
        `ties` are ties between people; nothing here is decided by lot.
    components : int
        Parts, isolates not counted.
    giant_share : float
        People in the largest part / people.
    core : int
        Largest k such that some people each have k ties among themselves.
    in_core : int
        How many they are.
    connectivity : float or None
        Second smallest eigenvalue of the Laplacian of the largest part: how easily it falls in two. A trend,
        no grade.
    reason : str or None
        Why there is no connectivity: `too_few_people`, `too_many_people`, `in_pieces`.
    rounds : int
        0: exact.
    """

    method: str
    version: int
    seed: int
    input_sha256: str
    people: int
    ties: int
    isolates: int
    components: int
    giant_share: float
    core: int
    in_core: int
    connectivity: float | None
    reason: str | None
    rounds: int = 0


def structure(ties: npt.ArrayLike, people: int) -> Structure:
    """Describe a net.

    Parameters
    ----------
    ties : (m, 2) array of int
        See `clean_ties`.
    people : int

    Returns
    -------
    Structure

    Raises
    ------
    BridgingError
        As `clean_ties`.

    Notes
    -----
    Connectivity only from 100 people with at least 80 % in one part, and to 50,000. Cost O(m) and an
    eigenvalue.

    Examples
    --------
    A triangle, a pair and one alone.

    >>> told = structure([[0, 1], [1, 2], [2, 0], [3, 4]], 6)
    >>> told.isolates, told.components, told.giant_share, told.core, told.in_core, told.reason
    (1, 2, 0.5, 2, 3, 'too_few_people')
    """
    pairs = clean_ties(ties, people)
    source = (METHOD, VERSION, 0, input_sha256(pairs, people))
    if people == 0:
        return Structure(*source, 0, 0, 0, 0, 0.0, 0, 0, None, "too_few_people")
    matrix = adjacency(pairs, people)
    degree = np.diff(matrix.indptr)
    parts, label = connected_components(matrix, directed=False)
    sizes = np.bincount(label)
    giant = float(sizes.max() / people)
    isolates = int((degree == 0).sum())
    cores = _core_numbers(pairs, people)
    reason = _connectivity_reason(people, giant)
    inside = np.flatnonzero(label == int(np.argmax(sizes)))
    return Structure(
        *source,
        people=people,
        ties=len(pairs),
        isolates=isolates,
        components=int(parts - isolates),
        giant_share=giant,
        core=int(cores.max()),
        in_core=int((cores == cores.max()).sum()),
        connectivity=None if reason else _second_eigenvalue(matrix[inside][:, inside]),
        reason=reason,
    )


def _connectivity_reason(people: int, giant: float) -> str | None:
    if people < CONNECTIVITY_MIN:
        return "too_few_people"
    if people > CONNECTIVITY_MAX:
        return "too_many_people"
    return "in_pieces" if giant < GIANT_MIN else None


def _core_numbers(pairs: Ints, people: int) -> Ints:
    import rustworkx as rx  # noqa: PLC0415 - heavy, so loaded only here

    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(people))
    graph.add_edges_from_no_data([(int(a), int(b)) for a, b in pairs])
    # the library's stub says int; it answers a number per node
    numbers = cast("dict[int, int]", rx.core_number(graph))
    return np.array([numbers[i] for i in range(people)], dtype=np.int64)


def _second_eigenvalue(matrix: sp.csr_matrix) -> float:
    degree = np.asarray(matrix.sum(axis=1)).ravel()
    laplacian = (sp.diags(degree) - matrix).tocsr()
    n = laplacian.shape[0]
    with threadpool_limits(1):
        if n <= DENSE:
            return float(max(0.0, np.linalg.eigvalsh(laplacian.toarray())[1]))
        from scipy.sparse.linalg import lobpcg  # noqa: PLC0415 - heavy, so loaded only here

        start = np.random.default_rng(0).standard_normal((n, 4))
        values, _ = lobpcg(
            laplacian,
            start,
            M=sp.diags(1.0 / degree),
            Y=np.ones((n, 1)),
            tol=1e-4,
            maxiter=500,
            largest=False,
        )
    return float(max(0.0, np.min(values)))


def constraint(ties: npt.ArrayLike, people: int) -> Floats:
    """Burt's constraint per person: how much their contacts all know each other; nan without ties.

    Parameters
    ----------
    ties : (m, 2) array of int
    people : int

    Returns
    -------
    (people,) float array

    Notes
    -----
    c_i = sum over contacts j of (p_ij + sum_q p_iq p_qj)^2 with p the share of i's ties (Burt 1992). For the
    person themself only; never published by name. Cost O(sum of squared degrees).

    Examples
    --------
    The middle of a line of three depends on nobody alone; the ends depend wholly on the middle.

    >>> constraint([[0, 1], [1, 2]], 3).tolist()
    [1.0, 0.5, 1.0]
    """
    matrix = adjacency(clean_ties(ties, people), people)
    degree = np.asarray(matrix.sum(axis=1)).ravel()
    share = (sp.diags(np.divide(1.0, degree, out=np.zeros(people), where=degree > 0)) @ matrix).tocsr()
    indirect = share + (share @ share).multiply(matrix)
    total = np.asarray(indirect.multiply(indirect).multiply(matrix).sum(axis=1)).ravel()
    return np.where(degree > 0, total, np.nan)


def betweenness(ties: npt.ArrayLike, people: int) -> Floats | None:
    """Share of shortest paths through each person, for internal use up to 3,000 people; None above.

    Parameters
    ----------
    ties : (m, 2) array of int
    people : int

    Returns
    -------
    (people,) float array or None

    Notes
    -----
    Brandes 2001. For the person themself only; never published by name. Cost O(people * ties).

    Examples
    --------
    >>> betweenness([[0, 1], [1, 2]], 3).tolist()
    [0.0, 1.0, 0.0]
    """
    import rustworkx as rx  # noqa: PLC0415 - heavy, so loaded only here

    pairs = clean_ties(ties, people)
    if people > BETWEENNESS_LIMIT:
        return None
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(people))
    graph.add_edges_from_no_data([(int(a), int(b)) for a, b in pairs])
    # one thread whatever the size: sums of floats must not depend on how the work was split
    share = rx.graph_betweenness_centrality(graph, normalized=True, parallel_threshold=people + 1)
    return np.array([share[i] for i in range(people)], dtype=float)


@dataclass(frozen=True)
class Roles:
    """Open triads a - v - c that each person v bridges, by the groups of the three (Gould, Fernandez 1989).

    Attributes
    ----------
    coordinator, itinerant, gatekeeper, liaison : (n,) int arrays
        All three in one group; the ends in one, v in another; v with one of the ends; all different.
    """

    coordinator: Ints
    itinerant: Ints
    gatekeeper: Ints
    liaison: Ints


def roles(ties: npt.ArrayLike, group: npt.ArrayLike) -> Roles:
    """Count bridging roles; shown only to the person, or by name with their consent.

    Parameters
    ----------
    ties : (m, 2) array of int
    group : (n,) array of int

    Returns
    -------
    Roles

    Notes
    -----
    For each person the contacts are counted by group; closed triads (a and c know each other) are subtracted
    tie by tie. Cost O(n * groups + sum over ties of common contacts).

    Examples
    --------
    >>> told = roles([[0, 1], [1, 2]], [0, 0, 1])
    >>> told.gatekeeper.tolist(), told.liaison.tolist()
    ([0, 1, 0], [0, 0, 0])
    """
    labels = np.asarray(group, dtype=np.int64)
    n = len(labels)
    pairs = clean_ties(ties, n)
    names, labels = np.unique(labels, return_inverse=True)
    contacts = np.zeros((n, len(names)), dtype=np.int64)
    for a, b in (pairs.T, pairs.T[::-1]):
        np.add.at(contacts, (a, labels[b]), 1)
    counted = np.zeros((4, n), dtype=np.int64)
    same = np.arange(len(names))[None, :] == labels[:, None]
    own = (contacts * same).sum(axis=1)
    total = contacts.sum(axis=1)
    others = total - own
    like = (contacts * (contacts - 1) // 2).sum(axis=1) - own * (own - 1) // 2
    counted[0] = own * (own - 1) // 2
    counted[1] = like
    counted[2] = own * others
    counted[3] = others * (others - 1) // 2 - like
    _subtract_closed(counted, pairs, labels, adjacency(pairs, n))
    return Roles(*counted)


def _subtract_closed(counted: Ints, pairs: Ints, labels: Ints, matrix: sp.csr_matrix) -> None:
    for a, b in pairs:
        shared = np.intersect1d(
            matrix.indices[matrix.indptr[a] : matrix.indptr[a + 1]],
            matrix.indices[matrix.indptr[b] : matrix.indptr[b + 1]],
        )
        mine = labels[shared]
        if labels[a] == labels[b]:
            role = np.where(mine == labels[a], 0, 1)
        else:
            role = np.where((mine == labels[a]) | (mine == labels[b]), 2, 3)
        np.subtract.at(counted, (role, shared), 1)
