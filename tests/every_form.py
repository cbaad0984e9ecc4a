"""Every form of the house, found where people meet it: a few worlds in which every act is possible, and
readers who try each address until its form is on the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RoutePattern

from samskab.ground.parties.models import PartyKind
from samskab.ground.people.models import Participant, Role
from samskab.ground.record import services as record
from samskab.process.action.models import FollowUp, ReplacementConsent, ReplacementFlag, Task
from samskab.process.agreement.models import ClauseSuggestion
from samskab.process.calls.models import Call
from samskab.process.core.models import MissingVoice, Stage
from samskab.process.meetings.models import Meeting
from samskab.process.path.models import StageApproval, StageChange
from tests.builders import LONG_REASON, NOW, Table, networks, news, office, party, table, talk
from tests.builders import agreement as papers
from tests.builders import framing as framings
from tests.builders import knowledge as known
from tests.builders import negotiation as talks
from tests.builders import packages as rounds
from tests.builders import purpose as purposes
from tests.journeys.reading_pages import Form, read, view_name
from tests.journeys.walking import Walker

FOUND, ONLY_READ = 200, 405
TALKED = (
    ("Deres", "association"),
    ("Vores", "residents"),
    ("Anmeldt", "association"),
    ("Skjult", "residents"),
    ("Klaget", "association"),
)
FEW = 3  # who look at a page that takes nothing itself: it may hold the buttons of other addresses


@dataclass
class World:
    """A process in a state, and the rows its addresses may name: by `view:param`, else by `param`."""

    made: Table
    rooms: set[str]
    rows: dict[str, object] = field(default_factory=dict)
    also: list[Participant] = field(default_factory=list)

    def address(self, view: str, params: list[str]) -> str | None:
        given = {}
        for param in params:
            value = self.rows.get(f"{view}:{param}", self.rows.get(param))
            if param == "slug" and view != "path:area":
                value = self.made.process.slug
            if value is None:
                return None
            given[param] = getattr(value, "public_id", value)
        return reverse(view, kwargs=given)


def _framing_open() -> World:
    made = framings.blind_table("residents", "unit", "association", "grocer")
    own = made.process.framing_rounds.get().framings.get(party=made.parties["residents"])
    return World(
        made, {"framing", "core", "meetings", "path", "people", "parties", "calls"}, {"framing": own}
    )


def _framing_shared() -> World:
    made, shared = framings.shared_table()
    suggestion = framings.suggestion(shared, made.parties["association"])
    return World(made, {"framing"}, {"suggestion": suggestion})


def _purpose() -> World:
    made = purposes.ready_table()
    made.process.value_skips.filter(party__isnull=True).delete()
    others = made.process.values.get(party=made.parties["association"])
    own = made.process.values.get(party=made.parties["residents"])
    return World(made, {"purpose"}, {"value": others, "purpose:withdraw_value:value": own})


def _knowledge() -> World:
    made = table(Stage.KNOWLEDGE)
    talks.adopted_purpose(made.process)
    own = known.statement(made.process, made.speakers["residents"])
    used = known.use(known.statement(made.process, made.speakers["residents"], text="Lågen binder."))
    answered = known.statement(made.process, made.speakers["association"], text="En bænk mangler.")
    reply = answered.replies.create(by=made.parties["unit"], outcome="watched", text=LONG_REASON, at=NOW)
    rows: dict[str, object] = {
        "statement": own,
        "reply": reply,
        "element": used.element,
        "knowledge:confirm:statement": used.statement,
        "knowledge:object:statement": used.statement,
        "kind": "problem",
        "trace_id": used.pk,
    }
    return World(made, {"knowledge", "path"}, rows)


def _negotiation() -> World:
    made = talks.negotiation()
    theirs, ours = talks.proposal(made, "unit"), talks.proposal(made, "residents")
    fresh = talks.objection(made, theirs, "residents")
    answer = talks.answer(made, fresh)
    talks.answer(made, fresh, "unit")
    stuck = talks.objection(made, theirs, "grocer")
    mediation = talks.mediation(made, stuck, due=NOW - timedelta(days=1))
    rows: dict[str, object] = {
        "interest": talks.interest_of(made, "residents"),
        "proposal": theirs,
        "negotiation:withdraw_proposal:proposal": ours,
        "objection": fresh,
        "answer": answer,
        "mediation": mediation,
        "negotiation:go_on_with_dissent:objection": stuck,
    }
    return World(made, {"negotiation"}, rows)


def _round_written() -> World:
    """A round that waits for its questions; one before it waits to be settled."""
    made = talks.negotiation()
    rounds.closed(made)
    asked = rounds.writing(made, "residents")
    return World(
        made,
        {"negotiation"},
        {"question": asked.questions.first(), "package": made.process.package_rounds.first()},
    )


def _round_graded() -> World:
    made = talks.negotiation()
    rounds.graded(made)
    return World(made, {"negotiation"})


def _agreement() -> World:
    made = papers.complete()
    clause = papers.paper(made).clauses.order_by("number")[0]
    suggestion = ClauseSuggestion.objects.create(
        clause=clause, by=made.parties["association"], text="Andre ord.", at=NOW
    )
    ethics = papers.requirement(made, clause, blocks=False)
    rows: dict[str, object] = {
        "clause": clause,
        "suggestion": suggestion,
        "requirement": ethics,
        "right": papers.paper(made).rights.get(),
        "resource": papers.resource(made, "residents", kind="time", hours="2"),
        "question": papers.question(made),
    }
    return World(made, {"agreement"}, rows)


def _no_paper() -> World:
    return World(talks.negotiation(), {"agreement"})


def _signing() -> World:
    return World(papers.open_for_signing(), {"agreement"})


def _signed() -> World:
    made = papers.complete()
    papers.signature(made, "residents")
    return World(made, {"agreement"})


def _task(made: Table, who: str, **given: object) -> Task:
    return Task.objects.create(
        process=made.process,
        under=made.process.adopted_purposes.get(),
        title="Besøg",
        owner=made.parties[who],
        planned_at=NOW,
        **{"earlier_by": "none", "now_by": "volunteer", **given},
    )


def _action() -> World:
    made = papers.complete(Stage.ACTION)
    own, flagged = _task(made, "residents"), _task(made, "association", earlier_by="staff", status="flagged")
    ReplacementFlag.objects.create(task=flagged, by=made.parties["residents"], text="Hendes job.", at=NOW)
    consent = ReplacementConsent.objects.create(
        process=made.process,
        staff_party=made.parties["unit"],
        staff_text=LONG_REASON,
        what="Besøg",
        asked_at=NOW,
    )
    FollowUp.objects.create(process=made.process, held_at=NOW, survey_offered=True)
    rows: dict[str, object] = {
        "public_id": own,
        "action:take_back:public_id": flagged,
        "action:sign_replacement:public_id": consent,
    }
    return World(made, {"action"}, rows)


def _not_offered() -> World:
    made = papers.complete(Stage.ACTION)
    FollowUp.objects.create(process=made.process, held_at=NOW)
    return World(made, {"action"})


def _not_followed_up() -> World:
    return World(papers.complete(Stage.ACTION), {"action"})


def _around() -> World:
    """The table, the keys, calls, meetings and parties; one key is turned back."""
    made = table(Stage.KNOWLEDGE)
    boundary = made.process.boundaries.create(
        set_by=made.parties["unit"], kind="budget", text="25.000 kr.", reason="Budgettet.", set_at=NOW
    )
    other = made.process.boundaries.create(
        set_by=made.parties["unit"], kind="plan", text="Planen.", reason="Lokalplanen.", set_at=NOW
    )
    challenge = other.challenges.create(
        by=made.parties["association"], text="Hvorfor?", raised_at=NOW, answer_due=NOW + timedelta(days=10)
    )
    voice = MissingVoice.objects.create(process=made.process, who="Mænd, der bor alene", noted_at=NOW)
    held = Meeting.objects.create(
        process=made.process,
        at=NOW - timedelta(days=1),
        place="Vaskeriet",
        purpose="Brevet",
        booked_at=NOW - timedelta(days=9),
    )
    call = Call.objects.create(
        area=made.process.area,
        title="Lågen",
        text="Lågen binder.",
        channel="web",
        raised_at=NOW,
        answer_due=NOW + timedelta(days=21),
    )
    change = StageChange.objects.create(
        process=made.process,
        from_stage=Stage.KNOWLEDGE,
        to_stage=Stage.FRAMING,
        backward=True,
        reason=LONG_REASON,
        asked_at=NOW,
    )
    key = made.process.stewards.get(side="public")
    StageApproval.objects.create(change=change, steward=key, side="public", at=NOW)
    party(PartyKind.ASSOCIATION, "Uden plads", made.speakers["residents"])
    rows: dict[str, object] = {
        "core:challenge_boundary:public_id": boundary,
        "core:answer_challenge:public_id": challenge,
        "voice_id": voice.pk,
        "how": "pause",
        "meetings:count:public_id": held,
        **{f"calls:{view}:public_id": call for view in ("call", "join", "reply")},
        **{
            f"parties:{view}:public_id": made.parties["residents"]
            for view in ("party", "give_mandate", "invite", "rotate", "leave")
        },
        "path:area:slug": made.process.area.slug,
    }
    rooms = {"core", "path", "meetings", "calls", "parties", "people", "rights", "doors", "measures", ""}
    return World(made, rooms, rows)


def _institution() -> World:
    """An agreement that waits, one that runs with its contact's switch, and one that is paused."""
    running, switch = networks.running("185.20.5.0/24")
    rows: dict[str, object] = {
        "access:approve_network:public_id": networks.proposed("185.20.4.0/24"),
        "access:resume_network:public_id": networks.paused("185.20.6.0/24"),
        "public_id": running,
        "token": switch,
    }
    return World(table(Stage.KNOWLEDGE), {"access"}, rows)


