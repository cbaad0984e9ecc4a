"""The house in every state an address can be asked in, and everybody who may ask.

The worlds are those of `tests/every_form.py`, one for each time in a process's life. In each of them lie
words that are not for everybody: each holds a canary, and `Secret` says whose it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RoutePattern

from samskab.commons.news.models import Article, ReplyRequest
from samskab.ground.parties.models import MembershipRole, PartyKind
from samskab.ground.people.models import Participant, Role, User
from samskab.ground.record import services as record
from samskab.ground.record.models import Entry
from samskab.process.agreement.models import Clause, ClauseUse
from samskab.process.calls import services as calls
from samskab.process.framing.models import Framing
from samskab.process.knowledge.models import Reply, Statement, StatementState
from samskab.process.negotiation.models import PackageGrade, PackageRound, PackageSheet, ProposalUse
from samskab.process.negotiation.services import count_ballot, settle_package_round
from tests.access import canaries
from tests.builders import LONG_REASON, NOW, Table, ballots, office, party, person
from tests.builders import knowledge as known
from tests.builders import negotiation as talks
from tests.builders import packages as rounds
from tests.builders.cast import code_resident
from tests.builders.reading import client_of, code_session
from tests.every_form import WORLDS, World
from tests.ground.access.test_network_of import agreement
from tests.ground.rights.canaries import made as any_row

# Who is who in the words of the table. Four speak at the table; two of them hold its keys.
SPEAKERS = ("residents", "association", "unit", "grocer")
STRANGERS = ("nobody", "network")
INSTITUTION = "203.0.113.7"  # an address of documentation: the visitor by an institution's network
OPEN, MISSING, ELSEWHERE = "open", "missing", "elsewhere"


@dataclass(frozen=True)
class Secret:
    """Words that stand in no answer except to these roles."""

    canary: str
    of: frozenset[str]
    named: str


@dataclass
class Case:
    """One world with its people at the door."""

    name: str
    world: World
    people: dict[str, Participant | None]
    clients: dict[str, Client]
    secrets: list[Secret] = field(default_factory=list)
    rows: dict[str, dict[str, object]] = field(default_factory=dict)  # by state, what its addresses name

    def addresses(self, view: str, params: list[str]) -> Iterator[tuple[str, str]]:
        """Every state of what the address names, with the address."""
        given = view if view.startswith("/") else self.world.address(view, params)
        if given is None:
            return
        yield OPEN, given
        own = [param for param in params if _names_a_row(param)]
        if not own:
            return
        yield MISSING, self._address(view, params, {own[-1]: _nothing(own[-1])})
        for state, rows in self.rows.items():
            row = rows.get(f"{view}:{own[-1]}", rows.get(own[-1]))
            if row is not None and (state != ELSEWHERE or "slug" in params):
                yield state, self._address(view, params, {own[-1]: row})

    def _address(self, view: str, params: list[str], changed: dict[str, object]) -> str:
        before = dict(self.world.rows)
        self.world.rows |= {f"{view}:{param}": row for param, row in changed.items()}
        try:
            found = self.world.address(view, params)
        finally:
            self.world.rows = before
        assert found is not None
        return found


def _names_a_row(param: str) -> bool:
    return param not in {"slug", "kind", "how", "token"}


def _nothing(param: str) -> object:
    return 10**9 if param in {"seq", "trace_id", "voice_id"} else uuid4()


def addresses(
    listed: list[URLPattern | URLResolver] | None = None, space: str = "", route: str = ""
) -> Iterator[tuple[str, list[str]]]:
    """Every address of the house by its name; one without a name by its route. With what it takes."""
    for one in get_resolver().url_patterns if listed is None else listed:
        said = route + str(one.pattern)
        if isinstance(one, URLResolver):
            for view, params in addresses(one.url_patterns, one.namespace or space, said):
                yield view, [*(name for name in _takes(one) if name not in params), *params]
        elif one.name:
            yield (f"{space}:{one.name}" if space else one.name), _takes(one)
        else:
            yield f"/{said}", _takes(one)


def _takes(one: URLPattern | URLResolver) -> list[str]:
    if isinstance(one.pattern, RoutePattern):
        return list(one.pattern.converters)
    return list(getattr(one.pattern, "regex").groupindex)  # noqa: B009 - only patterns of regular expressions


def cases(builds: Sequence[Callable[[], World]] = WORLDS, *, private: bool = True) -> Iterator[Case]:
    """One world after the other, each with everybody at its door; `private` fills the register's fields."""
    seen: set[tuple[str, object]] = set()
    for build in builds:
        world = build()
        people = _people(world.made)
        clients = {role: _client(role, who) for role, who in people.items()}
        case = Case(build.__name__.strip("_"), world, people, clients)
        world.rooms |= {"record", "demo"} if case.name == "around" else set()
        world.rows |= _more_rows(case)
        _hide_statements(case)
        _hide_drafts(case)
        _hide_people(case)
        _hide_news(case)
        if private:
            _hide_private(case, seen)
        yield case


