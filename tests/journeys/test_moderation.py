"""The moderator's story and the appellant's: a comment is reported, hidden with a reason, answered, appealed,
looked at by another, and shown again. They follow links and fill in forms, and know nothing else.
"""

from __future__ import annotations

import json

import pytest
from django.conf import LazySettings
from django.core import mail

from samskab.cli import main
from samskab.ground.dialogue.models import Comment
from samskab.ground.people.models import Participant, Role
from tests.builders import office, person, talk
from tests.builders.cast import code_resident
from tests.journeys.walking import Calendar, Walker

pytestmark = pytest.mark.django_db
FACTS = "Der står, hvem det er, og at hun er syg. Det er hendes egen sag at fortælle."
WORDS = "Jeg har selv været syg, og jeg gik derhen alligevel."


@pytest.fixture
def said() -> tuple[str, Participant]:
    """A call somebody has commented, with an account and a name; the comment as it stands."""
    author = person("Lise")
    about = talk.call()
    return str(about.public_id), author


def write(walker: Walker, call: str, words: str) -> Comment:
    walker.goes("calls:call", call)
    walker.follows("dialogue:thread")
    walker.sends(text=words)
    walker.sees("Dine ord står der nu.", words)
    return Comment.objects.order_by("-pk")[0]


def report(passer_by: Walker, call: str) -> str:
    """Somebody who came by reports it, without a login; the four words of the receipt."""
    passer_by.goes("calls:call", call)
    passer_by.follows("dialogue:thread")
    passer_by.sees("Vil du skrive?", "fire ord på papir")
    passer_by.follows("dialogue:notice")
    passer_by.sends(
        rule="personal",
        text="Hun skriver om sygdom på en åben side.",
        email="nabo@example.org",
        good_faith=True,
    )
    code = passer_by.page.words.split("De vises kun nu: ")[1].split(" ")[0]
    assert code.count("-") == 3
    assert mail.outbox[-1].to == ["nabo@example.org"]
    return code


def hide(moderator: Walker) -> None:
    """The moderator reads and hides it, under a rule and with a reason."""
    moderator.goes("path:front")
    moderator.follows("dialogue:rules")
    moderator.follows("dialogue:queue")
    moderator.sees(WORDS)
    moderator.follows("dialogue:decide")
    moderator.sends(outcome="hidden", rule="", reason=FACTS, status=422)
    moderator.sees("Vælg en regel.", FACTS)
    moderator.sends(outcome="hidden", rule="personal", reason=FACTS)
    moderator.sees("Ingen kommentarer venter.")


def test_a_comment_is_reported_hidden_appealed_to_another_and_shown_again(
    said: tuple[str, Participant], calendar: Calendar
) -> None:
    call, author = said
    lise, passer_by = Walker(author), Walker()
    moderator, other = Walker(office(Role.MODERATOR)), Walker(office(Role.MODERATOR))
    write(lise, call, WORDS)

    code = report(passer_by, call)
    hide(moderator)

    # everybody sees that it was hidden, and by which rule; nobody the words
    passer_by.goes("calls:call", call)
    passer_by.follows("dialogue:thread")
    passer_by.does_not_see(WORDS)
    passer_by.sees("Skjult af en moderator. Regel: Private oplysninger om nogen")

    # the author has a letter with a link and no words; she answers and appeals
    letter = next(one for one in mail.outbox if one.to == [author.user.email])  # type: ignore[union-attr]  # an account
    assert WORDS not in letter.body
    assert FACTS not in letter.body
    lise.opens(letter.body.split("http://testserver")[1].split()[0])
    lise.sees(FACTS, "Du kan klage gratis")
    lise.follows("dialogue:answer")
    lise.sends(answer="Det er mig selv, jeg skriver om.")
    lise.follows("dialogue:appeal")
    lise.sends(text="Det er om mig selv, og jeg vil gerne have, at det står der.")
    lise.sees("Klagen venter på en anden moderator.")

    # the first moderator may not decide; the other does
    moderator.goes("dialogue:queue")
    moderator.sees("En anden moderator afgør klagen.")
    assert not moderator.may("dialogue:judge")
    other.goes("dialogue:queue")
    other.follows("dialogue:judge")
    other.sees("Det er mig selv, jeg skriver om.")
    other.sends(
        outcome="overturned", reason="Hun fortæller om sig selv og ikke om en anden. Det må man gerne."
    )
    lise.goes("dialogue:mine")
    lise.sees(WORDS, "Står åbent")
    passer_by.goes("calls:call", call)
    passer_by.follows("dialogue:thread")
    passer_by.sees(WORDS)

    # and who reported it follows it to the end with four words
    passer_by.goes("dialogue:follow")
    passer_by.sends(code="sol cykel brev hane", status=422)
    passer_by.sends(code=code.replace("-", " "))
    passer_by.sees("Afgørelsen var forkert")
    passer_by.goes("dialogue:log")
    passer_by.sees("Den skjules", "Afgørelsen var forkert")
    passer_by.does_not_see(WORDS)


