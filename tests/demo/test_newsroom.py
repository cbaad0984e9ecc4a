"""The demo's news: by the same two pairs of eyes as anybody's, with a mistake put right and a reply."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from samskab.commons.news import telling
from samskab.commons.news.models import Article, ArticleState, ReplyState, Section
from samskab.ground.people.models import Role, RoleGrant
from samskab.ground.record.models import Entry
from samskab.kit import clock
from tests.demo.test_pages import come_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def test_nobody_published_their_own_words_and_the_column_is_a_politicians() -> None:
    out = Article.objects.filter(state=ArticleState.PUBLISHED)
    assert out.count() == 3
    assert all(one.published_by_id not in (one.author_id, one.written_by_id) for one in out)
    column = out.get(section=Section.ROOTS)
    assert RoleGrant.objects.filter(participant=column.author, role=Role.COUNCILLOR).exists()
    assert Entry.objects.filter(kind="news.article.published").count() == 3


def test_one_article_was_put_right_and_one_is_answered(client: Client) -> None:
    put_right = Article.objects.get(corrections__isnull=False)
    page = client.get(reverse("news:article", args=[put_right.public_id])).content.decode()
    assert "Teleslyngen kom 11 uger for sent" in page
    assert "Sådan stod der før" in page
    assert "Teleslyngen var på plads, da huset åbnede." in put_right.corrections.get().body_before
    assert "Teleslyngen var på plads, da huset åbnede." not in put_right.body
    answered = Article.objects.get(replies__state=ReplyState.PUBLISHED)
    page = client.get(reverse("news:article", args=[answered.public_id])).content.decode()
    assert "Svar på artiklen" in page
    assert "siger tallet noget om" in page


def test_the_editor_of_the_demo_publishes_the_draft_that_waits() -> None:
    draft = Article.objects.get(state=ArticleState.HANDED_IN)
    editor = come_in("editor")
    assert draft.title in editor.get(reverse("news:desk")).content.decode()
    editor.post(reverse("news:publish", args=[draft.public_id]))
    draft.refresh_from_db()
    assert draft.state == ArticleState.PUBLISHED


def test_the_letter_of_the_week_has_something_to_tell() -> None:
    found = telling.lately(telling.Place(), clock.now() - timedelta(days=9))
    assert found.items
