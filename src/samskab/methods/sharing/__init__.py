"""How do we split the money? The Method of Equal Shares, explained purchase by purchase."""

from samskab.methods.sharing.election import (
    BadElectionError,
    Ballot,
    Election,
    Project,
    approval,
    draw_lot,
    endowment_weights,
)
from samskab.methods.sharing.equal_shares import Purchase, Rule, Sharing, count_roll, equal_shares
from samskab.methods.sharing.fixed import Tie
from samskab.methods.sharing.greedy import Comparison, Greedy
from samskab.methods.sharing.pabulib import PabulibError, PabulibFile, read_pabulib, write_pabulib
from samskab.methods.sharing.roll import make_roll

__all__ = [
    "BadElectionError",
    "Ballot",
    "Comparison",
    "Election",
    "Greedy",
    "PabulibError",
    "PabulibFile",
    "Project",
    "Purchase",
    "Rule",
    "Sharing",
    "Tie",
    "approval",
    "count_roll",
    "draw_lot",
    "endowment_weights",
    "equal_shares",
    "make_roll",
    "read_pabulib",
    "write_pabulib",
]
