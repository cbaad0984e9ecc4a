"""The script anyone can download: short, alone, strict, and never a traceback."""

from __future__ import annotations

import ast
import base64
import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from samskab.ground.record import signing, verify, wire
from tests.ground.record.chains import KEY, ORIGIN, chain, checkpoint, parsed, run

SCRIPT = Path(verify.__file__)
LINES = chain(23)
VKEY = signing.verification_key(ORIGIN, KEY)
HASH = "ab" * 32
GOOD = LINES[0].decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "record.jsonl").write_bytes(b"".join(LINES))
    (tmp_path / "checkpoint.txt").write_text(checkpoint(LINES), "utf-8")
    (tmp_path / "old.txt").write_text(checkpoint(LINES[:9]), "utf-8")
    (tmp_path / "key.txt").write_text(VKEY + "\n", "utf-8")
    return tmp_path


@pytest.fixture
def inside(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)


def test_the_script_is_at_most_150_lines() -> None:
    assert len(SCRIPT.read_text("utf-8").splitlines()) <= 150


def test_the_script_imports_nothing_but_the_standard_library() -> None:
    imported = set()
    for node in ast.walk(ast.parse(SCRIPT.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add("." if node.level else str(node.module).partition(".")[0])
    assert imported
    assert imported <= sys.stdlib_module_names


def test_the_script_runs_alone_in_an_empty_folder(folder: Path) -> None:
    (folder / "verify.py").write_bytes(SCRIPT.read_bytes())
    words = ["record.jsonl", "checkpoint.txt", "--old", "old.txt", "--key", "key.txt"]
    done = subprocess.run(
        [sys.executable, "-I", "verify.py", *words], cwd=folder, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode().startswith("Ubrudt: 23 linjer.")


def test_the_command_loads_no_django(folder: Path) -> None:
    code = (
        "import sys; from samskab.cli import main; answer = main(sys.argv[1:]);"
        "print('django' in sys.modules, 'numpy' in sys.modules, answer)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "verify", str(folder / "record.jsonl"), "--lang", "en"],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(Path(verify.__file__).parents[3])},
    )
    assert done.stdout.splitlines()[-1] == "False False 0"
    assert done.stdout.startswith("Unbroken: 23 lines.")


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize(
    ("words", "answer", "said"),
    [
        ("record.jsonl", 0, "Without a checkpoint it may all be rewritten."),
        ("record.jsonl checkpoint.txt", 0, "Without --key the signature is not tested."),
        ("record.jsonl checkpoint.txt --key key.txt", 0, "Unbroken: 23 lines."),
        ("record.jsonl old.txt --key key.txt", 0, "Not covered by old.txt: 14 newer lines."),
        ("record.jsonl checkpoint.txt --old old.txt --key key.txt", 0, "Unbroken: 23 lines."),
        ("missing.jsonl", 2, "missing.jsonl cannot be read as what it should be."),
        (". checkpoint.txt", 2, ". cannot be read as what it should be."),
        ("record.jsonl key.txt", 2, "key.txt cannot be read as what it should be."),
        ("record.jsonl checkpoint.txt --key old.txt", 2, "old.txt cannot be read as what it should be."),
        ("record.jsonl checkpoint.txt --key nothing", 2, "nothing cannot be read as what it should be."),
    ],
)
def test_the_answer_and_the_words_fit_what_was_given(
    words: str, answer: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*words.split(), "--lang", "en") == answer
    assert said in capsys.readouterr().out


def test_a_key_may_be_given_as_text(folder: Path) -> None:
    assert run(folder / "record.jsonl", folder / "checkpoint.txt", "--key", VKEY) == 0


@pytest.mark.usefixtures("inside")
def test_an_empty_key_is_not_taken_for_no_key() -> None:
    assert run("record.jsonl", "checkpoint.txt", "--key", "") == 2


def test_a_checkpoint_signed_by_another_key_of_the_same_name_is_refused(folder: Path) -> None:
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    (folder / "checkpoint.txt").write_text(checkpoint(LINES, other), "utf-8")
    assert run(folder / "record.jsonl", folder / "checkpoint.txt") == 0
    assert run(folder / "record.jsonl", folder / "checkpoint.txt", "--key", VKEY) == 1


def test_a_checkpoint_without_its_signature_is_refused_when_a_key_is_given(folder: Path) -> None:
    text = checkpoint(LINES).partition("\n\n")[0] + "\n"
    (folder / "checkpoint.txt").write_text(text, "utf-8")
    assert run(folder / "record.jsonl", folder / "checkpoint.txt", "--key", VKEY) == 1


def test_an_old_checkpoint_copied_from_paper_needs_no_signature(folder: Path) -> None:
    text = checkpoint(LINES[:9]).partition("\n\n")[0] + "\n"
    (folder / "old.txt").write_text(text, "utf-8")
    words = (folder / "record.jsonl", folder / "checkpoint.txt", "--key", VKEY, "--old", folder / "old.txt")
    assert run(*words) == 0


def test_a_cosignature_by_a_witness_does_not_disturb(folder: Path) -> None:
    note = checkpoint(LINES) + "— vidne.example/bibliotek " + base64.b64encode(b"x" * 76).decode() + "\n"
    (folder / "checkpoint.txt").write_text(note, "utf-8")
    assert run(folder / "record.jsonl", folder / "checkpoint.txt", "--key", VKEY) == 0


def test_the_first_broken_line_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "record.jsonl").write_bytes(b"".join([*LINES[:6], *LINES[7:]]))
    assert run(folder / "record.jsonl") == 1
    assert capsys.readouterr().out == "Linje 7 følger ikke linjen før: Noget er ændret.\n"


@pytest.mark.parametrize("change", [{"seq": 2}, {"prev": HASH}])
def test_neither_a_wrong_number_nor_a_wrong_fingerprint_alone_goes_unseen(
    change: dict[str, object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    second = wire.canonical({**parsed(LINES)[1], **change}) + b"\n"
    (tmp_path / "record.jsonl").write_bytes(LINES[0] + second)
    assert run(tmp_path / "record.jsonl", "--lang", "en") == 1
    assert capsys.readouterr().out == "Line 2 does not follow: something was changed.\n"


def test_a_key_whose_id_is_not_its_own_or_whose_type_is_another_is_no_key(folder: Path) -> None:
    words = (folder / "record.jsonl", folder / "checkpoint.txt", "--key")
    name, number, encoded = VKEY.split("+", 2)
    assert run(*words, f"{name}+{int(number, 16) ^ 1:08x}+{encoded}") == 2
    other = b"\x02" + base64.b64decode(encoded)[1:]
    other_id = hashlib.sha256(name.encode() + b"\n" + other).hexdigest()[:8]
    assert run(*words, f"{name}+{other_id}+{base64.b64encode(other).decode()}") == 2


def test_a_signature_under_another_key_id_is_not_tried(folder: Path) -> None:
    text, mark = checkpoint(LINES).rsplit(" ", 1)
    raw = base64.b64decode(mark)
    (folder / "checkpoint.txt").write_text(
        f"{text} {base64.b64encode(b'else' + raw[4:]).decode()}\n", "utf-8"
    )
    assert run(folder / "record.jsonl", folder / "checkpoint.txt", "--key", VKEY) == 1


@pytest.mark.parametrize(
    "line",
    [
        "",
        "\n",
        "null\n",
        GOOD.replace('{"c"', '{ "c"'),
        GOOD.replace('"v":1', '"v":1,"v":1'),
        GOOD.replace('"v":1', '"v":1.0'),
        GOOD.replace('"v":1', '"v":true'),
        GOOD.replace('"v":1', '"v":2'),
        GOOD.replace('"v":1', '"v":1,"w":1'),
        GOOD.replace('"seq":0', '"seq":00'),
        GOOD.replace('"seq":0', '"seq":-0'),
        GOOD.replace('"seq":0', '"seq":"0"'),
        GOOD.replace("T08Z", "T08:30Z"),
        GOOD.replace("T08Z", "T08"),
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("\n", ""),
        GOOD.replace("\n", " \n"),
        GOOD.replace("calls", "Calls").replace("core", "Core").replace("framing.", "Framing."),
        "\ufeff" + GOOD,
    ],
)
def test_a_line_in_any_other_form_is_refused(
    line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert line != GOOD
    (tmp_path / "record.jsonl").write_bytes(line.encode() + LINES[1])
    assert run(tmp_path / "record.jsonl", "--lang", "en") == 1
    assert capsys.readouterr().out.startswith("Line 1 ")


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ("", 0),
        (f'"actor":"{HASH}","text":"{HASH}"', 0),
        (f'"text":"{HASH}","actor":"{HASH}"', 1),
        (f'"text":"{HASH}","text":"{HASH}"', 1),
        (f'"actor":"{HASH}""text":"{HASH}"', 1),
        (f'"actor":"{HASH}",', 1),
        (f',"actor":"{HASH}"', 1),
        (f'"actor":"{HASH.upper()}"', 1),
        ('"actor":"Hans Hansen"', 1),
        (f'"ACTOR":"{HASH}"', 1),
    ],
)
def test_commitments_come_once_each_in_order_and_hold_nothing_but_a_fingerprint(
    fields: str, answer: int, tmp_path: Path
) -> None:
    before, after = GOOD[: GOOD.index("{", 1) + 1], GOOD[GOOD.index("}") :]
    (tmp_path / "record.jsonl").write_text(before + fields + after, "utf-8")
    assert run(tmp_path / "record.jsonl") == answer


def test_an_empty_record_is_unbroken_and_fits_an_empty_checkpoint(tmp_path: Path) -> None:
    (tmp_path / "record.jsonl").write_bytes(b"")
    (tmp_path / "checkpoint.txt").write_text(checkpoint([]), "utf-8")
    assert run(tmp_path / "record.jsonl", tmp_path / "checkpoint.txt", "--key", VKEY) == 0


NOISE = st.one_of(
    st.binary(max_size=400),
    st.builds(
        lambda base, at, extra, cut: base[:at] + extra + base[at + cut :],
        st.sampled_from([b"".join(LINES[:3]), checkpoint(LINES[:3]).encode(), VKEY.encode()]),
        st.integers(0, 900),
        st.binary(max_size=6),
        st.integers(0, 6),
    ),
)


@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(record=NOISE, note=NOISE, key=NOISE)
@example(record=b"[" * 100_000, note=b"\n\n", key=b"")
@example(record=b'{"c":{},"seq":' + b"9" * 10_000, note="—".encode() * 9, key=b"a+00000000+" + b"A" * 44)
@example(record=b"", note=b"x\n0\n" + b"A" * 43 + b"=\n", key=b"\xff\xfe")
def test_no_input_makes_it_fall_over(record: bytes, note: bytes, key: bytes, tmp_path: Path) -> None:
    for name, data in (("r", record), ("n", note), ("k", key)):
        (tmp_path / name).write_bytes(data)
    given_files = (tmp_path / "n", "--old", tmp_path / "n", "--key", tmp_path / "k")
    assert run(tmp_path / "r", *given_files) in {0, 1, 2}


@pytest.mark.parametrize(
    ("public", "message", "r", "s"),
    [  # RFC 8032, section 7.1, tests 1 to 3
        (
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155",
            "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ),
        (
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da",
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ),
        (
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac",
            "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        ),
    ],
)
def test_the_published_signatures_are_accepted_and_every_changed_byte_refused(
    public: str, message: str, r: str, s: str
) -> None:
    key, text, mark = bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(r + s)
    assert verify.ed25519(key, text, mark)
    assert not verify.ed25519(key, text + b"x", mark)
    for at in (0, 31, 32, 63):
        assert not verify.ed25519(key, text, mark[:at] + bytes([mark[at] ^ 1]) + mark[at + 1 :])
    second_way = int.from_bytes(mark[32:], "little") + verify.ORDER
    assert not verify.ed25519(key, text, mark[:32] + second_way.to_bytes(32, "little"))


@settings(max_examples=20, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200))
def test_it_accepts_what_a_signing_library_signs(seed: bytes, message: bytes) -> None:
    private = Ed25519PrivateKey.from_private_bytes(seed)
    assert verify.ed25519(private.public_key().public_bytes_raw(), message, private.sign(message))


@pytest.mark.parametrize("data", [b"\xff" * 32, (2).to_bytes(32, "little"), b"\x01" + bytes(30) + b"\x80"])
def test_a_key_that_is_no_point_of_the_curve_signs_nothing(data: bytes) -> None:
    assert verify.point(data) is None
    assert not verify.ed25519(data, b"", bytes(64))
