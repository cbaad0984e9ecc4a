"""What every outcome needs to be published and recounted: plain JSON, an input hash, the differences."""

from __future__ import annotations

import hashlib
import math
import struct
from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Protocol, TypeAlias, cast

import numpy as np

PLAIN_KINDS = "biuf"
Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"


class Reader(Protocol):
    """What a recount reads a stored outcome's input with; each `source` is checked against its ``sha256``."""

    def __call__(self, source: Mapping[str, Json], /) -> str:
        """Give the text that the outcome carries or points to."""

    def path(self, source: Mapping[str, Json], /) -> Path:
        """Give where a folder, or what is too large for one text, lies; the caller checks the hash."""


def to_json(obj: object) -> dict[str, Json]:
    """
    Turn an outcome into what ``json.dumps`` can write, without rounding anything that decided.

    Parameters
    ----------
    obj : dataclass or mapping
        The outcome. Fields may hold plain types, fractions, enums, arrays, sets and other dataclasses.

    Returns
    -------
    dict
        One entry per field. A fraction is an ``int`` when whole and the text ``"n/d"`` otherwise; NaN and
        infinity are ``None``, because JSON has no word for them; a set is a sorted list.

    Raises
    ------
    TypeError
        If a value has no plain form, or if `obj` is neither a dataclass nor a mapping.

    Notes
    -----
    Cost: linear in the number of values. The input is unchanged.

    Examples
    --------
    >>> to_json({"share": Fraction(1, 3), "seats": Fraction(4, 2), "mean": float("nan")})
    {'share': '1/3', 'seats': 2, 'mean': None}
    """
    value = plain(obj)
    if not isinstance(value, dict):
        message = f"an outcome is a dataclass or a mapping, not {type(obj).__name__}"
        raise TypeError(message)
    return value


def plain(value: object) -> Json:
    """
    Give the JSON form of one value; `to_json` tells the rules.

    Parameters
    ----------
    value : object
        Any value an outcome may hold.

    Returns
    -------
    Json
        Plain dicts, lists, texts and numbers.

    Raises
    ------
    TypeError
        If the value has no plain form.

    Examples
    --------
    >>> plain((Fraction(1, 2), frozenset({"b", "a"})))
    ['1/2', ['a', 'b']]
    """
    if isinstance(value, Enum):
        return plain(value.value)
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else f"{value.numerator}/{value.denominator}"
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, np.generic | np.ndarray):
        return plain(value.tolist())
    return _plain_container(value)


def _plain_container(value: object) -> Json:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(item) for key, item in value.items()}
    if isinstance(value, Set):
        return sorted((plain(item) for item in value), key=lambda item: (str(type(item)), item))
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    message = f"{type(value).__name__} has no plain form"
    raise TypeError(message)


def input_sha256(*parts: object) -> str:
    """
    Fingerprint of everything a method was given, so that a recount can show it had the same input.

    Parameters
    ----------
    *parts : object
        Plain types, fractions, arrays, sequences, mappings, sets and dataclasses. Mappings and sets count
        without order; sequences with it. ``1``, ``"1"``, ``1.0`` and ``True`` differ.

    Returns
    -------
    str
        SHA-256 as 64 hexadecimal digits, the same on every machine.

    Raises
    ------
    TypeError
        If a part is of a kind that has no stable bytes.

    Notes
    -----
    Every value is fed as a kind, a length and its bytes, so no two different inputs share a byte string.
    Arrays are fed as little-endian C-order bytes with their kind and shape. Cost: linear in the bytes; an
    array that is a part of its own and stands in that order already is not copied.

    Examples
    --------
    >>> input_sha256({"a": 1, "b": 2}) == input_sha256({"b": 2, "a": 1})
    True
    >>> input_sha256("a", "b") == input_sha256("ab")
    False
    """
    hasher = hashlib.sha256()
    for part in parts:
        if isinstance(part, np.ndarray) and part.dtype.kind in PLAIN_KINDS:
            head, ordered = _array_parts(part)
            hasher.update(head)
            hasher.update(ordered.reshape(-1).view(np.uint8).data)
        else:
            hasher.update(_stable_bytes(part))
    return hasher.hexdigest()


