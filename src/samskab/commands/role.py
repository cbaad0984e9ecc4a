"""Give somebody an office: `samskab role grant EMAIL ROLE`."""

from __future__ import annotations

import argparse

from samskab.config import start

ROLES = ("coordinator", "councillor", "facilitator", "helper", "moderator", "administrator", "editor")


def configure(parser: argparse.ArgumentParser) -> None:
    words = parser.add_subparsers(dest="word", required=True)
    grant = words.add_parser("grant", help="give an office; the person logs in by a code in the mail")
    grant.add_argument("email", help="an account is made when there is none")
    grant.add_argument("role", choices=ROLES)
    grant.add_argument("--title", default="", help="what the office is called, for everyone to read")
    grant.add_argument("--name", default="", help="the name others see, for a new account")
    quota = words.add_parser("quota", help="how many people one helper may help in a day")
    quota.add_argument("email", help="the helper's account")
    quota.add_argument("a_day", type=int, help="1 to 100; it is ten until then")


def run(args: argparse.Namespace) -> int:
    """Offices are given here and on no page, and the giving stands in the public record."""
    start.django()
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from samskab.ground.people import services
    from samskab.ground.people.actor import Actor
    from samskab.ground.people.models import Participant, Role
    from samskab.kit import clock
    from samskab.kit.errors import Invalid
    from samskab.process.doors.services import raise_quota

    def grant() -> str:
        try:
            validate_email(args.email)
        except ValidationError:
            raise Invalid("people.not_an_email", email=args.email) from None
        house, now = Actor(house=True), clock.now()
        person = services.found_account(actor=house, email=args.email, name=args.name, now=now)
        services.grant_role(
            actor=house, participant_id=person.pk, role=Role(args.role), title=args.title, now=now
        )
        return f"Granted: {args.email} is {args.role} from now on"

    def quota() -> str:
        helper = Participant.objects.filter(user__email__iexact=args.email).first()
        if helper is None:
            raise Invalid("doors.not_a_helper")
        raise_quota(actor=Actor(house=True), participant_id=helper.pk, a_day=args.a_day, now=clock.now())
        return f"Raised: {args.email} may help {args.a_day} people a day from now on"

    return start.answered(quota if args.word == "quota" else grant)
