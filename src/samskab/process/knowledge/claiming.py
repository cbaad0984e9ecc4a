"""One person, one vote: what was voted under a paper code and again by an account counts once."""

from __future__ import annotations

from django.db.models import F, Q

from samskab.ground.people.claiming import the_accounts_own_stays
from samskab.ground.people.models import Role
from samskab.ground.people.selectors import roles_of
from samskab.process.knowledge.models import PlainLanguageFlag, Statement, Vote
from samskab.process.knowledge.selectors import COUNTER_OF

NO_STANCE = {Role.COUNCILLOR, Role.FACILITATOR}


def _votes(code: int, account: int) -> int:
    """The later of two votes on the same words counts, and nobody's vote on their own words; who holds an
    office without a stance brings no votes along. The counters follow.
    """
    voted = Vote.objects.filter(participant__in=(code, account)).order_by("statement_id", "-cast_at", "-pk")
    kept: set[int] = set()
    double = 0
    silent = bool(NO_STANCE & roles_of(account))
    for vote in voted.select_for_update(of=("self",)).select_related("statement"):
        own = vote.statement.participant_id == account
        if own or vote.statement_id in kept or (silent and vote.participant_id == code):
            _take_back(vote)
            double += 1
            continue
        kept.add(vote.statement_id)
    Vote.objects.filter(participant=code).update(participant=account)
    return double


def _take_back(vote: Vote) -> None:
    counter = COUNTER_OF[vote.value]
    Statement.objects.filter(pk=vote.statement_id).update(**{counter: F(counter) - 1})
    vote.delete()


_own_flag_stays = the_accounts_own_stays(PlainLanguageFlag, "participant", "statement")


def _flags(code: int, account: int) -> int:
    """Nobody asks themself for plainer words."""
    PlainLanguageFlag.objects.filter(
        Q(participant__in=(code, account)), statement__participant=account
    ).delete()
    return _own_flag_stays(code, account)


MERGES = {
    "knowledge.Vote.participant": _votes,
    "knowledge.PlainLanguageFlag.participant": _flags,
}
