"""The newsroom: one writes, another publishes; a mistake is put right, and a reply stands by its article."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial

from samskab.commons.news import services as news
from samskab.commons.news.models import Article
from samskab.demo.content import Row, content, course
from samskab.demo.script.event import Course, Event, Missing
from samskab.ground.people.actor import Actor
from samskab.process.core.models import Process

PUBLISHER = "editor"


def events(c: Course, day_of: Callable[[date], int]) -> Iterator[Event]:
    """Every article with what came after it. Without a day of publication it waits for another to read it."""
    for told in content()["news"]:
        yield Event(day_of(told["written"]), partial(_write, c, told))
        if "published" in told:
            yield Event(day_of(told["published"]), partial(_publish, c, told))
        if "correction" in told:
            yield Event(day_of(told["correction"]["date"]), partial(_correct, c, told))
        if "reply" in told:
            yield Event(day_of(told["reply"]["asked"]), partial(_ask, c, told))
            yield Event(day_of(told["reply"]["answered"]), partial(_answer, c, told))


def _actor(c: Course, name: str) -> Actor:
    return Actor(participant_id=c.pk(name))


def _process(told: Row) -> int | None:
    """A course of the file as the house knows it; it may have been opened a moment ago."""
    if "process" not in told:
        return None
    found = Process.objects.filter(title=course(told["process"])["title"]).order_by("pk").first()
    if found is None:
        raise Missing(told["process"])
    return found.pk


def _write(c: Course, told: Row, now: datetime) -> None:
    made = news.write_article(
        actor=_actor(c, told["by"]),
        section=told["section"],
        title=told["title"],
        standfirst=told["standfirst"],
        body=told["body"],
        byline=told["byline"],
        publisher=content()["meta"]["municipality"]["name"],
        area_id=c.pk(f"area:{told['area']}") if "area" in told else None,
        about_id=_process(told),
        now=now,
    )
    c.keep(told["id"], made)
    news.hand_in_article(actor=_actor(c, told["by"]), article_id=made.pk, now=now)


def _publish(c: Course, told: Row, now: datetime) -> None:
    news.publish_article(actor=_actor(c, PUBLISHER), article_id=c.pk(told["id"]), now=now)


def _correct(c: Course, told: Row, now: datetime) -> None:
    article, fault = Article.objects.get(pk=c.pk(told["id"])), told["correction"]
    news.correct_article(
        actor=_actor(c, PUBLISHER),
        article_id=article.pk,
        what=fault["what"],
        title=article.title,
        standfirst=article.standfirst,
        body=article.body.replace(fault["was"], fault["is"]),
        now=now,
    )


def _ask(c: Course, told: Row, now: datetime) -> None:
    """The party that is named answers through its spokesperson."""
    reply = told["reply"]
    made = news.ask_reply(
        actor=c.actor(reply["by"]), article_id=c.pk(told["id"]), name="", text=reply["text"], now=now
    )
    c.keep(f"{told['id']}:reply", made)


def _answer(c: Course, told: Row, now: datetime) -> None:
    news.publish_reply(actor=_actor(c, PUBLISHER), reply_id=c.pk(f"{told['id']}:reply"), now=now)