def test_who_reported_something_that_was_kept_can_appeal_it_with_four_words(
    said: tuple[str, Participant], calendar: Calendar
) -> None:
    call, author = said
    passer_by, moderator = Walker(), Walker(office(Role.MODERATOR))
    write(Walker(author), call, WORDS)
    passer_by.goes("calls:call", call)
    passer_by.follows("dialogue:thread")
    passer_by.follows("dialogue:notice")
    passer_by.sends(rule="hate", text="Det er nedgørende for dem, der er raske.", good_faith=True)
    code = passer_by.page.words.split("De vises kun nu: ")[1].split(" ")[0]
    moderator.goes("dialogue:queue")
    moderator.follows("dialogue:decide")
    moderator.sends(outcome="kept", reason="Hun fortæller om sig selv. Ingen af husets regler er brudt her.")
    passer_by.goes("dialogue:follow")
    passer_by.sends(code=code)
    passer_by.sees("Den bliver stående")
    passer_by.sends(to="dialogue:appeal_notice", text="Jeg synes stadig, at det er for meget.")
    passer_by.sees("Din klage er modtaget.")


def test_a_comment_is_corrected_and_taken_back_by_who_wrote_it_with_a_paper_code(
    said: tuple[str, Participant], calendar: Calendar
) -> None:
    call, author = said
    resident = Walker()
    resident.goes("people:get_code")
    resident.sends()
    mine = write(resident, call, "Den binder ogso hos os.")
    resident.sees("Deltager 1")
    resident.follows("dialogue:edit")
    resident.sends(text="Den binder også hos os.")
    resident.sees("rettet", "Den binder også hos os.")
    answer = Walker(author)
    answer.goes("calls:call", call)
    answer.follows("dialogue:thread")
    answer.follows("dialogue:reply")
    answer.sends(text="Tak. Så er vi to.")
    answer.sees("Tak. Så er vi to.")
    resident.goes("calls:call", call)
    resident.follows("dialogue:thread")
    resident.follows("dialogue:withdraw", containing=str(mine.public_id))
    resident.sends()
    resident.sees("Trukket tilbage af den, der skrev det.", "Tak. Så er vi to.")
    resident.does_not_see("hos os.")


def test_a_number_comes_back_with_its_place_and_every_word(said: tuple[str, Participant]) -> None:
    call, author = said
    lise = Walker(author)
    lise.goes("calls:call", call)
    lise.follows("dialogue:thread")
    words = "Ring til mig på 20 30 40 50, så aftaler vi det."
    lise.sends(text=words, status=422)
    lise.sees("Der står et telefonnummer eller en mailadresse i teksten.", "[20 30 40 50]", words)


def test_at_a_library_one_writes_without_an_account_and_the_box_says_why(
    said: tuple[str, Participant], settings: LazySettings, calendar: Calendar
) -> None:
    call, _author = said
    talk.network("Beboerhuset")
    here, elsewhere = Walker(), Walker()
    here.client.defaults["REMOTE_ADDR"] = "198.18.4.7"
    here.goes("calls:call", call)
    here.follows("dialogue:thread")
    here.sees("Du kan kommentere, fordi du er på nettet hos Beboerhuset.")
    here.sends(text="Hos os er den låst kl. 15.", name="Hende med strikketøjet")
    here.sees("Hende med strikketøjet · fra Beboerhuset")
    here.follows("dialogue:edit")
    here.sends(text="Hos os er den låst kl. 16.")
    here.sees("Hos os er den låst kl. 16.")
    elsewhere.client.defaults["REMOTE_ADDR"] = "198.18.4.7"
    elsewhere.goes("calls:call", call)
    elsewhere.follows("dialogue:thread")
    assert not elsewhere.may("dialogue:edit")
    calendar.days_pass(1)
    here.goes("calls:call", call)
    here.follows("dialogue:thread")
    assert not here.may("dialogue:edit")
    here.follows("dialogue:withdraw")
    here.sends()
    here.sees("Trukket tilbage af den, der skrev det.")


@pytest.mark.parametrize("who", [None, "code", "coordinator", "administrator"])
def test_the_queue_is_for_moderators_and_a_decision_for_its_author(
    said: tuple[str, Participant], who: str | None
) -> None:
    call, author = said
    found = talk.decision(write(Walker(author), call, WORDS), office(Role.MODERATOR))
    reader = Walker(code_resident() if who == "code" else office(Role(who)) if who else None)
    reader.goes("dialogue:queue", status=403)
    reader.is_refused("dialogue.only_a_moderator")
    reader.goes("dialogue:decision", found.public_id, status=404)
    reader.goes("dialogue:decide", found.comment.public_id, status=403)


def test_the_year_is_told_in_counts_without_a_word_of_what_was_written(
    said: tuple[str, Participant], capsys: pytest.CaptureFixture[str]
) -> None:
    call, author = said
    made = write(Walker(author), call, WORDS)
    talk.decision(made, office(Role.MODERATOR))
    assert main(["moderation-figures", "2026", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["notices"], told["decisions"]["hidden"], told["hidden_by_rule"]["personal"]) == (1, 1, 1)
    assert (told["median_hours"], told["automated"], told["appeals"]) == (0.0, 0, 0)
    assert main(["moderation-figures", "2025"]) == 0
    assert "notices             0" in capsys.readouterr().out
