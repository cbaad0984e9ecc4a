"""Articles: two pairs of eyes, no silent change, a reply beside what it answers."""

from __future__ import annotations

from typing import Any

import pytest

from samskab.commons.news import selectors, services
from samskab.commons.news.models import Article, ArticleState, Correction, ReplyRequest, Section
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Participant, Role
from tests.acts import NOBODY, breaks, constraints_of, refused, row, writes
from tests.builders import LONG_REASON, NOW, office, party, person
from tests.builders import news as made
from tests.builders.cast import code_resident

pytestmark = pytest.mark.django_db
NEW = {"title": "Ny", "standfirst": "Kort.", "body": "Teksten."}


def by(person: Participant) -> Actor:
    return Actor(participant_id=person.pk)


def write(who: Participant, section: str = Section.HOUSE) -> Article:
    return services.write_article(
        actor=by(who),
        section=section,
        **NEW,
        byline="Redaktionen",
        publisher="Prøve Kommune",
        area_id=None,
        about_id=None,
        now=NOW,
    )


def test_a_draft_is_written_without_a_line_in_the_record() -> None:
    with writes():
        found = write(made.editor())
    assert (found.state, found.publisher) == (ArticleState.DRAFT, "Prøve Kommune")


def test_only_editors_write_the_news() -> None:
    with refused("news.only_editors", 403):
        write(person())


def test_politicians_alone_write_in_their_own_column() -> None:
    assert write(office(Role.COUNCILLOR), Section.ROOTS).section == Section.ROOTS
    with refused("news.column_is_the_politicians", 403):
        write(made.editor(), Section.ROOTS)
    with refused("news.only_editors"):
        write(office(Role.COUNCILLOR), Section.HOUSE)


def test_no_editor_rewrites_a_politicians_words() -> None:
    found = write(office(Role.COUNCILLOR), Section.ROOTS)
    with refused("news.column_is_the_politicians"):
        services.rewrite_article(actor=by(made.editor()), article_id=found.pk, **NEW, now=NOW)


@pytest.mark.parametrize("missing", ["title", "standfirst", "body", "byline", "publisher"])
def test_an_article_has_all_its_parts(missing: str) -> None:
    given: dict[str, Any] = {**NEW, "byline": "Redaktionen", "publisher": "Kommunen", missing: "  "}
    with refused("kit.text_missing"):
        services.write_article(
            actor=by(made.editor()), section=Section.HOUSE, area_id=None, about_id=None, now=NOW, **given
        )


def test_a_place_that_is_not_there_is_refused() -> None:
    for place in ({"area_id": 0, "about_id": None}, {"area_id": None, "about_id": 0}):
        with refused("news.unknown_place"):
            services.write_article(
                actor=by(made.editor()),
                section=Section.HOUSE,
                **NEW,
                byline="R",
                publisher="K",
                now=NOW,
                **place,
            )


def test_two_people_have_read_what_is_published() -> None:
    author, other = made.editor(), made.editor()
    found = write(author)
    with refused("news.not_handed_in"):
        services.publish_article(actor=by(other), article_id=found.pk, now=NOW)
    services.hand_in_article(actor=by(author), article_id=found.pk, now=NOW)
    with refused("news.second_eyes_are_anothers", 403):
        services.publish_article(actor=by(author), article_id=found.pk, now=NOW)
    with writes("news.article.published"):
        services.publish_article(actor=by(other), article_id=found.pk, now=NOW)
    assert Article.objects.get().published_by == other


def test_whoever_wrote_last_does_not_publish_though_another_began_it() -> None:
    author, other = made.editor(), made.editor()
    found = write(author)
    services.rewrite_article(actor=by(other), article_id=found.pk, **NEW, now=NOW)
    services.hand_in_article(actor=by(author), article_id=found.pk, now=NOW)
    with refused("news.second_eyes_are_anothers"):
        services.publish_article(actor=by(other), article_id=found.pk, now=NOW)
    services.publish_article(actor=by(author), article_id=found.pk, now=NOW)


def test_new_words_after_handing_in_ask_for_new_eyes() -> None:
    author = made.editor()
    found = write(author)
    services.hand_in_article(actor=by(author), article_id=found.pk, now=NOW)
    with refused("news.already_handed_in"):
        services.hand_in_article(actor=by(author), article_id=found.pk, now=NOW)
    services.rewrite_article(actor=by(author), article_id=found.pk, **NEW, now=NOW)
    assert Article.objects.get().state == ArticleState.DRAFT