def _more_rows(case: Case) -> dict[str, object]:
    """What the addresses of one world may name beside its own rows; None where there is no such thing."""
    made = case.world.made
    if case.name == "around":
        agreement(f"{INSTITUTION}/32", "Biblioteket")  # `network` comes from there, in every world
        return {"seq": _first_line(made).seq, "doors:open_kiosk:party": made.parties["unit"]}
    if case.name == "negotiation":
        ballot = ballots.running(made, talks.proposal(made, "unit"), deadline=NOW - timedelta(days=1))
        count_ballot(process_id=made.process.pk, actor=made.actor("unit"), ballot_id=ballot.pk, now=NOW)
        return {
            "negotiation:package_outcome:package": _settled(made),
            "negotiation:call_on:proposal": ballots.stuck(made)[0],
            "ballot": ballot,
            "negotiation:ballot_outcome:ballot": None,
        }
    if case.name == "news":
        published = case.world.rows["public_id"]
        return {
            "news:article:public_id": published,
            "news:sheet_process:process": made.process.slug,
        }
    if case.name == "handed_in":  # acts on what is published; walked in the world above
        return dict.fromkeys(
            f"news:{view}:public_id" for view in ("article", "ask_reply", "correct", "withdraw")
        )
    uncounted = {"negotiation:package_outcome:package": None, "negotiation:ballot_outcome:ballot": None}
    if case.name == "round_written":
        over = ballots.running(made, talks.proposal(made, "unit"), deadline=NOW - timedelta(days=1))
        return {"ballot": over, **uncounted}
    if case.name == "round_graded":
        return {"ballot": ballots.running(made, talks.proposal(made, "unit")), **uncounted}
    return uncounted


def _first_line(made: Table) -> Entry:
    """Something stands in the record, signed."""
    calls.raise_first_call(area_id=made.process.area_id, text="Lygten er gået ud.", address="", now=NOW)
    record.issue_checkpoint(now=NOW)
    return Entry.objects.latest("seq")


def _settled(made: Table) -> PackageRound:
    """A round that has been counted, beside the one that waits to be."""
    closed = rounds.closed(made)
    settle_package_round(process=made.process, actor=made.actor("residents"), package_round=closed, now=NOW)
    return closed


def _people(made: Table) -> dict[str, Participant | None]:
    member, account = person("Menigt medlem"), person("Uden part")
    made.parties["association"].memberships.create(
        participant=member, role=MembershipRole.MEMBER, since=NOW - timedelta(days=30)
    )
    _, outsider = party(PartyKind.ASSOCIATION, "Ikke ved bordet")
    keeper = Participant.objects.create(
        user=User.objects.create_superuser(f"drift-{uuid4().hex[:8]}@example.org", name="Drift"),
        door="account",
        since=NOW,
    )
    return {
        **dict.fromkeys(STRANGERS),
        "code": code_resident(),
        "author": person("Den, der skrev"),
        "account": account,
        "member": member,
        **{who: made.speakers[who] for who in SPEAKERS},
        "outsider": outsider,
        **{role.value: office(role) for role in Role},
        "operator": keeper,
    }


def _client(role: str, who: Participant | None) -> Client:
    client = client_of(who)
    client.raise_request_exception = False  # a fault is an answer here: 500
    if role == "network":
        client.defaults["REMOTE_ADDR"] = INSTITUTION
    if who is not None and who.user is None:
        session = client.session
        session.update(code_session(who))
        session.save()
    return client


# -- what is not for everybody ------------------------------------------------------------------------------


def _canary(kind: str) -> str:
    return f"kanarie-{kind}-{uuid4().hex[:8]}"


def _keep(case: Case, kind: str, *roles: str) -> str:
    canary = _canary(kind)
    case.secrets.append(Secret(canary, frozenset(roles), f"{case.name}: {kind}"))
    return canary