def _talk() -> World:
    """A talk under a call: words of one's own, somebody's that are reported, hidden ones, and an appeal."""
    made = table(Stage.KNOWLEDGE)
    moderator = office(Role.MODERATOR)
    said = [talk.comment(talk.call(title), made.speakers[who]) for title, who in TALKED]
    theirs, ours, reported, hidden, appealed = said
    talk.notice(reported)
    own, judged = talk.decision(hidden, moderator), talk.decision(appealed, moderator)
    wish = judged.appeals.create(side="author", first_moderator=moderator, text="Nej.", made_at=NOW)
    rows: dict[str, object] = {
        "kind": "kald",
        "about": talk.call("Åbent"),
        "comment": theirs,
        "dialogue:withdraw:comment": ours,
        "dialogue:decide:comment": reported,
        "decision": own,
        "appeal": wish,
    }
    return World(made, {"dialogue"}, rows)


def _news() -> World:
    """The newsroom: a draft, one handed in, one published, and a reply that waits."""
    made = table(Stage.KNOWLEDGE)
    author, voice = news.editor(), made.speakers["residents"]
    said = known.statement(made.process, voice)
    with transaction.atomic():
        record.append("knowledge.statement.traced", space=made.process.public_id, obj=said.public_id, at=NOW)
    draft, ready = news.article(author), news.article(author, state="handed_in")
    out = news.published(author)
    letter = news.subscription()
    letter.participant = voice
    letter.save()
    news.proven(voice)
    rows: dict[str, object] = {
        "public_id": out,
        "reply": news.reply(out, voice),
        "token": "0" * 40,
        "news:unfollow:public_id": letter,
        "news:hand_in:public_id": draft,
        "news:article:public_id": draft,
        **{f"news:{view}:public_id": ready for view in ("rewrite", "publish", "return")},
        "news:sheet_area:area": made.process.area.slug,
    }
    return World(made, {"news"}, rows, [author, news.editor()])


