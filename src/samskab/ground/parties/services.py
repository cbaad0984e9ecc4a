"""The acts of parties: become one, belong to one, let the voice rotate, say what it may say yes to."""

from __future__ import annotations

from datetime import datetime, timedelta

from samskab.ground.parties import rules
from samskab.ground.parties.models import (
    Invitation,
    Mandate,
    Membership,
    MembershipRole,
    Party,
    PartyKind,
)
from samskab.ground.people import codes
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role
from samskab.ground.people.selectors import holds
from samskab.ground.people.services import a_try
from samskab.ground.places.models import Area
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.errors import Closed, Invalid, NotAllowed
from samskab.kit.text import optional_text, require_text

INVITATION_LASTS = timedelta(days=30)
CVR_DIGITS = 8
MOST_PEOPLE = 100_000


@act("parties.party.founded")
def found_party(
    *,
    actor: Actor,
    kind: str,
    name: str,
    area_id: int,
    decides_by: str,
    size_told: int | None,
    cvr: str,
    now: datetime,
) -> Party:
    """ "Vi er en gruppe": who are you, how do you decide, who speaks. No CVR, bank or board is asked for
    (op-ed, S10).

    Only somebody the house has made a coordinator can speak for a municipal unit. The founder speaks first.
    """
    person = rules.require_known(actor)
    rules.require_may_speak(person)
    if kind not in PartyKind.values:
        raise Invalid("parties.unknown_kind")
    if kind == PartyKind.MUNICIPAL_UNIT and not holds(person, Role.COORDINATOR):
        raise NotAllowed("parties.only_a_coordinator")
    if cvr and not (cvr.isascii() and cvr.isdecimal() and len(cvr) == CVR_DIGITS):
        raise Invalid("parties.cvr_has_eight_digits")
    if size_told is not None and not 1 <= size_told <= MOST_PEOPLE:
        raise Invalid("parties.size_is_a_count")
    area = Area.objects.filter(pk=area_id).first()
    if area is None:
        raise Invalid("parties.unknown_area")
    party = Party.objects.create(
        kind=kind,
        name=require_text(name, field="name", most=120),
        area=area,
        decides_by=optional_text(decides_by, field="decides_by", most=400),
        size_told=size_told,
        cvr=cvr,
        since=now,
    )
    Membership.objects.create(party=party, participant_id=person, role=MembershipRole.SPOKESPERSON, since=now)
    record.append(
        "parties.party.founded",
        space=party.public_id,
        obj=party.public_id,
        at=now,
        commits={"name": party.name},
    )
    return party


@act("parties.mandate.given")
def give_mandate(*, actor: Actor, text: str, now: datetime) -> Mandate:
    """What the party has said yes to, in its own words ("11 af 14 sagde ja"). A new mandate ends the old."""
    party = rules.require_spokesperson(actor)
    rules.require_may_speak(rules.require_known(actor))
    party.mandates.filter(ended_at__isnull=True).update(ended_at=now)
    mandate = Mandate.objects.create(
        party=party, text=require_text(text, field="text", most=400), given_at=now
    )
    record.append(
        "parties.mandate.given",
        space=party.public_id,
        obj=party.public_id,
        at=now,
        commits={"text": mandate.text},
    )
    return mandate


@act()
def invite_member(*, actor: Actor, role: str, now: datetime) -> tuple[Invitation, str]:
    """A spokesperson gives four words to one person. They work once, for thirty days, and open nothing
    else.
    """
    party = rules.require_spokesperson(actor)
    if role not in MembershipRole.values:
        raise Invalid("parties.unknown_role")
    code = codes.new_code()
    invitation = Invitation.objects.create(
        party=party, code_hash=codes.hash_of(code), role=role, made_at=now, expires_at=now + INVITATION_LASTS
    )
    return invitation, code


def accept_invitation(*, actor: Actor, code: str, address: str, now: datetime) -> Membership:
    """Belong to the party that gave the words. Tries are counted before the act, so that guessing stays
    hopeless.
    """
    with a_try(door="invitation", address=address, now=now):
        return use_invitation(actor=actor, code=code, now=now)


@act("parties.member.joined")
def use_invitation(*, actor: Actor, code: str, now: datetime) -> Membership:
    """The invitation is used up in the same act that makes the member."""
    person = rules.require_known(actor)
    invitation = Invitation.objects.filter(
        code_hash=codes.hash_of(code), used_at__isnull=True, expires_at__gt=now
    ).first()
    if invitation is None:
        raise Invalid("parties.unknown_invitation")
    if invitation.role == MembershipRole.SPOKESPERSON:
        rules.require_may_speak(person)
    if Membership.objects.filter(party=invitation.party, participant_id=person, until__isnull=True).exists():
        raise Closed("parties.already_member")
    used = Invitation.objects.filter(pk=invitation.pk, used_at__isnull=True).update(used_at=now)
    if not used:
        raise Invalid("parties.unknown_invitation")
    membership = Membership.objects.create(
        party=invitation.party, participant_id=person, role=invitation.role, since=now
    )
    public_id = invitation.party.public_id
    record.append("parties.member.joined", space=public_id, obj=public_id, at=now)
    return membership


@act("parties.voice.rotated")
def rotate_spokesperson(*, actor: Actor, membership_id: int, speaks: bool, now: datetime) -> Membership:
    """The voice rotates: a member begins to speak, or a spokesperson stops. The last voice is handed on,
    not dropped.
    """
    party = rules.require_spokesperson(actor)
    membership = party.memberships.filter(pk=membership_id, until__isnull=True).first()
    if membership is None:
        raise Invalid("parties.unknown_member")
    role = MembershipRole.SPOKESPERSON if speaks else MembershipRole.MEMBER
    if membership.role == role:
        raise Closed("parties.already_so")
    if speaks:
        rules.require_may_speak(membership.participant_id)
    else:
        rules.require_another_voice(party)
    membership.until = now
    membership.save(update_fields=["until"])
    turned = Membership.objects.create(
        party=party, participant_id=membership.participant_id, role=role, since=now
    )
    record.append("parties.voice.rotated", space=party.public_id, obj=party.public_id, at=now)
    return turned


@act("parties.member.left")
def leave_party(*, actor: Actor, now: datetime) -> Membership:
    """Anyone may leave, without a reason; the last who speaks hands the voice on first."""
    person = rules.require_known(actor)
    membership = (
        Membership.objects.filter(party_id=actor.party_id or 0, participant_id=person, until__isnull=True)
        .select_related("party")
        .first()
    )
    if membership is None:
        raise NotAllowed("parties.unknown_member")
    if membership.role == MembershipRole.SPOKESPERSON:
        rules.require_another_voice(membership.party)
    membership.until = now
    membership.save(update_fields=["until"])
    public_id = membership.party.public_id
    record.append("parties.member.left", space=public_id, obj=public_id, at=now)
    return membership
