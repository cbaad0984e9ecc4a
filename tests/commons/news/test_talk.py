"""The talk about an article: by login, by paper code or from an institution, and never about a draft."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from samskab.commons.news.models import Article, ArticleState
from samskab.ground.dialogue import services, subjects
from samskab.ground.dialogue.models import Comment
from samskab.ground.people.actor import Actor
from samskab.process.core.models import Stage
from tests.acts import come_in, refused, writes
from tests.builders import NOW, person, table, talk
from tests.builders import news as made
from tests.builders.cast import code_resident

pytestmark = pytest.mark.django_db


def say(actor: Actor, about: Article, text: str = "Hos os binder lågen også.") -> Comment:
    return services.write_comment(
        actor=actor, kind="artikel", about=about.public_id, text=text, sent_key=uuid4(), now=NOW
    )


def thread_of(about: Article) -> str:
    return reverse("dialogue:thread", args=["artikel", about.public_id])


def test_an_account_a_code_and_a_network_talk_about_an_article(client: Client) -> None:
    about = made.published()
    house = talk.network()
    for actor in (
        Actor(participant_id=person().pk),
        Actor(participant_id=code_resident().pk),
        Actor(network_id=house.pk),
    ):
        with writes("dialogue.comment.written"):
            say(actor, about)
    page = client.get(reverse("news:article", args=[about.public_id])).content.decode()
    assert "3 kommentarer" in page
    assert thread_of(about) in page
    words = client.get(thread_of(about)).content.decode()
    assert "Hos os binder lågen også." in words
    assert "fra Biblioteket" in words


def test_without_a_login_or_a_network_one_reads_and_does_not_write(client: Client) -> None:
    about = made.published()
    with refused("dialogue.come_in_first", 403):
        say(Actor(), about)
    page = client.get(thread_of(about)).content.decode()
    assert "<textarea" not in page
    assert "<textarea" in come_in(client, person()).get(thread_of(about)).content.decode()


@pytest.mark.parametrize("state", [ArticleState.DRAFT, ArticleState.HANDED_IN])
def test_a_draft_is_talked_about_by_nobody_and_not_even_its_author(client: Client, state: str) -> None:
    writer = made.editor()
    draft = made.article(writer, state=state)
    with refused("dialogue.unknown_subject"):
        say(Actor(participant_id=writer.pk), draft)
    assert come_in(client, writer).get(thread_of(draft)).status_code == 404
    assert (
        "Tal om det her" not in client.get(reverse("news:article", args=[draft.public_id])).content.decode()
    )


def test_under_a_withdrawn_article_the_talk_is_read_and_the_article_is_not(client: Client) -> None:
    about = made.published()
    say(Actor(participant_id=person().pk), about)
    Article.objects.filter(pk=about.pk).update(
        state=ArticleState.WITHDRAWN, withdrawn_at=NOW, withdrawn_reason=talk.WHY
    )
    with refused("dialogue.only_read"):
        say(Actor(participant_id=person().pk), about)
    page = client.get(thread_of(about)).content.decode()
    assert "Hos os binder lågen også." in page
    assert talk.WHY in page
    assert about.title not in page
    assert about.standfirst not in page


def test_about_a_process_in_which_nobody_is_named_nobody_is_named(client: Client) -> None:
    process = table(Stage.KNOWLEDGE).process
    process.sensitive = True
    process.save()
    subject = subjects.find("artikel", made.published(process=process).public_id)
    plain = subjects.find("artikel", made.published().public_id)
    assert subject is not None
    assert plain is not None
    assert (subject.sensitive, plain.sensitive) == (True, False)
