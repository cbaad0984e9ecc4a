"""How to call the acts of the doors."""

from __future__ import annotations

from datetime import timedelta

from samskab.ground.people import codes
from samskab.process.doors.models import Card, CardBatch, CardSheet, Kiosk, Sitting, SittingWords
from samskab.process.doors.services.cards import Keyed, Said
from tests.architecture.plausible_parts import PARTIES, Plausible, Scene, each, outside, own, words
from tests.builders import NOW, person
from tests.builders import knowledge as known
from tests.builders.cast import ROLES

KEYERS = (*PARTIES, "facilitator", "helper")
STATE = {"basis": "experience", "text": "Der er mørkt ved skuret."}


def _sitting(s: Scene, role: str, *, helped: str = "") -> Sitting:
    helper = s.cast.people[role] if not helped else person()
    return Sitting.objects.create(
        helper=helper,
        participant=s.cast.people[helped] if helped else person(),
        organisation="Frivilligcentret",
        channel="visit",
        began_at=NOW - timedelta(minutes=5),
        ends_at=NOW + timedelta(minutes=25),
    )


def _helped(s: Scene, role: str) -> Sitting:
    sitting = _sitting(s, "helper", helped=role)
    said = known.statement(s.at.process, s.cast.people[role])
    SittingWords.objects.create(sitting=sitting, statement=said)
    return sitting


def _helper_sits(s: Scene) -> None:
    s.it = _sitting(s, "helper")


def _everybody_was_helped(s: Scene) -> None:
    for role in ROLES:
        if s.cast.people[role] is not None:
            _helped(s, role)


def _kiosk(s: Scene, role: str) -> Kiosk:
    return Kiosk.objects.create(
        party=s.at.parties[role], key_hash=codes.hash_of(codes.new_code()), opened_at=NOW
    )


def _card(s: Scene, number: int) -> Card:
    sheet = CardSheet.objects.create(process=s.at.process, printed_at=NOW, first_number=number, n_cards=1)
    return Card.objects.create(sheet=sheet, process=s.at.process, number=number, participant=person())


def _batch(s: Scene, role: str, **given: object) -> CardBatch:
    return CardBatch.objects.create(process=s.at.process, first=s.cast.people[role], opened_at=NOW, **given)


def _piles(s: Scene) -> None:
    """A pile of each who may key, with a card of its own; somebody else's for the others."""
    s.own = {}
    for number, role in enumerate(KEYERS, 1):
        _card(s, number)
        s.own[role] = _batch(s, role)


def _keyed(s: Scene) -> None:
    _piles(s)
    for role in KEYERS:
        card = Card.objects.get(number=KEYERS.index(role) + 1)
        s.own[role].keyings.create(card=card, hand=1, **STATE)


def _read_twice(s: Scene) -> None:
    s.own = {}
    for number, role in enumerate(KEYERS, 1):
        card = _card(s, number)
        batch = _batch(s, role, second=person(), first_done_at=NOW, second_done_at=NOW)
        batch.keyings.create(card=card, hand=1, **STATE)
        batch.keyings.create(card=card, hand=2, basis="experience", text="Der er mørkt.")
        s.own[role] = batch


def _pile(s: Scene, role: str) -> int:
    return s.own.get(role, s.own["residents"]).pk


def _number(role: str) -> int:
    return KEYERS.index(role) + 1 if role in KEYERS else 1


DOORS = {
    "doors.begin_sitting": outside(words(channel="visit")),
    "doors.enter_for_another": Plausible(words(**STATE, read_back=True), _helper_sits),
    "doors.close_sitting": outside(given=_helper_sits),
    "doors.undo_assisted": outside(given=_everybody_was_helped),
    "doors.raise_quota": outside(
        lambda s, r: {"participant_id": s.cast.actors["helper"].participant_id, "a_day": 20}
    ),
    "doors.open_kiosk": outside(),
    "doors.close_kiosk": outside(own("kiosk_id"), each(_kiosk)),
    "doors.state_at_kiosk": Plausible(
        lambda s, r: {**STATE, "kiosk_id": s.own["residents"].pk}, each(_kiosk)
    ),
    "doors.print_cards": Plausible(words(n_cards=2)),
    "doors.open_batch": Plausible(),
    "doors.key_cards": Plausible(
        lambda s, r: {"batch_id": _pile(s, r), "cards": [Keyed(_number(r), "Der er mørkt.", "experience")]},
        _piles,
    ),
    "doors.finish_keying": Plausible(lambda s, r: {"batch_id": _pile(s, r)}, _keyed),
    "doors.settle_cards": Plausible(
        lambda s, r: {
            "batch_id": _pile(s, r),
            "said": [Said(Card.objects.get(number=_number(r)).pk, "Der er mørkt.", "experience")],
        },
        _read_twice,
    ),
}
