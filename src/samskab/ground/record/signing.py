"""Signing checkpoints: C2SP signed notes (signed-note and tlog-checkpoint), Ed25519, one key in one file."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
import re
import tempfile
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

_ED25519 = b"\x01"  # the signature type of the signed-note format
_NAME = re.compile(r"[^\s+]+")


def key(path: Path) -> Ed25519PrivateKey:
    """The signing key; made on first use, readable by its owner alone."""
    if not path.exists():
        _make(path)
    loaded = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(loaded, Ed25519PrivateKey):
        raise ValueError(f"{path} does not hold an Ed25519 key")
    return loaded


def _make(path: Path) -> None:
    """Write it whole beside its place, then link it in: two workers at once end up with the same key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600
    with os.fdopen(handle, "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(name, path)
    Path(name).unlink()


def checkpoint_text(origin: str, size: int, root: bytes) -> str:
    """The three lines that are signed: whose record, how many lines, which root."""
    return f"{_checked(origin)}\n{size}\n{base64.b64encode(root).decode()}\n"


def signed_note(text: str, name: str, private: Ed25519PrivateKey) -> str:
    """The text, a blank line, and the signature line."""
    mark = _key_id(name, private) + private.sign(text.encode())
    return f"{text}\n— {_checked(name)} {base64.b64encode(mark).decode()}\n"


def verification_key(name: str, private: Ed25519PrivateKey) -> str:
    """`name+id+key`, to be given to everyone, best on paper too."""
    public = base64.b64encode(_ED25519 + private.public_key().public_bytes_raw()).decode()
    return f"{_checked(name)}+{_key_id(name, private).hex()}+{public}"


def _key_id(name: str, private: Ed25519PrivateKey) -> bytes:
    public = private.public_key().public_bytes_raw()
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:4]


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError(f"RECORD_ORIGIN {name!r} must be a name without blanks and plus signs")
    return name