def _stable_bytes(value: object) -> bytes:
    if isinstance(value, Enum):
        return _stable_bytes(value.value)
    if isinstance(value, np.generic):
        return _stable_bytes(value.item())
    if isinstance(value, np.ndarray):
        return _array_bytes(value)
    scalar = _scalar_bytes(value)
    return scalar if scalar is not None else _container_bytes(value)


def _framed(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack(">Q", len(body)) + body


def _scalar_bytes(value: object) -> bytes | None:
    if value is None:
        return _framed(b"n", b"")
    if isinstance(value, bool):
        return _framed(b"?", b"\x01" if value else b"\x00")
    if isinstance(value, int):
        return _framed(b"i", str(value).encode())
    if isinstance(value, float):
        return _framed(b"f", struct.pack(">d", value))
    if isinstance(value, Fraction):
        return _framed(b"q", f"{value.numerator}/{value.denominator}".encode())
    if isinstance(value, str):
        return _framed(b"s", value.encode("utf-8", "surrogatepass"))
    if isinstance(value, bytes):
        return _framed(b"b", value)
    return None


def _array_bytes(value: np.ndarray) -> bytes:
    if value.dtype.kind not in PLAIN_KINDS:
        return _stable_bytes(value.tolist())
    head, ordered = _array_parts(value)
    return head + ordered.tobytes()


def _array_parts(value: np.ndarray) -> tuple[bytes, np.ndarray]:
    """What stands before the bytes of an array, and the array in the order its bytes are fed."""
    ordered = np.ascontiguousarray(value, dtype=value.dtype.newbyteorder("<"))
    inner = _framed(b"h", f"{ordered.dtype.str}{value.shape}".encode())
    return b"a" + struct.pack(">Q", len(inner) + ordered.nbytes) + inner, ordered


def _container_bytes(value: object) -> bytes:
    if is_dataclass(value) and not isinstance(value, type):
        return _stable_bytes({field.name: getattr(value, field.name) for field in fields(value)})
    if isinstance(value, Mapping):
        pairs = sorted(_stable_bytes(key) + _stable_bytes(item) for key, item in value.items())
        return _framed(b"m", b"".join(pairs))
    if isinstance(value, Set):
        return _framed(b"t", b"".join(sorted(_stable_bytes(item) for item in value)))
    if isinstance(value, list | tuple):
        return _framed(b"l", b"".join(_stable_bytes(item) for item in value))
    message = f"{type(value).__name__} has no stable bytes"
    raise TypeError(message)


def differences(stored: Json, again: Json, *, path: str = "", at_most: int = 20) -> tuple[str, ...]:
    """
    Name the places where a stored outcome and its recount disagree.

    Parameters
    ----------
    stored, again : Json
        The published outcome and the one counted now, both plain JSON.
    path : str
        Where in the outcome the two values stand; empty at the top.
    at_most : int
        Stop after this many places: a wrong input differs everywhere.

    Returns
    -------
    tuple of str
        Paths such as ``"selected[3]"``, in the order of `stored`; empty when the outcome holds. Numbers
        are equal only when they are exactly equal.

    Examples
    --------
    >>> differences({"selected": ["a", "b"]}, {"selected": ["a", "c"]})
    ('selected[1]',)
    """
    if isinstance(stored, dict) and isinstance(again, dict):
        keys = [*stored, *(key for key in again if key not in stored)]
        missing = object()
        pairs = [
            (f"{path}.{key}" if path else key, stored.get(key, missing), again.get(key, missing))
            for key in keys
        ]
    elif isinstance(stored, list) and isinstance(again, list) and len(stored) == len(again):
        pairs = [
            (f"{path}[{index}]", left, right)
            for index, (left, right) in enumerate(zip(stored, again, strict=True))
        ]
    else:
        same = type(stored) is type(again) and stored == again
        return () if same else (path or "(all)",)
    found: list[str] = []
    for place, left, right in pairs:
        found += differences(
            cast("Json", left), cast("Json", right), path=place, at_most=at_most - len(found)
        )
        if len(found) >= at_most:
            break
    return tuple(found[:at_most])
