"""One person with something in every part of the register, and a search for them in all that is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage, get_connection
from django.db import IntegrityError, connection, models, transaction
from django.test import Client

from samskab.ground.dialogue.models import Answer
from samskab.ground.parties.models import MembershipRole, PartyKind
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Participant, Role, User
from samskab.ground.people.personal import _held
from samskab.ground.record import selectors as record
from samskab.ground.rights import selectors, services
from samskab.ground.rights.models import Look
from samskab.kit import personal
from samskab.kit.personal import Fate, Part, Person
from samskab.process.action.models import SurveyVoice
from samskab.process.agreement.models import ClauseUse, PoliticalDecision
from samskab.process.calls import services as calls
from samskab.process.core.models import Stage
from samskab.process.knowledge import likeness
from samskab.process.knowledge import services as knowledge
from samskab.process.knowledge.models import ImportedParticipant, PlainLanguageFlag, Statement
from samskab.process.negotiation.models import ProposalUse
from tests.builders import LONG_REASON, NOW, Table, office, party, person, talk
from tests.builders import agreement as papers
from tests.builders import knowledge as known
from tests.builders.reading import client_of
from tests.builders.whole import whole

MARK = "kanariefugl"
OWN_LINES = 2  # a statement and a call, said by their acts, so that the record binds them
_numbers = count(1)


def canary(longest: int | None) -> str:
    """A word nobody else has, as long as the field can hold."""
    return f"{MARK}{next(_numbers):05d}"[-(longest or 80) :]


class Life:
    """A person who has done everything one can do here."""

    def __init__(self) -> None:
        self.made: Table = whole(Stage.KNOWLEDGE)
        self.participant: Participant = person("Vera")
        self.user = cast(User, self.participant.user)
        Participant.objects.filter(pk=self.participant.pk).update(code_given_at=NOW)
        client_of(self.participant)  # a browser somewhere else, where they are still in
        self._speak()
        self._belong()
        self._be_used()
        self._talk()
        self.made.stand(Stage.ACTION)
        self.person = selectors.person_of(self.participant)
        for part in personal.told().parts:
            if part.rows is not None and not part.rows(self.person).exists():
                self._something(part)
        self.marked = self._mark()
        self.post()

    @property
    def actor(self) -> Actor:
        return Actor(participant_id=self.participant.pk)

    def _speak(self) -> None:
        mark, made = canary(None), self.made
        said = {"process_id": made.process.pk, "actor": self.actor, "basis": "experience", "now": NOW}
        self.statement = knowledge.state_knowledge(text=f"Lygten {mark} er gået ud.", original=mark, **said)
        self.call = calls.raise_call(
            actor=self.actor,
            area_id=made.process.area_id,
            text=f"Bænken {mark} mangler.",
            title=mark,
            raised_by_kind="",
            channel="web",
            now=NOW,
        )
        self.heard = known.statement(made.process, made.speakers["grocer"], text="Lågen binder.")
        known.vote(self.heard, self.participant, 1)
        PlainLanguageFlag.objects.create(statement=self.heard, participant=self.participant, at=NOW)
        known.statement(
            made.process,
            made.speakers["unit"],
            helper=self.participant,
            channel="helper",
            read_back=True,
            assisted_by="Biblioteket",
        )
        ImportedParticipant.objects.create(process=made.process, participant=self.participant, ref=canary(40))
        other = calls.raise_call(
            actor=Actor(),
            area_id=made.process.area_id,
            text="Skuret er utæt.",
            title="Skuret",
            raised_by_kind="",
            channel="web",
            now=NOW,
        )
        calls.join_call(actor=self.actor, call_id=other.pk, name=canary(80), now=NOW)

    def _belong(self) -> None:
        made = self.made
        made.parties["association"].memberships.create(
            participant=self.participant, role=MembershipRole.MEMBER, since=NOW
        )
        alone, _ = party(PartyKind.INFORMAL_GROUP, "Stien", self.participant)
        made.process.seats.create(party=alone, joined_at=NOW)
        self.alone = alone
        made.process.stewards.filter(side="civic").update(participant=self.participant)
        self.participant.roles.create(role=Role.HELPER, title=canary(80), since=NOW)
        Look.objects.create(owner=self.participant, reader=person(), office="helper", what="members", at=NOW)
        Look.objects.create(owner=person(), reader=self.participant, office="helper", what="members", at=NOW)

    def _be_used(self) -> None:
        made = self.made
        known.use(self.statement, understood=False, rather=canary(80))
        proposal, clause = papers.first_proposal(made), papers.paper(made).clauses.first()
        ProposalUse.objects.create(
            statement=self.statement, proposal=proposal, traced_at=NOW, understood=False, rather=canary(80)
        )
        ClauseUse.objects.create(
            statement=self.statement, clause=clause, traced_at=NOW, understood=False, rather=canary(80)
        )
        papers.paper(made).signatures.update(participant=self.participant)
        papers.question(made, councillor=self.participant)
        PoliticalDecision.objects.create(
            agreement=papers.paper(made),
            committee="Teknik",
            reason=LONG_REASON,
            approved=True,
            told_by=self.participant,
            at=NOW,
        )
        SurveyVoice.objects.create(follow_up=made.process.follow_ups.get(), participant=self.participant)

    def _talk(self) -> None:
        """Own words that were hidden, answered for and appealed; and words of another, reported."""
        mine = talk.comment(self.call, self.participant)
        decided = talk.decision(mine, office(Role.MODERATOR))
        Answer.objects.create(decision=decided, text=canary(80), at=NOW)
        decided.appeals.create(
            side="author",
            by=self.participant,
            first_moderator=decided.moderator,
            text="Nej.",
            made_at=NOW,
        )
        talk.notice(talk.comment(self.call, person()), self.participant, name="x", email="x@example.org")

    def _something(self, part: Part) -> None:
        """A row of a table no act above has written: whatever its fields will take."""
        model = next(one for one in personal.all_models() if one._meta.label == part.model)
        own = {Participant: self.participant, User: self.user}
        given = {
            one.name: own[cast(Any, one.related_model)]
            for one in model._meta.local_fields
            if one.is_relation
            and one.related_model in own
            and one.name in part.fields
            and one.name not in NEEDS.get(part.model, {})
        }
        made(model, **given)

    def _mark(self) -> list[str]:
        """Every free text about the person becomes a canary; what the record binds was one already."""
        marked = []
        for part in personal.told().parts:
            if part.rows is None or part.model == "sessions.Session":
                continue
            model = next(one for one in personal.all_models() if one._meta.label == part.model)
            texts = [
                one
                for one in (model._meta.get_field(name) for name in part.fields)
                if isinstance(one, models.CharField | models.TextField)
                and not one.choices
                and part.fields[one.name].fate in (Fate.REMOVED, Fate.REPLACED)
            ]
            for row in part.rows(self.person):
                for one in texts:
                    if one.max_length is not None and one.max_length < len(MARK) + 5:
                        continue
                    word = canary(one.max_length)
                    is_mail = isinstance(one, models.EmailField)
                    value = f"{word}@example.org" if is_mail else word
                    model._default_manager.filter(pk=row.pk).update(**{one.name: value})
                    marked.append(f"{part.model}.{one.name}")
        self.participant.refresh_from_db()
        self.user = User.objects.get(pk=self.user.pk)
        self.participant.user = self.user
        self.person = selectors.person_of(self.participant)
        self.client: Client = client_of(self.participant)
        return marked

    def post(self) -> None:
        """A letter in the folder, and a login not yet done."""
        box = get_connection("django.core.mail.backends.filebased.EmailBackend")
        EmailMessage("Din kode", f"Hej {MARK}", to=[self.user.email], connection=box).send()
        session = self.client.session
        session["account_login"] = {"email": self.user.email, "name": MARK}
        session.save()

    def erase(self) -> dict[str, int]:
        return services.erase_person(
            actor=self.actor, participant_id=self.participant.pk, said="slet mig", now=NOW
        )


# What a rule of the table itself asks for; without it any value does.
NEEDS: dict[str, dict[str, Any]] = {
    "access.NetworkAgreement": {
        "approved_at": NOW,
        "family": 4,
        "first": f"{0xCB007100:032x}",
        "last": f"{0xCB0071FF:032x}",
        "valid_from": NOW.date(),
        "valid_to": NOW.date() + timedelta(days=90),
    },
    "doors.CardBatch": {"second": None},
    "doors.Sitting": {"ends_at": NOW + timedelta(minutes=30), "helper": None},
    "negotiation.Ballot": {"deadline": NOW + timedelta(days=14)},
}


def needed(model: type[models.Model]) -> dict[str, Any]:
    """What a row of this table cannot be without."""
    return NEEDS.get(model._meta.label, {}) | {
        one.name: _anything(one)
        for one in model._meta.local_fields
        if not (
            one.primary_key or one.null or one.has_default() or one.name in NEEDS.get(model._meta.label, {})
        )
    }


def made(model: type[models.Model], **given: Any) -> Any:
    """A row of a table no act has written; where its rules ask for more, NEEDS says what."""
    try:
        with transaction.atomic():
            return model._default_manager.create(**{**needed(model), **given})
    except IntegrityError as error:
        raise AssertionError(
            f"tell NEEDS in {__name__} what {model._meta.label} asks for: {error}"
        ) from error


def _anything(one: Any) -> Any:
    """A value this field takes, however little it means."""
    if one.is_relation:
        rows = one.related_model._default_manager
        return rows.first() or made(one.related_model)
    if one.choices:
        return one.choices[0][0]
    kinds: list[tuple[Any, Callable[[], Any]]] = [
        (models.DateTimeField, lambda: NOW),
        (models.DateField, NOW.date),
        (models.BooleanField, lambda: False),
        (models.IntegerField, lambda: 1),
        (models.JSONField, dict),
        (models.UUIDField, uuid4),
        (models.GenericIPAddressField, lambda: "203.0.113.7"),
        (models.CharField, lambda: f"{LONG_REASON} {next(_numbers)}"[-(one.max_length or 80) :]),
        (models.TextField, lambda: LONG_REASON),
    ]
    return next(make() for kind, make in kinds if isinstance(one, kind))


# -- where to look ------------------------------------------------------------------------------------------


def in_tables() -> Iterator[str]:
    """Every row of every table as the database holds it; what a session has packed is unpacked."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the database's own names
            for row in cursor.fetchall():
                words = [
                    bytes(v).decode("latin-1") if isinstance(v, bytes | memoryview) else str(v) for v in row
                ]
                if table == "django_session":
                    words.append(str(_held(words[1])))
                if MARK in " ".join(words):
                    yield table


def in_files() -> Iterator[str]:
    for folder in (Path(settings.EMAIL_FILE_PATH), Path(settings.DATA_FOLDER)):
        for file in folder.rglob("*") if folder.is_dir() else ():
            if file.is_file() and MARK.encode() in file.read_bytes():
                yield f"file {file.name}"


def in_caches() -> Iterator[str]:
    for key, value in cast(Any, cache)._cache.items():
        if MARK in key or MARK.encode() in value:
            yield f"cache {key}"
    if likeness._index.n_kept:
        yield "the index of likeness"


def in_exports() -> Iterator[str]:
    if any(MARK in lines for lines in record.export_lines()):
        yield "the record"


def everywhere() -> set[str]:
    return {*in_tables(), *in_files(), *in_caches(), *in_exports()}


def own_statement(life: Life) -> Statement:
    return Statement.objects.get(pk=life.statement.pk)


def whose(person: Person) -> dict[str, int]:
    return {one.part.model: one.total for one in selectors.known_about(person)}