def _handed_in() -> World:
    """An article that waits for its second pair of eyes."""
    made = table(Stage.KNOWLEDGE)
    return World(
        made, {"news"}, {"public_id": news.article(news.editor(), state="handed_in")}, [news.editor()]
    )


WORLDS = (
    _talk,
    _institution,
    _news,
    _handed_in,
    _around,
    _framing_open,
    _framing_shared,
    _purpose,
    _knowledge,
    _negotiation,
    _round_written,
    _round_graded,
    _agreement,
    _no_paper,
    _signing,
    _signed,
    _action,
    _not_offered,
    _not_followed_up,
)


@dataclass(frozen=True)
class Found:
    """A form, who was given it, where."""

    view: str
    page: str
    form: Form
    walker: Walker

    def filled(self, words: str) -> dict[str, list[str]]:
        """As somebody would send it: the first of every choice, and `words` wherever one can type."""
        sent: dict[str, list[str]] = {}
        for name, one in self.form.fields.items():
            if one.kind in {"radio", "select"} and not any(one.sent):
                sent[name] = [option.value for option in one.options if option.value][:1]
            elif one.kind in {"radio", "select", "checkbox", "select-many", "hidden"}:
                sent[name] = one.sent
            else:
                sent[name] = [words]
        return sent

    @property
    def typed(self) -> list[str]:
        """The boxes and lines one can write in."""
        return [n for n, one in self.form.fields.items() if one.kind in {"textarea", "text"}]

    @property
    def named_rows(self) -> list[str]:
        """Fields that name a row of the house."""
        kinds = {"radio", "select", "checkbox", "select-many", "hidden"}
        names = [n for n, one in self.form.fields.items() if one.kind in kinds]
        return [name for name in names if name != "csrfmiddlewaretoken"]