def _hide_statements(case: Case) -> None:
    """Words taken back, words hidden with a reason, and words that belong to another process."""
    made, author = case.world.made, case.people["author"]
    for state in (StatementState.WITHDRAWN, StatementState.HIDDEN):
        said = _keep(case, f"statement-{state}", "author")  # on the page of their own traces
        row = known.statement(made.process, author, state=state, text=said, original=said)
        case.rows[state.value] = {"statement": row}
        _use_everywhere(made, row)


def _use_everywhere(made: Table, row: Statement) -> None:
    """The words live on in the problem, in every proposal and clause: none may give them away."""
    known.use(row)
    for proposal in made.process.proposals.all():
        ProposalUse.objects.create(proposal=proposal, statement=row, traced_at=NOW)
    for clause in Clause.objects.filter(agreement__process=made.process):
        ClauseUse.objects.create(clause=clause, statement=row, traced_at=NOW)
    Reply.objects.create(statement=row, by=made.parties["unit"], outcome="followed", text=LONG_REASON, at=NOW)


def _hide_drafts(case: Case) -> None:
    """Framings of a blind round and sheets of a round that is not opened: the party's own, nobody else's."""
    made = case.world.made
    by_party = {found.pk: who for who, found in made.parties.items()}
    drafts = Framing.objects.filter(round__process=made.process, round__deadline__gt=NOW)
    for framing in drafts.filter(round__revealed_at=None):
        who = by_party[framing.party_id]
        text = _keep(case, f"framing-of-{who}", who)
        Framing.objects.filter(pk=framing.pk).update(text=text)
        if who == "unit":
            case.rows["draft"] = {"framing": framing}
    for sheet in PackageSheet.objects.filter(round__process=made.process, round__closed_at=None):
        who = by_party[sheet.party_id]
        PackageSheet.objects.filter(pk=sheet.pk).update(how=_keep(case, f"sheet-of-{who}", who))
        PackageGrade.objects.filter(sheet=sheet).update(harm=_keep(case, f"harm-of-{who}", who))


def _hide_people(case: Case) -> None:
    """An e-mail is for its owner; who belongs to a party is for those who speak for it."""
    for role, who in case.people.items():
        if who is not None and who.user is not None:
            case.secrets.append(Secret(who.user.email, frozenset({role}), f"{case.name}: e-mail of {role}"))
            who.user.name = who.user.name or role
        if who is not None and who.code_hash:
            case.secrets.append(Secret(who.code_hash, frozenset(), f"{case.name}: code of {role}"))
    member = case.people["member"]
    assert member is not None
    assert member.user is not None
    member.user.name = _keep(case, "member-of-association", "member", "association")
    member.user.save()


def _hide_news(case: Case) -> None:
    """What is being written is for the newsroom; a reply that waits is for it and for who asked."""
    rows = case.world.rows
    for named in ("news:hand_in:public_id", "news:rewrite:public_id"):
        draft = rows.get(named)
        if isinstance(draft, Article):
            draft.title = draft.standfirst = draft.body = draft.note = _keep(
                case, f"draft-{draft.state}", "editor"
            )
            draft.save()
            case.rows.setdefault("draft", {})["news:article:public_id"] = draft
    waiting = rows.get("reply")
    if isinstance(waiting, ReplyRequest):
        waiting.text = _keep(case, "reply-that-waits", "editor", "residents")
        waiting.save()


def _hide_private(case: Case, seen: set[tuple[str, object]]) -> None:
    """Every private field of the register; what no world writes is written once, by somebody passing by."""
    if case.name == "around":
        for label in sorted(
            {named.rpartition(".")[0] for named, kept in canaries.PRIVATE.items() if kept.planted}
        ):
            model = canaries.tables()[label]
            if not model._default_manager.exists():
                any_row(model)
    roles: dict[int, set[str]] = {}
    for role, who in case.people.items():
        if who is not None:
            roles.setdefault(who.pk, set()).add(role)
    for found in canaries.hide(seen):
        of = roles.get(found.owner or 0, set()) | set(found.also)
        case.secrets.append(Secret(found.words, frozenset(of), f"{case.name}: {found.named}"))


def elsewhere(first: Case, second: Case) -> None:
    """Rows of another process, under this one's address."""
    named = {
        param: row
        for param, row in second.world.rows.items()
        if ":" not in param and _names_a_row(param) and isinstance(getattr(row, "public_id", row), UUID)
    }
    first.rows[ELSEWHERE] = named


__all__ = ["Case", "Secret", "addresses", "cases", "elsewhere", "reverse"]
