"""The files a browser fetches lie compressed in the data folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from samskab.config import static

pytestmark = pytest.mark.engine_free
CSS = "samskab/samskab.css"


def test_every_file_of_the_house_is_there_and_the_big_ones_are_compressed(tmp_path: Path) -> None:
    static.gather(tmp_path)
    whole = (tmp_path / "vendor/dkfds/css/dkfds.min.css").stat().st_size
    assert (tmp_path / "vendor/dkfds/css/dkfds.min.css.br").stat().st_size < whole / 4
    assert (tmp_path / f"{CSS}.gz").exists()
    font = tmp_path / "vendor/fraunces/fraunces-latin-600.woff2.br"
    assert not font.exists(), "a font is compressed already"


def test_what_has_not_changed_is_left_alone(tmp_path: Path) -> None:
    static.gather(tmp_path)
    before = {path: path.stat().st_ctime_ns for path in tmp_path.rglob("*") if path.is_file()}
    static.gather(tmp_path)
    assert before == {path: path.stat().st_ctime_ns for path in tmp_path.rglob("*") if path.is_file()}


def test_a_file_of_another_version_is_replaced_with_its_compressed_one(tmp_path: Path) -> None:
    static.gather(tmp_path)
    (tmp_path / CSS).write_text("old", encoding="utf-8")
    (tmp_path / f"{CSS}.br").write_text("old", encoding="utf-8")
    static.gather(tmp_path)
    assert (tmp_path / CSS).read_text(encoding="utf-8") != "old"
    assert (tmp_path / f"{CSS}.br").read_bytes() != b"old"


def test_a_start_that_was_cut_short_is_mended(tmp_path: Path) -> None:
    static.gather(tmp_path)
    (tmp_path / f"{CSS}.br").unlink()
    os.utime(tmp_path / CSS)
    static.gather(tmp_path)
    assert (tmp_path / f"{CSS}.br").exists()
