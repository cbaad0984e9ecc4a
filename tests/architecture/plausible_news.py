"""How to call the acts of the news."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress

from samskab.commons.news import tokens
from samskab.commons.news.models import ArticleState, SignOff, Subscription
from tests.architecture.plausible_parts import Scene, about, each, outside, ready, words
from tests.builders import LONG_REASON, NOW, person
from tests.builders import news as made
from tests.builders.cast import ROLES

TEXT = {"title": "Ny", "standfirst": "Kort.", "body": "Andre ord."}
PLACE = {"area_id": None, "about_id": None}


def _draft(state: str) -> Any:
    return ready(lambda s: made.article(made.editor(), state=state))


def _reply(s: Scene) -> Any:
    return made.reply(made.published(), person())


def _token(s: Scene, role: str) -> dict[str, Any]:
    return {"token": s.of(role)}


def _confirm(s: Scene, role: str) -> str:
    return made.with_token(made.subscription(f"{role}@example.org"))


def _sign_off(s: Scene, role: str) -> str:
    public_id = SignOff().public_id
    SignOff.objects.create(
        subscription=made.subscription(f"{role}@example.net"),
        public_id=public_id,
        token_hash=tokens.sign_off_hash(public_id),
    )
    return tokens.sign_off_token(public_id)


def _proven(s: Scene) -> None:
    for who in s.cast.people.values():
        if who is not None and who.user is not None:
            EmailAddress.objects.create(user=who.user, email=who.user.email, verified=True, primary=True)


def _followed(s: Scene, role: str) -> Any:
    return Subscription.objects.create(
        address=f"{role}@example.com", participant=s.cast.people[role], asked_at=NOW, confirmed_at=NOW
    )


def _everybody(make: Any) -> Any:
    return each(make, ROLES)


NEWS = {
    "news.write_article": outside(
        words(section="house", **TEXT, **PLACE, byline="Redaktionen", publisher="Kommunen")
    ),
    "news.rewrite_article": outside(about("article_id", **TEXT), _draft(ArticleState.DRAFT)),
    "news.hand_in_article": outside(about("article_id"), _draft(ArticleState.DRAFT)),
    "news.return_article": outside(
        about("article_id", note="Hvem sagde det?"), _draft(ArticleState.HANDED_IN)
    ),
    "news.publish_article": outside(about("article_id"), _draft(ArticleState.HANDED_IN)),
    "news.correct_article": outside(
        about("article_id", what="Det var en tirsdag.", **TEXT), _draft(ArticleState.PUBLISHED)
    ),
    "news.withdraw_article": outside(about("article_id", reason=LONG_REASON), _draft(ArticleState.PUBLISHED)),
    "news.ask_reply": outside(
        about("article_id", name="Formanden", text="Det var ikke os."), _draft(ArticleState.PUBLISHED), ROLES
    ),
    "news.publish_reply": outside(about("reply_id"), ready(_reply)),
    "news.refuse_reply": outside(about("reply_id", reason=LONG_REASON), ready(_reply)),
    "news.ask_newsletter": outside(words(address="bo@example.org", language="da", **PLACE)),
    "news.confirm_newsletter": outside(_token, _everybody(_confirm)),
    "news.sign_off": outside(_token, _everybody(_sign_off)),
    "news.follow_newsletter": outside(words(language="da", **PLACE), _proven),
    "news.unfollow_newsletter": outside(
        lambda s, role: {"subscription_id": s.of(role).pk}, _everybody(_followed)
    ),
    "news.choose_notice": outside(words(notice="stages", how="weekly", language="da")),
    "news.mark_read": outside(words(seen_seq=3)),
}
