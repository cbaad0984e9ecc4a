"""The register of personal fields as a table, for the records of processing: `samskab register`."""

from __future__ import annotations

import argparse

from samskab.config import start

HEADINGS = ("store", "field", "what", "purpose", "legal basis", "kept", "on erasure")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--language", choices=("da", "en"), default="da")


def run(args: argparse.Namespace) -> int:
    """CSV on standard output, made from what the rooms say and the tests hold against every table."""
    start.django()
    from django.utils import translation

    from samskab.kit import personal, words
    from samskab.kit.spreadsheet import csv_text

    def table() -> str:
        rows: list[tuple[object, ...]] = []
        with translation.override(args.language):
            for part in personal.told().parts:
                basis = words.label("legal_basis", part.basis)
                for name, one in part.fields.items():
                    rows.append(
                        (part.model, name, part.what, part.purpose, basis, part.keeps, one.fate.value)
                    )
            return csv_text(HEADINGS, rows).rstrip()

    return start.answered(table)
