"""A new e-mail: nothing changes before its code comes back, and then the old one opens nothing any more."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from samskab.ground.people.actor import Actor, Proof
from samskab.ground.people.models import Participant, User
from samskab.ground.rights import services
from samskab.kit import clock
from samskab.kit.errors import Closed, NotAllowed
from tests.builders import NOW, municipality, person
from tests.builders.cast import code_resident
from tests.builders.reading import client_of

pytestmark = pytest.mark.django_db
NEW = "ny@example.org"


@pytest.fixture
def vera() -> Participant:
    municipality()
    return person("Vera")


def old_of(who: Participant) -> str:
    assert who.user is not None
    assert who.user.email is not None
    return who.user.email


def asks(client: Client, email: str = NEW) -> list[EmailMessage]:
    before = len(mail.outbox)
    assert client.post(reverse("rights:change_email"), {"email": email}).status_code == 302
    return mail.outbox[before:]


def code_in(letter: EmailMessage) -> str:
    found = re.search(r"^([A-Z0-9-]{6,12})$", str(letter.body), re.MULTILINE)
    assert found, letter.body
    return found[1]


def gives(client: Client, code: str) -> int:
    return client.post(reverse("rights:confirm_email"), {"code": code}).status_code


def email_now(who: Participant) -> str | None:
    return User.objects.get(participant=who).email


def test_the_code_comes_back_the_old_address_is_told_and_the_person_stays_in(vera: Participant) -> None:
    client, old = client_of(vera), old_of(vera)
    assert reverse("rights:change_email") in client.get(reverse("rights:mine")).content.decode()
    (letter,) = asks(client, "  NY@example.org ")
    assert letter.to == [NEW]
    assert email_now(vera) == old, "nothing has changed before the code"
    assert gives(client, code_in(letter).lower()) == 302
    assert email_now(vera) == NEW
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [(NEW, True, True)]
    told = mail.outbox[-1]
    assert told.to == [old]
    assert NEW not in told.body, "the old letterbox may be somebody else's by now"
    assert "00 00 00 00" in told.body
    assert NEW in client.get(reverse("rights:mine")).content.decode()


def test_a_wrong_code_changes_nothing_and_after_three_a_new_one_must_be_asked_for(vera: Participant) -> None:
    client = client_of(vera)
    right = code_in(asks(client)[0])
    assert [gives(client, "XXXXXX") for _ in range(3)] == [422] * 3
    assert gives(client, right) == 302
    assert email_now(vera) != NEW
    assert gives(client, code_in(asks(client)[0])) == 302
    assert email_now(vera) == NEW


def test_after_ten_minutes_the_code_is_worth_nothing(
    vera: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(vera)
    code = code_in(asks(client)[0])
    monkeypatch.setattr(clock, "_ahead", [lambda: timedelta(minutes=10)])
    assert gives(client, code) == 302
    assert email_now(vera) != NEW


def test_a_code_is_the_askers_alone(vera: Participant) -> None:
    code, other = code_in(asks(client_of(vera))[0]), client_of(person("Bo"))
    gives(other, code)
    assert not User.objects.filter(email=NEW).exists()


def test_an_address_of_another_account_is_answered_alike_and_its_owner_is_told(vera: Participant) -> None:
    other = person("Bo")
    client = client_of(vera)
    (letter,) = asks(client, old_of(other).upper())
    assert letter.to[0].lower() == old_of(other)
    assert not re.search(r"^([A-Z0-9-]{6,12})$", str(letter.body), re.MULTILINE)
    page = client.get(reverse("rights:confirm_email"))
    assert page.status_code == 200
    assert gives(client, "XXXXXX") == 422
    with pytest.raises(Closed, match=r"^rights\.email_is_taken$"):
        services.change_email(actor=Actor(participant_id=vera.pk), email=old_of(other), now=NOW)


def test_change_email_ends_every_other_login_and_every_code_on_its_way_to_the_old_address(
    vera: Participant,
) -> None:
    here, phone, reader = client_of(vera), client_of(vera), Client()
    reader.post(reverse("account_request_login_code"), {"email": old_of(vera)})
    on_its_way = code_in(mail.outbox[-1])
    gives(here, code_in(asks(here)[0]))
    assert here.get(reverse("rights:printed")).status_code == 200
    assert phone.get(reverse("rights:printed")).status_code == 403
    reader.post(reverse("account_confirm_login_code"), {"code": on_its_way})
    assert reader.get(reverse("rights:printed")).status_code == 403


def test_a_code_on_its_way_lets_one_in_when_no_address_was_changed(vera: Participant) -> None:
    """The control of the test above."""
    reader = Client()
    reader.post(reverse("account_request_login_code"), {"email": old_of(vera)})
    reader.post(reverse("account_confirm_login_code"), {"code": code_in(mail.outbox[-1])})
    assert reader.get(reverse("rights:printed")).status_code == 200


def test_nobody_is_written_to_without_end(vera: Participant) -> None:
    client = client_of(vera)
    for _ in range(5):
        asks(client)
    assert client.post(reverse("rights:change_email"), {"email": NEW}).status_code == 429
    assert len(mail.outbox) == 5


def test_who_may_not_is_told_why(vera: Participant) -> None:
    def refused(code: str, actor: Actor) -> None:
        with pytest.raises(NotAllowed, match=f"^{re.escape(code)}$"):
            services.change_email(actor=actor, email=NEW, now=NOW)

    refused("rights.nobody_known", Actor())
    refused("rights.no_account", Actor(participant_id=code_resident().pk))
    refused("rights.demo_keeps_its_email", Actor(participant_id=vera.pk, proof=Proof.DEMO))
    Authenticator.objects.create(user=vera.user, type=Authenticator.Type.TOTP, data={})
    refused("rights.both_locks_first", Actor(participant_id=vera.pk, proof=Proof.ONE))
    services.change_email(actor=Actor(participant_id=vera.pk, proof=Proof.TWO), email=NEW, now=NOW)
    assert email_now(vera) == NEW
