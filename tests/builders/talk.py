"""Threads, comments and cases to begin a test from."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4

from samskab.ground.access.models import NetworkAgreement, NetworkVersion
from samskab.ground.dialogue import services, subjects
from samskab.ground.dialogue.models import Comment, CommentState, Decision, Notice, Thread, Via
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Door, Participant
from samskab.process.calls.models import Call
from tests.builders import NOW, area

WHY = "Her står noget om en bestemt nabos helbred, og hun har ikke selv sagt ja til det."


def call(title: str = "Lågen binder") -> Call:
    return Call.objects.create(
        area=area(),
        title=title,
        text="Lågen binder, når det er mørkt.",
        channel="web",
        raised_at=NOW - timedelta(days=3),
        answer_due=NOW + timedelta(days=18),
    )


def thread(about: Call) -> Thread:
    kind = subjects.kind_of("kald")
    assert kind is not None
    subject = kind.find(about.public_id)
    assert subject is not None
    found = subjects.link_of(kind, subject)
    if found is None:
        found = Thread.objects.create(kind="kald", space=about.public_id, opened_at=NOW)
        kind.link._default_manager.create(thread=found, about=about)
    return found


def comment(
    about: Call, by: Participant | None = None, text: str = "Hos os binder den også.", **given: object
) -> Comment:
    """Written a little while ago, as the act would have left it."""
    place = thread(about)
    fields: dict[str, object] = {
        "participant": by,
        "via": Via.CODE if by is not None and by.door == Door.CODE else Via.ACCOUNT,
        "state": CommentState.SHOWN,
        "written_at": NOW - timedelta(minutes=5),
        **given,
    }
    made = Comment.objects.create(thread=place, text=text, **fields)
    if made.state == CommentState.SHOWN:
        Thread.objects.filter(pk=place.pk).update(n_shown=place.comments.filter(state="shown").count())
    return made


def network(institution: str = "Biblioteket") -> NetworkAgreement:
    NetworkVersion.objects.update_or_create(pk=1, defaults={"version": uuid4()})
    return NetworkAgreement.objects.create(
        institution=institution,
        cidr="198.18.4.0/24",
        family=4,
        first=f"{0xC6120400:032x}",
        last=f"{0xC61204FF:032x}",
        contact_name="Husets kontakt",
        contact_email="hus@example.org",
        valid_from=date(2020, 1, 1),
        valid_to=date(2120, 1, 1),
        proposed_at=NOW,
        approved_at=NOW,
    )


def said(actor: Actor, about: Call, text: str = "Det kender vi.", **given: object) -> Comment:
    """A comment through the act itself."""
    return services.write_comment(
        **{  # type: ignore[arg-type]  # a test says what it needs
            "actor": actor,
            "kind": "kald",
            "about": about.public_id,
            "text": text,
            "sent_key": uuid4(),
            "now": NOW,
            **given,
        }
    )


def notice(
    about: Comment, by: Participant | None = None, *, now: datetime = NOW, **given: object
) -> tuple[Notice, str]:
    return services.give_notice(
        **{  # type: ignore[arg-type]  # a test says what it needs
            "actor": Actor(participant_id=by.pk if by else None),
            "comment_id": about.pk,
            "rule": "personal",
            "text": WHY,
            "good_faith": True,
            "now": now,
            **given,
        }
    )


def decision(
    about: Comment, moderator: Participant, outcome: str = "hidden", *, now: datetime = NOW
) -> Decision:
    """Reported by nobody known, and decided."""
    notice(about, now=now)
    return services.decide_comment(
        actor=Actor(participant_id=moderator.pk),
        comment_id=about.pk,
        outcome=outcome,
        rule="" if outcome == "kept" else "personal",
        facts=WHY,
        now=now,
    )
