"""From members' own grades to their party's: the lower median, and how many it overruled."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from samskab.ground.parties.models import Party
from samskab.process.negotiation.models import WORST, MemberGrade, PackageGrade, PackageRound, PackageSheet


class Median(NamedTuple):
    """What a party's members say of one answer; harm and bearer as the first who could not live with it."""

    grade: int
    harm: str = ""
    borne_by: str = ""


def answered(package_round: PackageRound, party_id: int) -> int:
    """How many of a party's members have answered for themselves."""
    return package_round.member_sheets.filter(party=party_id).count()


def medians(package_round: PackageRound, party_id: int) -> dict[int, Median]:
    """Option to the party's grade from its members; empty when none has answered."""
    from samskab.methods.bargaining import party_grade  # noqa: PLC0415 - the house starts without the maths

    given: defaultdict[int, list[MemberGrade]] = defaultdict(list)
    rows = MemberGrade.objects.filter(sheet__round=package_round, sheet__party=party_id)
    for row in rows.order_by("sheet__pk"):
        given[row.option_id].append(row)
    found = {}
    for option, grades in given.items():
        grade, _n = party_grade([row.grade for row in grades])
        first = next((row for row in grades if row.grade == WORST), None)
        named = (first.harm, first.borne_by) if first is not None and grade == WORST else ("", "")
        found[option] = Median(grade, *named)
    return found


def speak_for(package_round: PackageRound, party: Party, now: datetime) -> None:
    """Write the party's sheet from its members', when they gave any."""
    found = medians(package_round, party.pk)
    if not found:
        return
    how = _("Midten af medlemmernes egne svar")
    sheet = PackageSheet.objects.create(
        round=package_round, party=party, how=how, by_members=True, given_at=now
    )
    PackageGrade.objects.bulk_create(
        PackageGrade(sheet=sheet, option_id=option, **median._asdict()) for option, median in found.items()
    )


def overruled(package_round: PackageRound) -> dict[tuple[int, int], int]:
    """(option, party) to how many of its members cannot live with what the party can."""
    rows = MemberGrade.objects.filter(sheet__round=package_round, grade=WORST)
    found: defaultdict[tuple[int, int], int] = defaultdict(int)
    for option, party in rows.values_list("option_id", "sheet__party_id"):
        found[option, party] += 1
    return dict(found)