def test_the_second_pair_of_eyes_may_send_it_back_with_a_note() -> None:
    author = made.editor()
    found = write(author)
    services.hand_in_article(actor=by(author), article_id=found.pk, now=NOW)
    services.return_article(actor=by(made.editor()), article_id=found.pk, note="Hvem sagde det?", now=NOW)
    found.refresh_from_db()
    assert (found.state, found.note) == (ArticleState.DRAFT, "Hvem sagde det?")


def test_what_was_published_is_corrected_in_public_and_never_rewritten() -> None:
    found = made.published()
    before = found.body
    with refused("news.already_published"):
        services.rewrite_article(actor=by(found.author), article_id=found.pk, **NEW, now=NOW)
    with writes("news.article.corrected"):
        services.correct_article(
            actor=by(made.editor()), article_id=found.pk, what="Det var en tirsdag.", **NEW, now=NOW
        )
    told = Correction.objects.get()
    assert (told.body_before, told.at, Article.objects.get().body) == (before, NOW, NEW["body"])


def test_in_the_politicians_column_only_its_author_corrects_and_an_editor_can_take_it_down() -> None:
    politician, editor = office(Role.COUNCILLOR), made.editor()
    found = made.published(politician, section=Section.ROOTS)
    with refused("news.column_is_the_politicians", 403):
        services.correct_article(actor=by(editor), article_id=found.pk, what="Tallet.", **NEW, now=NOW)
    with writes("news.article.corrected"):
        services.correct_article(actor=by(politician), article_id=found.pk, what="Tallet.", **NEW, now=NOW)
    with writes("news.article.withdrawn"):
        services.withdraw_article(actor=by(editor), article_id=found.pk, reason=LONG_REASON, now=NOW)


def test_a_correction_that_changes_nothing_is_none() -> None:
    found = made.published()
    same = {name: getattr(found, name) for name in NEW}
    with refused("news.nothing_changed"):
        services.correct_article(actor=by(made.editor()), article_id=found.pk, what="Intet.", **same, now=NOW)


def test_a_draft_is_not_corrected_and_not_withdrawn() -> None:
    author = made.editor()
    found = write(author)
    with refused("news.not_published"):
        services.correct_article(actor=by(author), article_id=found.pk, what="Det.", **NEW, now=NOW)
    with refused("news.not_published"):
        services.withdraw_article(actor=by(author), article_id=found.pk, reason=LONG_REASON, now=NOW)


def test_what_is_withdrawn_says_why() -> None:
    found = made.published()
    with refused("kit.text_too_short"):
        services.withdraw_article(actor=by(made.editor()), article_id=found.pk, reason="Fejl.", now=NOW)
    with writes("news.article.withdrawn"):
        services.withdraw_article(actor=by(made.editor()), article_id=found.pk, reason=LONG_REASON, now=NOW)
    assert list(selectors.published()) == []
    assert selectors.visible_to(None).get().state == ArticleState.WITHDRAWN


def test_an_article_nobody_has_is_refused() -> None:
    with refused("news.unknown_article"):
        services.hand_in_article(actor=by(made.editor()), article_id=0, now=NOW)


# -- who sees what ------------------------------------------------------------------------------------------


def test_a_draft_is_seen_by_its_author_and_the_editors_only() -> None:
    author = office(Role.COUNCILLOR)
    write(author, Section.ROOTS)
    sees = {
        who: selectors.visible_to(one).count()
        for who, one in {
            "author": author.pk,
            "editor": made.editor().pk,
            "stranger": None,
            "another": person().pk,
            "another politician": office(Role.COUNCILLOR).pk,
        }.items()
    }
    assert sees == {"author": 1, "editor": 1, "stranger": 0, "another": 0, "another politician": 0}


# -- the right of reply -------------------------------------------------------------------------------------


def ask(found: Article, who: Participant, **given: Any) -> ReplyRequest:
    return services.ask_reply(
        **{"actor": by(who), "article_id": found.pk, "name": "Formanden", "text": "Nej.", "now": NOW, **given}
    )


def test_somebody_named_asks_to_reply_also_with_a_paper_code_only() -> None:
    with writes("news.reply.asked"):
        ask(made.published(), code_resident())


def test_a_passer_by_cannot_be_answered() -> None:
    with refused("news.nobody_known", 403):
        services.ask_reply(actor=NOBODY, article_id=made.published().pk, name="X", text="Nej.", now=NOW)


