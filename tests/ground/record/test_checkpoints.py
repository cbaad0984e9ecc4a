"""A checkpoint is signed once per length, and never on a history that was rewritten."""

from __future__ import annotations

import base64
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import LazySettings
from django.core.management import call_command
from django.db import transaction

from samskab.ground.record import rules, selectors, services, signing
from samskab.ground.record.models import State
from samskab.methods import merkle
from tests.ground.record.chains import KEY, ORIGIN, START, run
from tests.ground.record.conftest import OBJ, Say


@pytest.mark.django_db
def test_an_empty_record_has_no_checkpoint() -> None:
    assert services.issue_checkpoint(now=START) is None
    assert selectors.latest_checkpoint() is None


@pytest.mark.django_db
def test_a_checkpoint_says_whose_record_how_long_and_which_root_and_anyone_can_check_it(
    say: Say, tmp_path: Path
) -> None:
    for _ in range(5):
        say(commits={"text": "x"})
    made = services.issue_checkpoint(now=START)
    assert made is not None
    assert made.note.split("\n")[:2] == [ORIGIN, "5"]
    call_command("record_export", folder=tmp_path / "out", stdout=StringIO())
    out = tmp_path / "out"
    assert run(out / "record.jsonl", out / "checkpoint.txt", "--key", out / "key.txt") == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "checkpoint.txt",
        "key.txt",
        "record.jsonl",
        "verify.py",
    ]


@pytest.mark.django_db
def test_nothing_new_means_no_new_checkpoint(say: Say) -> None:
    say()
    first = services.issue_checkpoint(now=START)
    assert services.issue_checkpoint(now=START + timedelta(hours=1)) is None
    say()
    second = services.issue_checkpoint(now=START + timedelta(hours=2))
    assert (first and first.size, second and second.size) == (1, 2)
    assert selectors.latest_checkpoint() == second


@pytest.mark.django_db
def test_every_checkpoint_begins_with_every_earlier_one(say: Say) -> None:
    made = []
    for _ in range(12):
        say()
        made.append(services.issue_checkpoint(now=START))
    for old in made:
        for new in made[old.size - 1 :]:
            proof = selectors.consistency_proof(old.size, new.size)
            assert merkle.verify_consistency(old.size, bytes(old.root), new.size, bytes(new.root), proof)


@pytest.mark.django_db
def test_a_rewritten_history_is_not_signed(say: Say) -> None:
    for _ in range(4):
        say()
    services.issue_checkpoint(now=START)
    say()
    State.objects.update(frontier=b"x" * 64)
    with pytest.raises(rules.RewrittenError, match="checkpoint 4"):
        services.issue_checkpoint(now=START)


@pytest.mark.django_db
def test_a_checkpoint_stands_after_salts_are_destroyed(say: Say, tmp_path: Path) -> None:
    say(commits={"text": "x"})
    services.issue_checkpoint(now=START)
    services.shred(obj=OBJ, at=START)
    call_command("record_export", folder=tmp_path / "out", stdout=StringIO())
    assert run(tmp_path / "out" / "record.jsonl", tmp_path / "out" / "checkpoint.txt") == 0


@pytest.mark.django_db
def test_the_hourly_command_signs_or_says_that_nothing_is_new(
    say: Say, capsys: pytest.CaptureFixture[str]
) -> None:
    say()
    call_command("record_checkpoint")
    assert capsys.readouterr().out.startswith(f"{ORIGIN}\n1\n")
    call_command("record_checkpoint")
    assert capsys.readouterr().out.startswith("Nothing new")


def test_the_key_is_made_once_and_only_its_owner_can_read_it(settings: LazySettings) -> None:
    path = settings.RECORD_KEY_FILE
    first = services.verification_key()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert services.verification_key() == first
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_two_workers_that_start_at_once_have_the_same_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(lambda _: signing.key(tmp_path / "key").private_bytes_raw(), range(16)))
    assert len(set(keys)) == 1


@pytest.mark.parametrize("name", ["", "to ord", "a+b", "a\nb", "a\u00a0b"])
def test_a_name_the_note_format_cannot_hold_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="RECORD_ORIGIN"):
        signing.verification_key(name, KEY)


def test_the_note_is_byte_for_byte_that_of_the_go_package_the_format_comes_from() -> None:
    """The worked example in the documentation of golang.org/x/mod/sumdb/note."""
    secret = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")
    private = Ed25519PrivateKey.from_private_bytes(secret[1:])
    text = (
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n"
    )
    mark = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    assert signing.signed_note(text, "PeterNeumann", private) == f"{text}\n— PeterNeumann {mark}\n"
    assert (
        signing.verification_key("PeterNeumann", private)
        == "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    )


def test_a_file_that_holds_no_such_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("not a key", "utf-8")
    with pytest.raises(ValueError, match=r"."):
        signing.key(tmp_path / "key")


@pytest.mark.django_db(transaction=True)
def test_a_checkpoint_needs_no_act_around_it(say: Say) -> None:
    say()
    assert not transaction.get_connection().in_atomic_block
    assert services.issue_checkpoint(now=START) is not None
