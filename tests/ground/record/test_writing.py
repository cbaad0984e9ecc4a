"""One line per act: in its transaction, in one chain, and never changed again."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from samskab.ground.places.models import Municipality
from samskab.ground.record import guards, kinds, rules, selectors, services, wire
from samskab.ground.record.models import Checkpoint, Entry, Node, Opening, State
from samskab.kit import acts
from samskab.methods import merkle
from tests.ground.record.chains import START
from tests.ground.record.conftest import KIND, OBJ, OTHER_KIND, SPACE, Say

pytestmark = pytest.mark.django_db


def lines(n: int, **commits: str) -> list[services.Line]:
    return [
        services.Line(KIND, SPACE, UUID(int=i + 1), START + timedelta(hours=i), commits) for i in range(n)
    ]


def test_a_line_has_exactly_the_agreed_form(say: Say) -> None:
    entry = say(at=START + timedelta(minutes=59))
    assert entry.body == (
        '{"c":{},"kind":"tests.thing.done","obj":"6b1f0c52-3f0e-4a6f-9a77-0d6a3f1f0002",'
        f'"prev":"{"0" * 64}","seq":0,'
        '"space":"6b1f0c52-3f0e-4a6f-9a77-0d6a3f1f0001","t":"2026-03-01T08Z","v":1}'
    )
    assert bytes(entry.leaf) == merkle.leaf_hash(entry.body.encode())


def test_each_line_names_the_fingerprint_of_the_line_before(say: Say) -> None:
    first, second, third = say(), say(), say()
    assert [first.seq, second.seq, third.seq] == [0, 1, 2]
    assert second.wire["prev"] == bytes(first.leaf).hex()
    assert third.wire["prev"] == bytes(second.leaf).hex()


def test_the_time_is_the_hour_in_utc_and_the_day_in_small_spaces(say: Say) -> None:
    late = datetime.fromisoformat("2026-07-01T00:45+02:00")
    assert say(at=late).wire["t"] == "2026-06-30T22Z"
    assert say(at=late, day_only=True).wire["t"] == "2026-06-30"


def test_a_time_without_a_zone_is_refused(say: Say) -> None:
    with pytest.raises(ValueError, match="time zone"):
        say(at=datetime(2026, 3, 1, 8))  # noqa: DTZ001 - that is the point


def test_what_was_written_is_bound_but_not_shown(say: Say) -> None:
    entry = say(commits={"text": "Vi mangler en bænk ved kirken.", "actor": "Karen Ærø"})
    stored = Entry.objects.get().body
    assert "bænk" not in stored
    assert "Karen" not in stored
    assert set(entry.wire["c"]) == {"actor", "text"}
    assert selectors.opens(entry, "text", "Vi mangler en bænk ved kirken.") is True
    assert selectors.opens(entry, "text", "Vi mangler en bænk ved skolen.") is False


def test_the_same_text_twice_gives_two_fingerprints_that_nobody_can_link(say: Say) -> None:
    first, second = say(commits={"a": "ja", "b": "ja"}), say(commits={"a": "ja"})
    seen = [*first.wire["c"].values(), *second.wire["c"].values()]
    assert len(set(seen)) == 3


def test_a_commitment_is_the_hmac_of_field_zero_byte_and_canonical_value() -> None:
    import hashlib
    import hmac

    expected = hmac.new(b"s" * 32, b'text\x00"\xc3\xa6"', hashlib.sha256).hexdigest()
    assert wire.commitment(b"s" * 32, "text", "æ") == expected
    assert wire.commitment(b"s" * 32, "text", "a\u030a") == wire.commitment(b"s" * 32, "text", "å")


@pytest.mark.parametrize("field", ["", "Text", "text navn", "2text", 'a"b'])
def test_a_field_name_that_could_carry_prose_is_refused(field: str, say: Say) -> None:
    with pytest.raises(ValueError, match="field name"):
        say(commits={field: "x"})
    assert not Entry.objects.exists()


def test_canonical_writing_knows_no_fractions_and_one_order() -> None:
    assert wire.canonical({"b": [1, True, None], "a": "æ"}) == '{"a":"æ","b":[1,true,null]}'.encode()
    for value in (1.0, {"a": [1.5]}, float("nan")):
        with pytest.raises(TypeError, match="whole numbers"):
            wire.canonical(value)


@pytest.mark.parametrize("kind", ["tests.thing.unheard_of", "tests.thing", "Tests.thing.done", "", "a.b.c\n"])
def test_a_kind_nobody_declared_is_refused(kind: str, say: Say) -> None:
    with pytest.raises(rules.UnknownKindError):
        say(kind)
    assert not Entry.objects.exists()


@pytest.mark.parametrize("code", ["thing.done", "a.b.c.d", "A.b.c", "a.b.c ", "a.b.9"])
def test_a_kind_of_another_form_cannot_be_declared(code: str) -> None:
    with pytest.raises(ValueError, match="past_participle"):
        kinds.register(code)


def test_a_kind_an_act_declares_is_known(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    act = acts.Act("tests.do_thing", ("tests.thing.declared",), lambda: None)
    monkeypatch.setitem(acts.REGISTRY, "tests.do_thing", act)
    assert say("tests.thing.declared").seq == 0
    assert "tests.thing.declared" in kinds.known()


@pytest.mark.django_db(transaction=True)
def test_a_line_outside_an_act_is_refused() -> None:
    with pytest.raises(rules.NotInActError):
        services.append(KIND, space=SPACE, obj=OBJ, at=START)
    assert not Entry.objects.exists()


@transaction.atomic
def act_that_falls_over() -> None:
    services.append(OTHER_KIND, space=SPACE, obj=OBJ, at=START, commits={"text": "væk"})
    raise ZeroDivisionError


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_no_line_and_the_next_goes_on_as_if_it_had_never_been(say: Say) -> None:
    say()
    with pytest.raises(ZeroDivisionError):
        act_that_falls_over()
    assert Entry.objects.count() == 1
    assert not Opening.objects.exists()
    assert say().seq == 1
    assert selectors.size() == 2


@pytest.mark.django_db(transaction=True)
def test_a_refusal_inside_a_larger_act_takes_only_its_own_line_away(say: Say) -> None:
    with transaction.atomic():
        services.append(KIND, space=SPACE, obj=OBJ, at=START)
        with pytest.raises(ZeroDivisionError):
            act_that_falls_over()
        services.append(KIND, space=SPACE, obj=OBJ, at=START)
    assert list(Entry.objects.order_by("seq").values_list("seq", "kind")) == [(0, KIND), (1, KIND)]
    say()
    assert selectors.entries()[0].wire["prev"] == bytes(Entry.objects.get(seq=1).leaf).hex()


@transaction.atomic
def act_whose_line_is_refused() -> None:
    Municipality.objects.create(name="Prøve Kommune")
    services.append("tests.thing.nope", space=SPACE, obj=OBJ, at=START)


def test_a_line_that_cannot_be_written_takes_the_act_with_it() -> None:
    with pytest.raises(rules.UnknownKindError):
        act_whose_line_is_refused()
    assert not Municipality.objects.exists()


@pytest.mark.parametrize("n", [0, 1, 2, 7, 64, 1001])
def test_many_at_once_are_the_same_as_one_by_one(n: int) -> None:
    services.append_many(lines(n))
    frontier, prev = merkle.Frontier(), wire.FIRST_PREV
    for entry in Entry.objects.order_by("seq"):
        assert entry.wire["prev"] == prev.hex()
        prev = merkle.leaf_hash(entry.body.encode())
        frontier, _ = merkle.grow(frontier, prev)
    state = State.objects.get()
    assert (state.size, bytes(state.frontier), frontier.size) == (n, frontier.packed(), n)
    assert Node.objects.count() == n - n.bit_count()


def test_the_root_is_the_same_on_every_database() -> None:
    """The figure was computed once by `merkle` alone; SQLite and PostgreSQL must both come to it."""
    services.append_many(lines(100))
    state = State.objects.get()
    root = merkle.Frontier.unpacked(state.size, bytes(state.frontier)).root().hex()
    assert root == "117ee584ed39b02d55f6b8ff7d6aeaa4f7e9ae02e38a75b07c51e606ad654e21"


def test_a_line_costs_a_handful_of_queries_however_long_the_record_is(say: Say) -> None:
    services.append_many(lines(300))
    spent = []
    for i in range(20):
        with (
            CaptureQueriesContext(
                connection,
            ) as context,
            transaction.atomic(),
        ):
            services.append(KIND, space=SPACE, obj=OBJ, at=START, commits={"text": "x"} if i % 2 else {})
        spent.append(sum("SAVEPOINT" not in query["sql"] for query in context.captured_queries))
    assert max(spent[::2]) <= 4
    assert max(spent) <= 5


def test_every_line_is_proved_included_from_what_is_stored() -> None:
    services.append_many(lines(77))
    state = State.objects.get()
    root = merkle.Frontier.unpacked(77, bytes(state.frontier)).root()
    for entry in Entry.objects.all():
        proof = selectors.inclusion_proof(entry.seq, size=77)
        assert merkle.verify_inclusion(bytes(entry.leaf), entry.seq, 77, proof, root)


def test_a_proof_is_two_reads(say: Say, django_assert_max_num_queries: object) -> None:
    services.append_many(lines(300))
    with django_assert_max_num_queries(2):  # type: ignore[operator] - pytest-django gives no type here
        assert len(selectors.inclusion_proof(17, size=300)) == 9


GUARDED_ROWS = [(Entry, "kind", "tests.thing.undone"), (Node, "level", 9), (Checkpoint, "note", "x")]


@pytest.mark.parametrize(("model", "field", "value"), GUARDED_ROWS)
def test_the_database_refuses_to_change_what_was_written(
    model: type[Entry | Node | Checkpoint], field: str, value: object
) -> None:
    services.append_many(lines(2))
    services.issue_checkpoint(now=START)
    before = list(model.objects.values_list())
    assert before
    with pytest.raises(IntegrityError, match=guards.REFUSAL), transaction.atomic():
        model.objects.update(**{field: value})
    with pytest.raises(IntegrityError, match=guards.REFUSAL), transaction.atomic():
        model.objects.all().delete()
    with (
        pytest.raises(IntegrityError, match=guards.REFUSAL),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {model._meta.db_table}")  # noqa: S608 - our own table name
    assert list(model.objects.values_list()) == before


def test_a_number_is_given_once(say: Say) -> None:
    entry = say()
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(seq=0, kind=KIND, space=SPACE, obj=OBJ, body=entry.body, leaf=entry.leaf)


def test_there_is_one_state(say: Say) -> None:
    say()
    with pytest.raises(IntegrityError), transaction.atomic():
        State.objects.create(pk=2)


@pytest.mark.django_db(transaction=True)
def test_emptying_the_whole_database_begins_a_new_record_with_its_guards_on(say: Say) -> None:
    say()
    call_command("flush", interactive=False, verbosity=0)
    assert not Entry.objects.exists()
    assert say().seq == 0
    with pytest.raises(IntegrityError, match=guards.REFUSAL), transaction.atomic():
        Entry.objects.all().delete()


def test_destroying_the_salts_of_an_object_is_itself_a_line_and_the_rest_still_holds(say: Say) -> None:
    other = uuid4()
    entry = say(commits={"text": "min historie", "actor": "K"})
    kept = say(obj=other, commits={"text": "en anden"})
    body = entry.body
    assert services.shred(obj=OBJ, at=START) == 2
    assert selectors.opens(entry, "text", "min historie") is None
    assert selectors.opens(kept, "text", "en anden") is True
    assert Entry.objects.get(seq=entry.seq).body == body
    last = selectors.entries()[0]
    assert (last.kind, last.obj, last.space, json.loads(last.body)["c"]) == (kinds.SHREDDED, OBJ, SPACE, {})


def test_one_field_may_be_destroyed_alone(say: Say) -> None:
    entry = say(commits={"text": "fælles tekst", "actor": "K"})
    assert services.shred(obj=OBJ, at=START, fields=["actor"]) == 1
    assert selectors.opens(entry, "actor", "K") is None
    assert selectors.opens(entry, "text", "fælles tekst") is True


def test_nothing_to_destroy_leaves_no_line(say: Say) -> None:
    say()
    assert services.shred(obj=OBJ, at=START) == 0
    assert selectors.size() == 1


def test_lines_are_found_by_space_and_kind_newest_first(say: Say) -> None:
    elsewhere = uuid4()
    say()
    say(OTHER_KIND)
    say(space=elsewhere)
    say()
    assert [e.seq for e in selectors.entries()] == [3, 2, 1, 0]
    assert [e.seq for e in selectors.entries(space=SPACE)] == [3, 1, 0]
    assert [e.seq for e in selectors.entries(kind=OTHER_KIND)] == [1]
    assert [e.seq for e in selectors.entries(space=SPACE, kind=KIND, before=3)] == [0]
