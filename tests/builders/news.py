"""Articles and letters as their acts would have left them."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress

from samskab.commons.news import tokens
from samskab.commons.news.models import Article, ArticleState, ReplyRequest, Section, Subscription
from samskab.ground.people.models import Participant, Role
from samskab.ground.places.models import Area
from samskab.process.core.models import Process
from tests.builders import NOW, office

BODY = "Første linje.\n\n## Mellemrubrik\n\n- et punkt\n- [et link](/kald/)"
TITLE = "Lågen binder ikke mere"


def editor() -> Participant:
    return office(Role.EDITOR)


def article(
    author: Participant,
    *,
    state: str = ArticleState.DRAFT,
    section: str = Section.PLACES,
    title: str = TITLE,
    published_by: Participant | None = None,
    area: Area | None = None,
    process: Process | None = None,
) -> Article:
    public = state in (ArticleState.PUBLISHED, ArticleState.WITHDRAWN)
    return Article.objects.create(
        section=section,
        title=title,
        standfirst="To sætninger om lågen.",
        body=BODY,
        byline="Redaktionen",
        publisher="Prøve Kommune",
        author=author,
        written_by=author,
        written_at=NOW - timedelta(days=2),
        state=state,
        published_by=(published_by or editor()) if public else None,
        published_at=NOW - timedelta(days=1) if public else None,
        withdrawn_at=NOW if state == ArticleState.WITHDRAWN else None,
        withdrawn_reason="Den byggede på en misforståelse, som ingen kunne rette."
        if state == ArticleState.WITHDRAWN
        else "",
        area=area,
        process=process,
    )


def published(author: Participant | None = None, **given: object) -> Article:
    return article(author or editor(), state=ArticleState.PUBLISHED, **given)  # type: ignore[arg-type] - the builder's own names


def reply(about: Article, by: Participant, text: str = "Det var ikke os.") -> ReplyRequest:
    return about.replies.create(participant=by, name="Formanden", text=text, asked_at=NOW)


def subscription(
    address: str = "bo@example.org",
    *,
    confirmed: bool = True,
    area: Area | None = None,
    process: Process | None = None,
) -> Subscription:
    return Subscription.objects.create(
        address=address,
        area=area,
        process=process,
        asked_at=NOW - timedelta(days=1),
        confirmed_at=NOW if confirmed else None,
    )


def with_token(found: Subscription) -> str:
    """A confirmation that waits for its reader."""
    token = tokens.new()
    found.confirm_hash, found.confirm_until = tokens.hash_of("confirm", token), NOW + timedelta(hours=48)
    found.confirmed_at = None
    found.save()
    return token


def proven(person: Participant) -> str:
    """The address of somebody who has come in by a code in their mail."""
    assert person.user is not None
    EmailAddress.objects.create(user=person.user, email=person.user.email, primary=True, verified=True)
    return person.user.email
