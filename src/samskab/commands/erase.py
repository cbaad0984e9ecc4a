"""Erase what the house knows about somebody who wrote or called: `samskab erase --email E --sure`."""

from __future__ import annotations

import argparse

from samskab.config import start


def configure(parser: argparse.ArgumentParser) -> None:
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument("--email", default="", help="the address of the account")
    who.add_argument("--code", default="", help="the four words on the paper")
    parser.add_argument("--sure", action="store_true", help="really; it cannot be undone")


def run(args: argparse.Namespace) -> int:
    """Without --sure nothing happens but a count of what would be touched."""
    start.django()
    from samskab.ground.people import codes
    from samskab.ground.people.actor import Actor
    from samskab.ground.people.models import Participant
    from samskab.ground.rights import selectors, services
    from samskab.ground.rights.rules import SAID_TWICE
    from samskab.kit import clock
    from samskab.kit.errors import Closed

    def erase() -> str:
        found = (
            Participant.objects.filter(user__email__iexact=args.email)
            if args.email
            else Participant.objects.filter(code_hash=codes.hash_of(args.code))
        ).first()
        if found is None:
            raise Closed("rights.already_erased")
        if not args.sure:
            known = selectors.known_about(selectors.person_of(found), most=0)
            lines = [f"{one.total:8} {one.part.model}" for one in known]
            return "\n".join([*lines, "Nothing was erased. Add --sure to do it."])
        services.erase_person(
            actor=Actor(house=True), participant_id=found.pk, said=SAID_TWICE[0], now=clock.now()
        )
        return "Erased."

    return start.answered(erase)
