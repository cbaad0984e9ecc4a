"""The English catalogue of every room: find the Danish texts, keep what is translated, compile.

python tools/messages.py            bring every locale/en/LC_MESSAGES/django.po up to date and compile it
python tools/messages.py missing    what has no English yet, as JSON {Danish: ""}; plurals as [one, many]
python tools/messages.py fill FILE  take translations from such a file into the catalogues, then compile
python tools/messages.py check      exit 1 when a text lacks English or a catalogue is not up to date

Danish is the source language (docs/decisions/0002): a text's Danish is its key.
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parent.parent / "src" / "samskab"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]")
HEADER = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "en",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
Key = tuple[str, str]  # (one, many); many is empty when there is no plural


def rooms() -> list[Path]:
    """Every Django app of the house."""
    return sorted(path.parent for path in SOURCE.rglob("apps.py"))


def texts(room: Path) -> dict[Key, set[str]]:
    """The Danish texts of a room and the files they stand in."""
    found: dict[Key, set[str]] = {}
    for file in sorted([*room.rglob("*.py"), *room.rglob("*.html"), *room.rglob("*.txt")]):
        if "migrations" in file.parts or "static" in file.parts:
            continue
        for one, many in _in_file(file):
            found.setdefault((one, many), set()).add(str(file.relative_to(SOURCE)))
    return found


def _in_file(file: Path) -> Iterator[Key]:
    source = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        # Only the calls matter; the rest is blanked out and must not look like Python's indentation.
        source = "\n".join(line.lstrip() for line in templatize(source, origin=str(file)).split("\n"))
    stream = io.BytesIO(source.encode())
    for _line, function, message, _comments in extract_python(
        stream, list(KEYWORDS), [], {"encoding": "utf-8"}
    ):
        if isinstance(message, (tuple, list)):
            if KEYWORDS.get(function) and message[0] and message[1]:
                yield str(message[0]), str(message[1])
            elif message[0]:
                yield str(message[0]), ""
        elif message:
            yield str(message), ""


def catalogue(room: Path) -> Path:
    return room / "locale" / "en" / "LC_MESSAGES" / "django.po"


def known() -> dict[Key, dict[int, str]]:
    """Everything translated anywhere: one Danish text has one English everywhere."""
    memory: dict[Key, dict[int, str]] = {}
    for room in rooms():
        path = catalogue(room)
        if path.exists():
            for entry in polib.pofile(str(path)):
                if entry.translated():
                    forms = dict(entry.msgstr_plural) if entry.msgid_plural else {0: entry.msgstr}
                    memory[entry.msgid, entry.msgid_plural] = forms
    return memory


def build(room: Path, memory: dict[Key, dict[int, str]]) -> polib.POFile:
    """The room's catalogue as it should stand now."""
    po = polib.POFile(wrapwidth=110)
    po.metadata = dict(HEADER)
    for (one, many), files in sorted(texts(room).items()):
        forms = memory.get((one, many), {})
        entry = polib.POEntry(msgid=one, occurrences=[(file, "") for file in sorted(files)])
        if PLACEHOLDER.search(one):
            entry.flags.append("python-format")
        if many:
            entry.msgid_plural = many
            entry.msgstr_plural = {0: forms.get(0, ""), 1: forms.get(1, "")}
        else:
            entry.msgstr = forms.get(0, "")
        po.append(entry)
    return po


def faults(po: polib.POFile) -> Iterator[str]:
    """Texts without English, and English that lost or invented a placeholder."""
    for entry in po:
        forms = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        if not all(forms):
            yield f"no English: {entry.msgid!r}"
            continue
        meant = set(PLACEHOLDER.findall(entry.msgid + (entry.msgid_plural or "")))
        for form in forms:
            if not set(PLACEHOLDER.findall(form)) <= meant:
                yield f"other placeholders: {entry.msgid!r} -> {form!r}"


def write(memory: dict[Key, dict[int, str]]) -> None:
    for room in rooms():
        po = build(room, memory)
        if len(po):
            path = catalogue(room)
            path.parent.mkdir(parents=True, exist_ok=True)
            po.save(str(path))
            po.save_as_mofile(str(path.with_suffix(".mo")))


def missing() -> dict[str, list[str] | str]:
    memory = known()
    wanted: dict[str, list[str] | str] = {}
    for room in rooms():
        for one, many in texts(room):
            if (one, many) not in memory:
                wanted[one] = [one, many] if many else ""
    return wanted


def fill(file: Path) -> None:
    """{Danish: English} or {Danish: [one, many]} in English."""
    memory = known()
    given = json.loads(file.read_text(encoding="utf-8"))
    for room in rooms():
        for one, many in texts(room):
            answer = given.get(one)
            if isinstance(answer, list) and many:
                memory[one, many] = {0: answer[0], 1: answer[1]}
            elif isinstance(answer, str) and answer and not many:
                memory[one, many] = {0: answer}
    write(memory)


def stale() -> list[str]:
    """Everything wrong with the catalogues as they lie on disk."""
    memory, wrong = known(), []
    for room in rooms():
        po, path = build(room, memory), catalogue(room)
        wrong += [f"{room.relative_to(SOURCE)}: {fault}" for fault in faults(po)]
        if len(po) and not (path.exists() and str(polib.pofile(str(path), wrapwidth=110)) == str(po)):
            wrong.append(
                f"{room.relative_to(SOURCE)}: run tools/messages.py, the catalogue is not up to date"
            )
        if path.exists() and path.with_suffix(".mo").read_bytes() != polib.pofile(str(path)).to_binary():
            wrong.append(f"{room.relative_to(SOURCE)}: the compiled catalogue differs from its source")
    return wrong


def main(arguments: list[str]) -> int:
    word = arguments[0] if arguments else "update"
    if word == "missing":
        print(json.dumps(missing(), ensure_ascii=False, indent=1))
    elif word == "fill":
        fill(Path(arguments[1]))
    elif word == "check":
        wrong = stale()
        print("\n".join(wrong) or "every text has its English")
        return 1 if wrong else 0
    else:
        write(known())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
