"""The register of personal fields as a table, for the records of processing: `samskab register`."""

from __future__ import annotations

import argparse
import csv
import io

from samskab.config import start

HEADINGS = ("store", "field", "what", "purpose", "legal basis", "kept", "on erasure")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--language", choices=("da", "en"), default="da")


def run(args: argparse.Namespace) -> int:
    """CSV on standard output, made from what the rooms say and the tests hold against every table."""
    start.django()
    from django.utils import translation

    from samskab.kit import personal, words

    def table() -> str:
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(HEADINGS)
        with translation.override(args.language):
            for part in personal.told().parts:
                basis = words.label("legal_basis", part.basis)
                for name, one in part.fields.items():
                    writer.writerow(
                        (part.model, name, part.what, part.purpose, basis, part.keeps, one.fate.value)
                    )
        return out.getvalue().rstrip("\n")

    return start.answered(table)
