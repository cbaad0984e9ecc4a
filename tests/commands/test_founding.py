"""The commands that start a real municipality, and the demo's."""

from __future__ import annotations

import pytest

from samskab import cli
from samskab.ground.people.models import RoleGrant, User
from samskab.ground.places.models import Area, Municipality, SchoolHoliday

pytestmark = pytest.mark.django_db
Said = pytest.CaptureFixture[str]


def test_a_municipality_is_founded_without_a_demo(capsys: Said) -> None:
    assert cli.main(["municipality", "found", "--name", "Vestby Kommune", "--phone", "12 34 56 78"]) == 0
    found = Municipality.objects.get()
    assert (found.name, found.phone, found.is_demo) == ("Vestby Kommune", "12 34 56 78", False)
    assert "Vestby Kommune" in capsys.readouterr().out


def test_a_second_municipality_is_refused_in_words(capsys: Said) -> None:
    cli.main(["municipality", "found", "--name", "Vestby Kommune"])
    assert cli.main(["municipality", "found", "--name", "Østby Kommune"]) == 2
    assert "Her er allerede en kommune: Vestby Kommune." in capsys.readouterr().err


def test_an_area_is_added_inside_a_larger_one(capsys: Said) -> None:
    assert cli.main(["area", "add", "vestby", "Vestby", "town", "--population", "9200"]) == 0
    assert cli.main(["area", "add", "havnen", "Havnen", "town_block", "--within", "vestby"]) == 0
    assert Area.objects.get(slug="havnen").within == Area.objects.get(slug="vestby")
    assert "/omraader/havnen/" in capsys.readouterr().out


def test_an_unknown_kind_of_area_names_the_known_ones(capsys: Said) -> None:
    assert cli.main(["area", "add", "vestby", "Vestby", "ghetto"]) == 2
    assert "housing_area" in capsys.readouterr().err


def test_a_holiday_is_written_down(capsys: Said) -> None:
    assert cli.main(["holiday", "add", "Vinterferie", "2027-02-13", "2027-02-21"]) == 0
    assert SchoolHoliday.objects.get().name == "Vinterferie"
    assert cli.main(["holiday", "add", "Vinterferie", "2027-02-13", "2027-02-21"]) == 2
    assert "Vinterferie" in capsys.readouterr().err


def test_a_day_that_is_no_day_is_refused_before_anything_happens() -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["holiday", "add", "Vinterferie", "2027-02-30", "2027-03-01"])
    assert stopped.value.code == 2
    assert not SchoolHoliday.objects.exists()


def test_an_office_is_given_to_a_person_by_mail(capsys: Said) -> None:
    words = ["role", "grant", "eva@vestby.example", "councillor", "--title", "Formand for Socialudvalget"]
    assert cli.main(words) == 0
    grant = RoleGrant.objects.get()
    assert (grant.role, grant.title) == ("councillor", "Formand for Socialudvalget")
    assert not User.objects.get(email="eva@vestby.example").has_usable_password()
    assert cli.main(words) == 2
    assert "Hvervet er der allerede." in capsys.readouterr().err


def test_what_is_no_address_gets_no_office(capsys: Said) -> None:
    assert cli.main(["role", "grant", "eva", "councillor"]) == 2
    assert "ikke en e-mail" in capsys.readouterr().err
    assert not User.objects.exists()


def test_a_role_nobody_knows_is_refused() -> None:
    with pytest.raises(SystemExit):
        cli.main(["role", "grant", "eva@vestby.example", "mayor"])


def test_the_demo_is_not_loaded_where_somebody_lives(capsys: Said) -> None:
    cli.main(["municipality", "found", "--name", "Vestby Kommune"])
    assert cli.main(["demo", "load"]) == 2
    assert "Her bor en rigtig kommune: Vestby Kommune." in capsys.readouterr().err


def test_if_empty_leaves_a_house_as_it_is(capsys: Said) -> None:
    cli.main(["municipality", "found", "--name", "Vestby Kommune"])
    assert cli.main(["demo", "load", "--if-empty"]) == 0
    assert "nothing loaded" in capsys.readouterr().out
    assert not Area.objects.exists()


@pytest.mark.parametrize("words", [["demo", "status"], ["demo", "advance", "3"]])
def test_without_a_demo_there_is_no_clock_to_move(words: list[str], capsys: Said) -> None:
    assert cli.main(words) == 2
    assert "Her er ingen demo." in capsys.readouterr().err


@pytest.mark.parametrize("days", ["-1", "4000", "soon"])
def test_time_goes_forward_by_whole_days(days: str) -> None:
    with pytest.raises(SystemExit):
        cli.main(["demo", "advance", days])


def test_the_demo_loads_tells_where_it_stands_and_moves_on(capsys: Said) -> None:
    assert cli.main(["demo", "load"]) == 0
    assert "acts played" in capsys.readouterr().out
    assert cli.main(["demo", "load"]) == 0
    assert "loaded already" in capsys.readouterr().out
    assert cli.main(["demo", "status"]) == 0
    assert "godmorgen-birkelunden: day 108 of 322, negotiation" in capsys.readouterr().out
    assert cli.main(["demo", "advance", "10"]) == 0
    assert " 0 refused." in capsys.readouterr().out
