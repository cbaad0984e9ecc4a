"""Equal Shares as plainly as the rule text, in fractions, ballot by ballot: slow and easy to check."""

from __future__ import annotations

from fractions import Fraction

from samskab.methods.sharing import Election, endowment_weights


def exact_run(
    election: Election, endowment: Fraction, utility: str, lot: tuple[str, ...]
) -> tuple[list[str], dict[str, list[Fraction]], list[Fraction]]:
    """Give the projects in the order bought, what each ballot paid for each, and what each has left."""
    holding = endowment_weights(election)
    left = [endowment * holding[ballot.area] for ballot in election.ballots]
    count = [ballot.n_voters for ballot in election.ballots]
    supporters = {
        project.id: [i for i, ballot in enumerate(election.ballots) if project.id in ballot.points]
        for project in election.projects
    }
    cost = {project.id: Fraction(project.cost) for project in election.projects}
    votes = {
        name: sum(count[i] * election.ballots[i].points[name] for i in who)
        for name, who in supporters.items()
    }
    worth = {name: cost[name] if utility == "cost" else Fraction(1) for name in cost}
    bound = {name: worth[name] * votes[name] / cost[name] for name in cost if votes[name]}
    bought: list[str] = []
    paid: dict[str, list[Fraction]] = {}
    while bound:
        best: tuple[Fraction, Fraction, int, int] | None = None
        winner, winner_price = "", Fraction(0)
        for name in sorted(bound, key=lambda one: -bound[one]):
            if best is not None and bound[name] < best[0]:
                break
            points = {i: election.ballots[i].points[name] for i in supporters[name]}
            price = _price(points, count, left, cost[name])
            if price is None:
                del bound[name]
                continue
            bound[name] = worth[name] / price
            key = (bound[name], -cost[name], votes[name], -lot.index(name))
            if best is None or key > best:
                best, winner, winner_price = key, name, price
        if best is None:
            break
        pays = [Fraction(0)] * len(left)
        for i in supporters[winner]:
            pays[i] = min(left[i], winner_price * election.ballots[i].points[winner])
            left[i] -= pays[i]
        bought.append(winner)
        paid[winner] = pays
        del bound[winner]
    return bought, paid, left


def _price(points: dict[int, int], count: list[int], left: list[Fraction], cost: Fraction) -> Fraction | None:
    if sum(left[i] * count[i] for i in points) < cost:
        return None
    weight = sum(points[i] * count[i] for i in points)
    rest = cost
    for i in sorted(points, key=lambda i: left[i] / points[i]):
        if rest <= weight * left[i] / points[i]:
            return rest / weight
        rest -= left[i] * count[i]
        weight -= points[i] * count[i]
    return max(left[i] / points[i] for i in points)


def exact_add1(election: Election, utility: str, lot: tuple[str, ...], step: int, *, stop: bool) -> list[str]:
    """Raise the endowment as the rule text says and give the last outcome within the budget."""
    endowment = Fraction(election.budget) / election.n_voters
    cost = {project.id: project.cost for project in election.projects}
    wanted = {name for ballot in election.ballots for name in ballot.points}
    bought = exact_run(election, endowment, utility, lot)[0]
    while True:
        left = election.budget - sum(cost[name] for name in bought)
        rest = wanted - set(bought)
        if not rest or (stop and all(cost[name] > left for name in rest)):
            return bought
        endowment += step
        further = exact_run(election, endowment, utility, lot)[0]
        if sum(cost[name] for name in further) > election.budget:
            return bought
        bought = further
