"""Every text the house keeps, read off its models: poisoned, or excepted here with the reason.

A new text field that is neither fails `test_no_script_runs.py`: it is poisoned by itself as soon as some
world has a row of it, and it is excepted only when nobody but the house writes it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from samskab.kit import personal

# why no payload lies there: the fields, with blanks between.
EXCEPTED = {
    "Django's own names of the house's models": (
        "auth.Permission.name auth.Permission.codename auth.Group.name contenttypes.ContentType.app_label "
        "contenttypes.ContentType.model"
    ),
    "packed, and signed or keyed": "sessions.Session.session_key sessions.Session.session_data",
    "a key or a hash the house made": (
        "people.User.password people.Participant.code_hash people.Attempt.source "
        "people.LoginSession.session_key access.NetworkAgreement.pause_hash parties.Invitation.code_hash "
        "dialogue.Comment.edit_hash dialogue.Notice.code_hash knowledge.OpinionMap.input_sha256 "
        "knowledge.OpinionMap.outcome_sha256 knowledge.ConversationImport.sha256 doors.Kiosk.key_hash "
        "negotiation.BallotOutcome.input_sha256 negotiation.BallotOutcome.outcome_sha256 "
        "negotiation.PackageOutcome.input_sha256 negotiation.PackageOutcome.outcome_sha256 "
        "news.Subscription.confirm_hash news.SignOff.token_hash news.Quota.key account.EmailConfirmation.key"
    ),
    "a code of the house, of which words are found": (
        "record.Entry.kind record.Opening.field people.Attempt.door rights.Look.office rights.Look.what "
        "dialogue.Thread.kind dialogue.Comment.rule knowledge.OpinionMap.why doors.CardKeying.final_basis "
        "negotiation.BallotOutcome.code negotiation.PackageOutcome.code news.SignOff.kind "
        "news.Letter.about news.Issue.week"
    ),
    "the record's own lines: fingerprints and codes, bound by hashes": (
        "record.Entry.body record.Checkpoint.note"
    ),
    "numbers the house counted": (
        "rights.Tidying.removed knowledge.OpinionMap.shown knowledge.OpinionMap.axes "
        "negotiation.BallotOutcome.outcome negotiation.PackageOutcome.outcome "
        "negotiation.PackageOutcome.unlocks demo.DemoCourse.rows"
    ),
    "a range or an address of numbers": (
        "access.NetworkAgreement.cidr access.NetworkAgreement.first access.NetworkAgreement.last "
        "access.NetworkUse.address access.NetworkUse.network"
    ),
    "brokers are named in a file of the house, and what they say of a person is not kept": (
        "socialaccount.SocialApp.provider socialaccount.SocialApp.provider_id socialaccount.SocialApp.name "
        "socialaccount.SocialApp.client_id socialaccount.SocialApp.secret socialaccount.SocialApp.key "
        "socialaccount.SocialApp.settings socialaccount.SocialAccount.provider "
        "socialaccount.SocialAccount.uid socialaccount.SocialAccount.extra_data "
        "socialaccount.SocialToken.token socialaccount.SocialToken.token_secret"
    ),
}
NAMED_INSIDE = {"mfa.Authenticator.data": "name"}  # of a JSON field, the one word a person chooses


@dataclass(frozen=True)
class TextField:
    """One column. `number` stands in every payload that lies in it."""

    number: int
    model: type[models.Model]
    name: str
    longest: int | None
    is_mail: bool

    @property
    def label(self) -> str:
        return f"{self.model._meta.label}.{self.name}"


def is_text(one: models.Field[object, object]) -> bool:
    """Words can lie here. A closed list holds codes, and a slug letters and digits; the database says so."""
    kinds = (models.CharField, models.TextField, models.JSONField, models.FileField)
    return isinstance(one, kinds) and not one.choices and not isinstance(one, models.SlugField)


def all_texts() -> list[str]:
    return [
        f"{model._meta.label}.{one.name}"
        for model in personal.all_models()
        for one in model._meta.local_fields
        if is_text(one)
    ]


def excepted() -> list[str]:
    return [label for labels in EXCEPTED.values() for label in labels.split()]


def poisoned_fields() -> list[TextField]:
    """Every text that is not excepted, numbered in the order of the house's models."""
    left_out, found = set(excepted()), list[TextField]()
    for model in personal.all_models():
        for one in model._meta.local_fields:
            label = f"{model._meta.label}.{one.name}"
            if is_text(one) and label not in left_out:
                found.append(
                    TextField(
                        len(found) + 1, model, one.name, one.max_length, isinstance(one, models.EmailField)
                    )
                )
    return found