def test_a_party_replies_by_its_spokesperson_in_its_own_name() -> None:
    ours, voice = party("association", "Naturklubben")  # type: ignore[arg-type] - the kind by its code
    found = made.published()
    told = ask(found, voice, actor=Actor(participant_id=voice.pk, party_id=ours.pk))
    assert told.name == "Naturklubben"
    with refused("news.not_your_party"):
        stranger = person()
        ask(found, stranger, actor=Actor(participant_id=stranger.pk, party_id=ours.pk))


def test_one_reply_at_a_time() -> None:
    found, who = made.published(), person()
    ask(found, who)
    with refused("news.reply_waits"):
        ask(found, who)


def test_a_reply_is_printed_beside_the_article() -> None:
    found = made.published()
    told = made.reply(found, person())
    assert selectors.replies_shown(found) == []
    with writes("news.reply.published"):
        services.publish_reply(actor=by(made.editor()), reply_id=told.pk, now=NOW)
    assert selectors.replies_shown(found) == [told]
    with refused("news.reply_is_answered"):
        services.publish_reply(actor=by(made.editor()), reply_id=told.pk, now=NOW)


def test_a_no_to_a_reply_has_a_reason_and_comes_from_another_than_the_writer() -> None:
    author = made.editor()
    found = made.published(author)
    told = made.reply(found, person())
    with refused("news.refused_by_another"):
        services.refuse_reply(actor=by(author), reply_id=told.pk, reason=LONG_REASON, now=NOW)
    with refused("kit.text_too_short"):
        services.refuse_reply(actor=by(made.editor()), reply_id=told.pk, reason="Nej.", now=NOW)
    with writes("news.reply.refused"):
        services.refuse_reply(actor=by(made.editor()), reply_id=told.pk, reason=LONG_REASON, now=NOW)
    assert selectors.replies_shown(found)[0].reason == LONG_REASON


def test_a_reply_that_is_not_there() -> None:
    with refused("news.unknown_reply"):
        services.publish_reply(actor=by(made.editor()), reply_id=0, now=NOW)


# -- the database -------------------------------------------------------------------------------------------


def test_the_database_refuses_what_the_acts_never_do() -> None:
    author = made.editor()
    good: dict[str, Any] = {
        "section": "house",
        **NEW,
        "byline": "R",
        "publisher": "K",
        "author": author,
        "written_by": author,
        "written_at": NOW,
    }
    found = made.published()
    asked = {"article": found, "participant": author, "name": "A", "text": "B", "asked_at": NOW}
    wrong = {
        "article_section_is_known": row(Article, **{**good, "section": "sport"}),
        "article_state_is_known": row(
            Article, **{**good, "state": "lost", "published_by": found.author, "published_at": NOW}
        ),
        "article_has_a_title": row(Article, **{**good, "title": ""}),
        "article_has_a_standfirst": row(Article, **{**good, "standfirst": ""}),
        "article_has_a_body": row(Article, **{**good, "body": ""}),
        "article_says_who_wrote_it": row(Article, **{**good, "byline": ""}),
        "article_names_its_publisher": row(Article, **{**good, "publisher": ""}),
        "article_note_is_short": row(Article, **{**good, "note": "x" * 901}),
        "article_is_published_by_a_second_pair_of_eyes": row(
            Article, **{**good, "state": "published", "published_by": author, "published_at": NOW}
        ),
        "article_in_public_has_a_date_and_a_publisher": row(Article, **{**good, "state": "published"}),
        "article_withdrawn_says_when_and_why": row(
            Article, **{**good, "state": "withdrawn", "published_by": found.author, "published_at": NOW}
        ),
        "correction_says_what_changed": row(
            Correction, article=found, what="", title_before="", standfirst_before="", by=author, at=NOW
        ),
        "reply_request_state_is_known": row(ReplyRequest, **{**asked, "state": "lost", "answered_at": NOW}),
        "reply_request_has_a_name": row(ReplyRequest, **{**asked, "name": ""}),
        "reply_request_says_something": row(ReplyRequest, **{**asked, "text": ""}),
        "reply_request_refused_says_why": row(
            ReplyRequest, **{**asked, "state": "refused", "answered_at": NOW}
        ),
        "reply_request_answered_has_a_date": row(ReplyRequest, **{**asked, "state": "published"}),
    }
    for name, act in wrong.items():
        breaks(name, act)
    ReplyRequest.objects.create(**asked)
    breaks("reply_request_waits_once_per_person", row(ReplyRequest, **asked))
    of_articles = {name for name in constraints_of("news") if name.startswith(("article", "corr", "reply"))}
    assert of_articles == {*wrong, "reply_request_waits_once_per_person"}
