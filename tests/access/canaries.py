"""A canary in every private field of the register of personal data, and whose it is.

Private is what the house keeps and does not show to everybody. The table is written by hand: it says who may
meet the words of a field on a page, never what the code happens to show. A field that can hold words and
stands neither in PRIVATE nor in OPEN fails tests/access/test_canaries.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db import connection, models

from samskab.kit import personal
from samskab.kit.guards import all_guards, lifted
from tests.builders import LONG_REASON

Owner = Callable[[Any], int | None]
HOLDS_WORDS = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.BinaryField,
    models.UUIDField,
    models.GenericIPAddressField,
)
SECRET = ("hash", "secret", "token", "salt")  # in the name of a field: private whatever the register says
MOST_ROWS = 6


@dataclass(frozen=True)
class Kept:
    """Whose a field is, and which roles meet it because of their office.

    `planted`: a canary is written there; else what stands there is already like nothing else (a hash, a key,
    an address). `rows` are those of the table that are private, when not all are.
    """

    of: Owner = lambda row: None
    also: tuple[str, ...] = ()
    planted: bool = True
    rows: tuple[tuple[str, Any], ...] = ()


def _participant(row: Any) -> int | None:
    found: int | None = row.participant_id
    return found


def _by_account(row: Any) -> int | None:
    user = row if hasattr(row, "is_superuser") else row.user
    found = getattr(user, "participant", None)
    return found.pk if found else None


NOBODYS = Kept()
FINGERPRINT = Kept(planted=False)
HIDDEN = (("state__in", ("hidden", "waiting", "erased")),)
ASKED = (("state", "asked"),)
PRIVATE: dict[str, Kept] = {
    "people.User.email": Kept(_by_account, planted=False),
    "people.User.password": FINGERPRINT,
    "people.Participant.code_hash": FINGERPRINT,
    "people.Attempt.source": FINGERPRINT,
    "people.LoginSession.session_key": FINGERPRINT,
    "people.LoginSession.device": Kept(_participant),
    "account.EmailAddress.email": Kept(_by_account, planted=False),
    "account.EmailConfirmation.key": NOBODYS,
    "sessions.Session.session_key": FINGERPRINT,
    "sessions.Session.session_data": FINGERPRINT,
    "mfa.Authenticator.data": NOBODYS,
    "socialaccount.SocialAccount.uid": NOBODYS,
    "socialaccount.SocialAccount.extra_data": NOBODYS,
    "record.Opening.salt": FINGERPRINT,
    "access.NetworkAgreement.contact_name": Kept(also=("administrator",)),
    "access.NetworkAgreement.contact_email": Kept(also=("administrator",)),
    "access.NetworkAgreement.pause_hash": FINGERPRINT,
    "access.NetworkUse.address": NOBODYS,
    "parties.Invitation.code_hash": FINGERPRINT,
    "dialogue.Comment.text": Kept(_participant, also=("moderator",), rows=HIDDEN),
    "dialogue.Comment.nickname": Kept(_participant, also=("moderator",), rows=HIDDEN),
    "dialogue.Comment.edit_hash": FINGERPRINT,
    "dialogue.Notice.name": Kept(_participant, also=("moderator",)),
    "dialogue.Notice.email": Kept(_participant, also=("moderator",)),
    "dialogue.Notice.text": Kept(_participant, also=("moderator",)),
    "dialogue.Notice.code_hash": FINGERPRINT,
    "dialogue.Decision.facts": Kept(lambda row: row.author_id, also=("moderator",)),
    "dialogue.Answer.text": Kept(lambda row: row.decision.author_id, also=("moderator",)),
    "dialogue.Appeal.text": Kept(lambda row: row.by_id, also=("moderator",)),
    "knowledge.ImportedParticipant.ref": NOBODYS,
    "doors.Kiosk.key_hash": FINGERPRINT,
    "doors.CardKeying.text": NOBODYS,
    "doors.CardKeying.role": NOBODYS,
    "doors.CardKeying.final_text": NOBODYS,
    "doors.CardKeying.final_role": NOBODYS,
    "negotiation.MemberGrade.harm": Kept(lambda row: row.sheet.participant_id),
    "negotiation.MemberGrade.borne_by": Kept(lambda row: row.sheet.participant_id),
    "news.Subscription.address": Kept(_participant),
    "news.Subscription.confirm_hash": FINGERPRINT,
    "news.SignOff.token_hash": FINGERPRINT,
    "news.ReplyRequest.name": Kept(_participant, also=("editor",), rows=ASKED),
    "news.ReplyRequest.text": Kept(_participant, also=("editor",), rows=ASKED),
    "news.Quota.key": FINGERPRINT,
}
_PUBLIC = (
    "Said in public, under the words a person chose; what is hidden or withdrawn has a canary of its own."
)
_CODE = "One of a few codes, or what names a row; it holds no words of a person."
OPEN: dict[str, str] = {
    "people.User.name": "Told where somebody speaks for a party; a mere member's has a canary in worlds.py.",
    "people.Participant.public_id": "A random number that stands in the public record.",
    "people.RoleGrant.title": "An office is held in public.",
    "people.Attempt.door": _CODE,
    "record.Opening.field": _CODE,
    "rights.Look.office": _CODE,
    "rights.Look.what": _CODE,
    "socialaccount.SocialAccount.provider": _CODE,
    "doors.CardKeying.final_basis": _CODE,
    "doors.Sitting.organisation": "An organisation that helps does so in public; who was helped is a row.",
    "knowledge.Statement.text": _PUBLIC,
    "knowledge.Statement.original": _PUBLIC,
    "knowledge.Statement.language": _CODE,
    "knowledge.Statement.role": _PUBLIC,
    "knowledge.Statement.assisted_by": _PUBLIC,
    "knowledge.ElementUse.rather": _PUBLIC,
    "negotiation.ProposalUse.rather": _PUBLIC,
    "agreement.ClauseUse.rather": _PUBLIC,
    "agreement.Signature.role": _PUBLIC,
    "agreement.Signature.mandate": _PUBLIC,
    "agreement.CouncillorQuestion.to_title": _PUBLIC,
    "agreement.CouncillorQuestion.answer": _PUBLIC,
    "calls.Call.title": _PUBLIC,
    "calls.Call.text": _PUBLIC,
    "calls.CallJoin.name": _PUBLIC,
    "news.Letter.about": _CODE,
    "news.SignOff.kind": _CODE,
    **dict.fromkeys(
        (f"news.Article.{name}" for name in ("title", "standfirst", "body", "byline")),
        "Printed; a draft has a canary in worlds.py.",
    ),
    "socialaccount.SocialToken.token": "The house never writes it: tokens of a broker are not stored.",
    "socialaccount.SocialToken.token_secret": "The house never writes it: tokens of a broker are not stored.",
    "socialaccount.SocialApp.secret": "The house's own key at a broker; it stands in the environment.",
    "record.Node.hash": "Hashes of the lines of the public record.",
}


def tables() -> dict[str, type[models.Model]]:
    return {model._meta.label: model for model in personal.all_models()}


def wordy() -> Iterator[str]:
    """Every field of the register that can hold words of a person, and every one that is named a secret."""
    known, told = tables(), personal.told()
    for part in told.parts:
        for name in part.fields if part.model in known else ():
            one = known[part.model]._meta.get_field(name)
            if isinstance(one, HOLDS_WORDS) and not one.choices:
                yield f"{part.model}.{name}"
    for rest in told.rest:
        yield from (f"{rest.model}.{n}" for n in rest.fields.split() if any(s in n for s in SECRET))


def planted() -> set[str]:
    return {named for named, kept in PRIVATE.items() if kept.planted}


def canary(one: Any) -> tuple[object, str]:
    """What to write there, and what to look for."""
    word = f"kanarie-{uuid4().hex}"[: min(one.max_length or 80, 24)]
    if isinstance(one, models.JSONField):
        return {"secret": word, "name": word}, word
    if isinstance(one, models.EmailField):
        return f"{word}@example.org", word
    return f"{word} {LONG_REASON}"[: one.max_length or 120].strip(), word


def as_read(value: object) -> str:
    """What stands in a row, as it would stand on a page."""
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return str(value or "")


@dataclass(frozen=True)
class Found:
    """A private value: where it stands, what to look for, whose it is, and who else meets it."""

    named: str
    words: str
    owner: int | None
    also: tuple[str, ...]


def hide(seen: set[tuple[str, object]]) -> list[Found]:
    """A canary in every private field of every row that was not seen before, as far as there are rows.

    Rows that are never changed are changed here: this is how the world begins, and no act.
    """
    known = tables()
    guarded = {known[named.rpartition(".")[0]]._meta.db_table for named in PRIVATE}
    with lifted(connection, [guard for guard in all_guards() if guard.table in guarded]):
        return [found for named in PRIVATE for found in _hidden(named, seen)]


def _hidden(named: str, seen: set[tuple[str, object]]) -> Iterator[Found]:
    label, _, name = named.rpartition(".")
    kept = PRIVATE[named]
    rows = tables()[label]._default_manager.filter(**dict(kept.rows)).order_by("-pk")
    fresh = [row for row in rows if (named, row.pk) not in seen]
    seen |= {(named, row.pk) for row in fresh}
    for row in fresh[:MOST_ROWS]:
        words = _words_of(row, name, kept)
        if words:
            yield Found(named, words, kept.of(row), kept.also)


def _words_of(row: Any, name: str, kept: Kept) -> str:
    if not kept.planted:
        return as_read(getattr(row, name))
    value, words = canary(row._meta.get_field(name))
    type(row)._default_manager.filter(pk=row.pk).update(**{name: value})
    return words