def patterns(
    listed: list[URLPattern | URLResolver] | None = None, space: str = ""
) -> Iterator[tuple[str, list[str]]]:
    """Every named address of the house with the names of what it takes."""
    for one in get_resolver().url_patterns if listed is None else listed:
        if isinstance(one, URLPattern):
            if one.name and isinstance(one.pattern, RoutePattern):
                yield f"{space}:{one.name}" if space else one.name, list(one.pattern.converters)
        else:
            for view, params in patterns(one.url_patterns, one.namespace or space):
                outer = [name for name in one.pattern.converters if name not in params]
                yield view, outer + params


def readers_of(made: Table, also: list[Participant]) -> list[Walker]:
    known_here: list[Participant | None] = [made.speakers[who] for who in made.parties]
    offices = [office(role) for role in Role]
    readers = [Walker(reader) for reader in (*also, *known_here, *offices, None)]
    for walker in readers:
        walker.client.raise_request_exception = False  # a fault is an answer here: 500
    return readers


def find_all() -> dict[str, Found]:
    """The forms by the view they go to."""
    found: dict[str, Found] = {}
    listed, by_code = list(patterns()), _with_a_code()
    for build in WORLDS:
        world = build()
        readers = [*readers_of(world.made, world.also), by_code]
        for view, params in listed:
            room = view.partition(":")[0] if ":" in view else ""
            if room in world.rooms and view not in found:
                _look(world, view, params, readers, found)
    return found


def _with_a_code() -> Walker:
    """Somebody without a name: four words on a paper."""
    walker = Walker()
    walker.goes("people:get_code")
    walker.sends()
    walker.client.raise_request_exception = False
    return walker


def _look(world: World, view: str, params: list[str], readers: list[Walker], found: dict[str, Found]) -> None:
    address = world.address(view, params)
    if address is None:
        return
    with transaction.atomic():
        only_read = Client(raise_request_exception=False).post(address).status_code == ONLY_READ
        transaction.set_rollback(True)
    for walker in readers[:FEW] if only_read else readers:
        response = walker.client.get(address)
        if response.status_code != FOUND or response.streaming:
            continue
        for form in read(address, FOUND, response.content.decode()).forms:
            to = view_name(form.action)
            if form.method == "post" and to:
                found.setdefault(to, Found(to, address, form, walker))
        if view in found:
            return
