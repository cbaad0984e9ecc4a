"""The pages of the news: what they show to whom, the feed, and the little markup."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse

from samskab.commons.news import services
from samskab.commons.news.markup import rendered
from samskab.commons.news.models import Article, ArticleState, Section
from samskab.ground.people.actor import Actor
from samskab.kit import clock
from tests.acts import come_in
from tests.builders import LONG_REASON, NOW, area, person, table
from tests.builders import news as made

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def the_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def html(client: Client, name: str, *args: object, query: str = "", status: int = 200) -> str:
    answer = client.get(reverse(f"news:{name}", args=args) + query)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


@pytest.mark.django_db
def test_the_news_are_read_by_section_area_and_process(client: Client) -> None:
    course = table().process
    here = made.published(title="Fra Vestby", area=area())
    made.published(title="Om forløbet", process=course, section=Section.COURSES)
    made.published(title="Fra Østby", area=area("oestby"))
    assert html(client, "articles").count('class="row-title"') == 3
    assert "Fra Østby" not in html(client, "articles", query="?area=vestby")
    assert "Om forløbet" in html(client, "articles", query="?area=vestby")
    assert "Fra Vestby" not in html(client, "articles", query=f"?process={course.slug}")
    assert "Fra Vestby" not in html(client, "articles", query="?section=courses")
    assert here.title in html(client, "articles", query="?section=sport"), "no such section: all"


@pytest.mark.django_db
def test_an_empty_page_leads_on(client: Client) -> None:
    assert reverse("calls:raise") in html(client, "articles")


@pytest.mark.django_db
def test_an_article_names_its_publisher_and_shows_its_correction(client: Client) -> None:
    found = made.published()
    services.correct_article(
        actor=Actor(participant_id=made.editor().pk),
        article_id=found.pk,
        what="Det var en tirsdag.",
        title=found.title,
        standfirst=found.standfirst,
        body="Nye ord.",
        now=NOW,
    )
    page = html(client, "article", found.public_id)
    assert "Ansvarlig udgiver: Prøve Kommune" in " ".join(page.split())
    assert "Det var en tirsdag." in page
    assert "Første linje." in page, "the old words stay to be read"
    assert "Nye ord." in page


@pytest.mark.django_db
def test_a_draft_of_others_is_not_there(client: Client) -> None:
    draft = made.article(made.editor(), title="Hemmelig kladde")
    html(client, "article", draft.public_id, status=404)
    assert draft.title not in html(client, "articles")
    assert draft.title not in html(client, "feed")
    html(come_in(client, person()), "article", draft.public_id, status=404)
    assert draft.title in html(come_in(Client(), made.editor()), "article", draft.public_id)


@pytest.mark.django_db
def test_a_withdrawn_article_says_why_in_its_place(client: Client) -> None:
    gone = made.article(made.editor(), state=ArticleState.WITHDRAWN)
    page = html(client, "article", gone.public_id, status=410)
    assert gone.withdrawn_reason in page
    assert gone.standfirst not in page


@pytest.mark.django_db
def test_a_published_and_a_refused_reply_stand_beside_the_article(client: Client) -> None:
    found = made.published()
    actor = Actor(participant_id=made.editor().pk)
    waiting = made.reply(found, person(), "Venter endnu.")
    services.publish_reply(actor=actor, reply_id=made.reply(found, person(), "Vi var der.").pk, now=NOW)
    services.refuse_reply(
        actor=actor, reply_id=made.reply(found, person(), "Skældsord.").pk, reason=LONG_REASON, now=NOW
    )
    page = html(client, "article", found.public_id)
    assert "Vi var der." in page
    assert LONG_REASON in page
    assert "Skældsord." not in page
    assert waiting.text not in page


@pytest.mark.django_db
def test_the_newsroom_is_closed_to_others(client: Client) -> None:
    html(client, "desk", status=403)
    html(come_in(client, person()), "desk", status=403)
    html(come_in(Client(), made.editor()), "desk")


@pytest.mark.django_db
def test_a_whole_article_is_made_on_the_pages() -> None:
    first, second = (come_in(Client(), made.editor()) for _ in range(2))
    given = {
        "section": "house",
        "title": "Sådan læser du registret",
        "standfirst": "Kort.",
        "body": "Lang.",
        "byline": "Redaktionen",
        "publisher": "Kommunen",
    }
    assert first.post(reverse("news:write"), given).status_code == 303
    found = Article.objects.get()
    first.post(reverse("news:hand_in", args=[found.public_id]))
    assert first.post(reverse("news:publish", args=[found.public_id])).status_code == 403
    second.post(reverse("news:publish", args=[found.public_id]))
    assert html(Client(), "article", found.public_id).count("Kommunen")


@pytest.mark.django_db
def test_a_politician_sees_only_their_own_column_in_the_form() -> None:
    from samskab.ground.people.models import Role
    from tests.builders import office

    page = html(come_in(Client(), office(Role.COUNCILLOR)), "write")
    assert 'value="roots"' in page
    assert 'value="house"' not in page


@pytest.mark.django_db
def test_the_feed_is_valid_atom_and_holds_what_the_page_holds(client: Client) -> None:
    older, newer = made.published(title="Ældre"), made.published(title="<b>Nyere</b> & co.")
    services.correct_article(
        actor=Actor(participant_id=made.editor().pk),
        article_id=older.pk,
        what="En dato.",
        title="Ældre, rettet",
        standfirst=older.standfirst,
        body=older.body,
        now=NOW,
    )
    made.article(made.editor(), state=ArticleState.WITHDRAWN, title="Væk")
    answer = client.get(reverse("news:feed") + "?section=places")
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.content)  # noqa: S314 - our own feed
    assert feed.tag == ATOM + "feed"
    for part in ("id", "title", "updated", "author"):
        assert feed.find(ATOM + part) is not None, part
    links = {one.get("rel"): one.get("href") for one in feed.findall(ATOM + "link")}
    assert (links["self"] or "").endswith("/nyheder/feed.atom?section=places")
    entries = feed.findall(ATOM + "entry")
    assert [one.findtext(ATOM + "title") for one in entries] == [newer.title, "Ældre, rettet"]
    for entry in entries:
        assert (entry.findtext(ATOM + "id") or "").startswith("urn:uuid:")
        assert entry.find(ATOM + "link") is not None
        assert entry.findtext(ATOM + "author/" + ATOM + "name")
    assert entries[1].findtext(ATOM + "updated") == NOW.isoformat()


@pytest.mark.django_db
def test_a_reader_of_feeds_makes_no_markup_of_an_articles_words(client: Client) -> None:
    """Django sends a summary out as HTML; so what it says as HTML is what was written, sign by sign."""
    about = made.published()
    about.standfirst = "<img src onerror=alert(1)> & så videre"
    about.save()
    feed = ET.fromstring(client.get(reverse("news:feed")).content)  # noqa: S314 - our own feed
    (summary,) = feed.iter(ATOM + "summary")
    assert summary.get("type") == "html"
    assert summary.text == "&lt;img src onerror=alert(1)&gt; &amp; så videre"


@pytest.mark.engine_free
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("## Et ord", '<h2 dir="auto">Et ord</h2>'),
        ("- a\n- b", '<ul dir="auto"><li>a</li><li>b</li></ul>'),
        ("a\nb", '<p dir="auto">a<br>b</p>'),
        ("[her](/kald/)", '<p dir="auto"><a href="/kald/">her</a></p>'),
        (
            "[der](https://x.dk/a)",
            '<p dir="auto"><a href="https://x.dk/a" rel="nofollow noopener noreferrer">der</a></p>',
        ),
        ("<b>x</b>", '<p dir="auto">&lt;b&gt;x&lt;/b&gt;</p>'),
        ("[<i>](/a)", '<p dir="auto"><a href="/a">&lt;i&gt;</a></p>'),
    ],
)
def test_the_markup_is_headings_lists_and_links(text: str, shown: str) -> None:
    assert rendered(text) == shown


@pytest.mark.engine_free
@pytest.mark.parametrize(
    "to",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "/\\evil.example",
        "http://plain.example",
        'https://a"onmouseover=x',
        "vbscript:x",
        "https://",
    ],
)
def test_no_other_address_becomes_a_link(to: str) -> None:
    assert "<a" not in rendered(f"[tryk]({to})")


@pytest.mark.django_db
def test_the_sheet_for_the_wall_tells_the_week_of_its_place(client: Client) -> None:
    made_here = made.published(area=area())
    services.correct_article(
        actor=Actor(participant_id=made.editor().pk),
        article_id=made_here.pk,
        what="En dato.",
        title="Rettet overskrift",
        standfirst="Kort.",
        body="Ord.",
        now=NOW,
    )
    assert "Rettet overskrift" in html(client, "sheet_area", "vestby")
    assert "En stille uge" in html(client, "sheet_area", area("oestby").slug)
    assert "Rettet overskrift" in html(client, "sheet")
    course = table().process
    assert "En stille uge" in html(client, "sheet_process", course.slug)
    html(client, "sheet_area", "findes-ikke", status=404)


@pytest.mark.django_db
def test_who_wrote_last_is_not_offered_the_button_and_is_told_why(client: Client) -> None:
    writer, other = made.editor(), made.editor()
    found = made.article(writer, state=ArticleState.HANDED_IN)
    address = reverse("news:article", args=[found.public_id])
    page = come_in(client, writer).get(address).content.decode()
    assert "Du skrev den sidst." in page
    assert "Jeg har læst den. Udgiv" not in page
    assert "Jeg har læst den. Udgiv" in come_in(Client(), other).get(address).content.decode()


@pytest.mark.django_db
def test_the_old_words_of_a_correction_read_as_an_article(client: Client) -> None:
    found = made.published()
    services.correct_article(
        actor=Actor(participant_id=made.editor().pk),
        article_id=found.pk,
        what="Tallet.",
        title=found.title,
        standfirst=found.standfirst,
        body="Nye ord.",
        now=NOW,
    )
    page = client.get(reverse("news:article", args=[found.public_id])).content.decode()
    assert '<h2 dir="auto">Mellemrubrik</h2>' in page
    assert "## Mellemrubrik" not in page


@pytest.mark.django_db
def test_an_act_on_an_article_names_it(client: Client) -> None:
    found = made.published()
    assert (
        found.title
        in come_in(client, person()).get(reverse("news:ask_reply", args=[found.public_id])).content.decode()
    )
