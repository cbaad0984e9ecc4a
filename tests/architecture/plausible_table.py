"""How to call the acts of the ground, the calls, the table and the path."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount

from samskab.ground.parties.models import Invitation, PartyKind
from samskab.ground.people import codes
from samskab.ground.people import services as people
from samskab.ground.people.models import LoginSession, Role, WayIn
from samskab.process.core.models import Boundary, Stage, Steward
from samskab.process.core.services import OpeningAnswers
from samskab.process.path.models import StageChange
from tests.architecture.plausible_parts import (
    LATER,
    PARTIES,
    Plausible,
    Scene,
    about,
    each,
    outside,
    ready,
    words,
)
from tests.builders import LONG_REASON, NOW, networks, person, whole
from tests.builders.cast import ROLES

ANSWERS = OpeningAnswers(
    solution_chosen=False,
    decision_taken=False,
    can_change="Alt.",
    who_decides="Parterne.",
    saving_is_part=False,
    saving="Nej.",
    money_hours="0 kr.",
    outside_affected="Naboerne.",
)


# -- the ground ---------------------------------------------------------------------------------------------


def _member(s: Scene, role: str) -> Any:
    return s.at.parties[role].memberships.create(participant=person(), role="member", since=NOW)


def _second_voice(s: Scene) -> None:
    for who in PARTIES:
        s.at.parties[who].memberships.create(participant=person(), role="spokesperson", since=NOW)


def _code(s: Scene) -> None:
    s.it = people.give_code(now=NOW)[1]


def _own_session(s: Scene, role: str) -> dict[str, Any]:
    who = s.cast.actors[role].participant_id
    if who is None:
        return {"session_id": 0}
    began = {"session_key": f"key-{who}", "way_in": WayIn.MAIL, "since": NOW}
    return {"session_id": LoginSession.objects.create(participant_id=who, **began).pk}


def _linked(s: Scene, role: str) -> dict[str, Any]:
    who = s.cast.people[role]
    if who is not None and who.user is not None:
        SocialAccount.objects.create(user=who.user, provider=WayIn.STAFF, uid=f"sub-{who.pk}")
        EmailAddress.objects.create(user=who.user, email=who.user.email, verified=True, primary=True)
    return {"broker": WayIn.STAFF}


def _invitation(s: Scene) -> None:
    s.it = codes.new_code()
    Invitation.objects.create(
        party=s.at.parties["school"],
        code_hash=codes.hash_of(s.it),
        role="member",
        made_at=NOW - timedelta(days=1),
        expires_at=NOW + timedelta(days=9),
    )


OPEN = {
    "title": "Hvad gør vi ved skuret?",
    "declared_type": "ligevaerdig",
    "promised_influence": "collaborate",
    "answers": ANSWERS,
}
GROUND = {
    "places.found_municipality": outside(words(name="Anden Kommune", phone="")),
    "places.add_area": outside(words(slug="nyby", name="Nyby", kind="village")),
    "places.tell_indicator": outside(
        lambda s, r: {
            "area_id": s.at.process.area_id,
            "label": "Busser om dagen",
            "value": "4",
            "source": "Køreplanen",
            "as_of": NOW.date(),
        }
    ),
    "places.found_holiday": outside(words(name="Efterår", first_day=LATER, last_day=LATER)),
    "people.found_account": outside(words(email="ny@example.org", name="Ny")),
    "people.grant_role": outside(
        lambda s, r: {"participant_id": s.at.speakers["grocer"].pk, "role": Role.HELPER, "title": ""}
    ),
    "people.end_role": outside(
        lambda s, r: {"participant_id": s.cast.actors["helper"].participant_id, "role": Role.HELPER}
    ),
    "people.give_code": outside(),
    "people.replace_code": outside(),
    "people.revoke_code": outside(),
    "people.claim_code": outside(lambda s, r: {"code": s.it}, _code),
    "access.propose_network": outside(
        words(
            institution="Biblioteket",
            cidr="185.20.9.0/24",
            contact_name="Ida",
            contact_email="ida@example.org",
            valid_from=LATER,
            valid_to=LATER + timedelta(days=200),
        )
    ),
    "access.approve_network": outside(
        about("agreement_id"), ready(lambda s: networks.proposed("185.20.4.0/24"))
    ),
    "access.pause_network": outside(
        about("agreement_id"), ready(lambda s: networks.running("185.20.4.0/24")[0])
    ),
    "access.pause_own_network": outside(
        lambda s, r: {"token": s.it}, ready(lambda s: networks.running("185.20.4.0/24")[1])
    ),
    "access.resume_network": outside(
        about("agreement_id"), ready(lambda s: networks.paused("185.20.4.0/24"))
    ),
    "access.end_network": outside(
        about("agreement_id"), ready(lambda s: networks.running("185.20.4.0/24")[0])
    ),
    "access.note_use": outside(words(address="185.20.4.7")),
    "rights.change_name": outside(words(name="Vera")),
    "rights.change_email": outside(words(email="vera@example.org")),
    "rights.erase_person": outside(
        lambda s, r: {
            "participant_id": s.cast.actors[r].participant_id or s.at.speakers["grocer"].pk,
            "said": "slet mig",
        },
        _second_voice,
    ),
    "people.end_session": outside(_own_session),
    "people.end_other_sessions": outside(words(kept="denne")),
    "people.unlink_broker": outside(_linked),
    "parties.found_party": outside(
        lambda s, r: {
            "kind": PartyKind.INFORMAL_GROUP,
            "name": "Gårdens folk",
            "area_id": s.at.process.area_id,
            "decides_by": "Vi spørger alle.",
            "size_told": 14,
            "cvr": "",
        }
    ),
    "parties.give_mandate": outside(words(text="11 af 14 sagde ja.")),
    "parties.invite_member": outside(words(role="member")),
    "parties.rotate_spokesperson": outside(
        lambda s, r: {"membership_id": s.of(r).pk, "speaks": True}, each(_member)
    ),
    "parties.use_invitation": outside(lambda s, r: {"code": s.it}, _invitation),
    "parties.leave_party": outside(given=_second_voice),
    "calls.raise_call": outside(
        lambda s, r: {
            "area_id": s.at.process.area_id,
            "text": "Lygten er gået ud.",
            "title": "",
            "raised_by_kind": "",
            "channel": "web",
        },
        alone=ROLES,
    ),
    "calls.join_call": outside(
        about("call_id", name="Familien i nummer 7"), ready(lambda s: whole.call()), alone=ROLES
    ),
    "calls.answer_call": outside(about("call_id", text=LONG_REASON), ready(lambda s: whole.call())),
    "calls.decline_call": outside(about("call_id", text=LONG_REASON), ready(lambda s: whole.call())),
    "calls.open_from_call": outside(about("call_id", **OPEN), ready(lambda s: whole.call())),
    "core.open_process": outside(
        lambda s, r: {**OPEN, "area_id": s.at.process.area_id, "summary": ""},
    ),
}

# -- the table ----------------------------------------------------------------------------------------------


def _no_seats(s: Scene) -> None:
    s.at.process.seats.update(left_at=NOW)


def _no_keys(s: Scene) -> None:
    Steward.objects.filter(process=s.at.process).update(until=NOW)


def _marks(s: Scene, role: str) -> dict[str, Any]:
    return {"affected": role == "residents", "paid_time": False, "may_supply": role == "supplier"}


def _steward(s: Scene, role: str) -> dict[str, Any]:
    """Each side names itself; who is of neither side names the residents."""
    whose = "unit" if role == "unit" else "association" if role == "association" else "residents"
    return {"party_id": s.at.parties[whose].pk, "participant_id": s.at.speakers[whose].pk}


def _boundary(s: Scene, who: str, *, challenged: bool = False) -> Boundary:
    row = whole.boundary(s.at, challenged=challenged)
    row.set_by = s.at.parties[who]
    row.save()
    return row


TABLE = {
    "core.take_seat": Plausible(_marks, _no_seats),
    "core.mark_seat": Plausible(_marks),
    "core.leave_table": Plausible(given=_no_keys),
    "core.appoint_steward": Plausible(_steward),
    "core.rank_motives": Plausible(words(first="lighed", second="kvalitet", text="")),
    "core.set_municipal_role": Plausible(words(stage="framing", role="part")),
    "core.note_missing_voice": Plausible(words(who="De unge", done="")),
    "core.tell_missing_voice": Plausible(
        about("voice_id", done="Vi har ringet."),
        ready(lambda s: s.at.process.missing_voices.create(who="De unge", noted_at=NOW)),
    ),
    "core.set_boundary": Plausible(
        words(kind="budget", text="Højst 25.000 kr.", reason="Der er ikke mere.", ground="")
    ),
    "core.challenge_boundary": Plausible(
        about("boundary_id", text="Hvorfor?"), ready(lambda s: _boundary(s, "school"))
    ),
    "core.answer_challenge": Plausible(
        about("challenge_id", outcome="opened", answer="I har ret.", text_now="Det kan ændres."),
        ready(lambda s: _boundary(s, "unit", challenged=True).challenges.get()),
    ),
    "core.correct_opening": Plausible(words(text=LONG_REASON)),
    "core.pause_process": Plausible(words(reason="Sommerferie.")),
    "core.mark_sensitive": Plausible(words(reason=LONG_REASON)),
    "core.resume_process": Plausible(words(reason=LONG_REASON)),
    "core.stop_in_emergency": Plausible(words(reason=LONG_REASON)),
    "meetings.book_meeting": Plausible(
        words(at=NOW + timedelta(days=20), place="Vaskeriet", purpose="Hvad vil vi?", access=["childcare"])
    ),
    "meetings.count_attendance": Plausible(
        lambda s, r: {
            "meeting_id": s.it.pk,
            "people": {s.at.parties.get(r, s.at.parties["residents"]).pk: 7},
        },
        ready(lambda s: whole.meeting(s.at)),
    ),
    "path.turn_key": Plausible(
        lambda s, r: (
            {"to_stage": Stage.FRAMING, "reason": ""}
            if s.at.process.stage == Stage.CALLED
            else {"to_stage": Stage.CALLED, "reason": LONG_REASON}
        )
    ),
    "path.take_key_back": Plausible(
        given=ready(
            lambda s: StageChange.objects.create(
                process=s.at.process, from_stage=s.at.process.stage, to_stage="called", asked_at=NOW
            )
        )
    ),
}
