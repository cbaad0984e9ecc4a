"""Check a public record from Samskab on your own machine: standard library only, short enough to read.

    python3 verify.py record.jsonl [checkpoint.txt] [--old kept.txt] [--key key.txt] [--lang en]

1. Every line has the one allowed form. 2. Each line names the fingerprint of the line before it.
3. The root of the tree (RFC 6962), computed anew, is that of the checkpoint. 4. The key signed the checkpoint
(C2SP, Ed25519). 5. An older checkpoint you kept fits the beginning. Answers: 0 whole, 1 broken, 2 unreadable.
"""

import argparse
import base64
import re
import sys
from functools import reduce
from hashlib import sha256, sha512
from pathlib import Path

WORDS = """
form|Linje {line} er ikke i den aftalte form, eller den er skåret over.|Line {line} is malformed or cut off.
next|Linje {line} følger ikke linjen før: Noget er ændret.|Line {line} does not follow: something was changed.
short|{file} gælder {size} linjer. Her er kun {n}.|{file} covers {size} lines. Here are only {n}.
root|De første {size} linjer er skrevet om siden {file}.|The first {size} lines were rewritten since {file}.
sign|{file} er ikke underskrevet med nøglen.|{file} is not signed by the key.
bad|{file} kan ikke læses som det, den skal være.|{file} cannot be read as what it should be.
ok|Ubrudt: {n} linjer. Rod: {root}|Unbroken: {n} lines. Root: {root}
newer|Ikke med i {file}: {n} nyere linjer.|Not covered by {file}: {n} newer lines.
alone|Uden tjekpunkt kan det hele være skrevet om.|Without a checkpoint it may all be rewritten.
unsigned|Uden --key er underskriften ikke prøvet.|Without --key the signature is not tested.
"""
HASH, UUID = "[0-9a-f]{64}", "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
NAME, LINE, NUMBER = "[a-z][a-z_]*", "[^\x00-\x1f\ufffd]+\n", "0|[1-9][0-9]{0,14}"
TIME = "[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}Z)?"  # to the hour; to the day in small groups
ENTRY = re.compile(
    rf'{{"c":{{((?:"{NAME}":"{HASH}"(?:,(?=")|(?=}})))*)}},"kind":"{NAME}\.{NAME}\.{NAME}","obj":"{UUID}",'
    rf'"prev":"({HASH})","seq":({NUMBER}),"space":"{UUID}","t":"{TIME}","v":1}}\n'.encode()
)
NOTE = re.compile(f"({LINE}({NUMBER})\n([A-Za-z0-9+/]{{43}}=)\n(?:{LINE})*)(?:\n((?:— {LINE})+))?")
KEY = re.compile("([^ +\x00-\x1f]+)[+]([0-9a-f]{8})[+]([A-Za-z0-9+/]{44})\n?")


class CheckError(Exception):
    """The answer (1 or 2), the code of the words, and what fills them."""


def join(right: bytes, left: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def walk(record: str, sizes: set[int]) -> tuple[int, dict[int, bytes]]:
    """Steps 1-3: the number of lines, and the root at these sizes and at the end."""
    full, n, prev, roots = list[bytes](), 0, b"0" * 64, {0: sha256().digest()}  # full: whole subtrees
    with Path(record).open("rb") as lines:
        for n, line in enumerate(lines, 1):
            entry = ENTRY.fullmatch(line)
            fields = re.findall(b'"([a-z_]+)":', entry[1]) if entry else []
            if not entry or fields != sorted(set(fields)):  # no field twice, and always in the same order
                raise CheckError(1, "form", {"line": n})
            if int(entry[3]) != n - 1 or entry[2] != prev:
                raise CheckError(1, "next", {"line": n})
            node, position = sha256(b"\x00" + line[:-1]).digest(), n - 1
            prev = node.hex().encode()
            while position & 1:  # two full subtrees of one size become one
                node, position = join(node, full.pop()), position >> 1
            full.append(node)
            if n in sizes:
                roots[n] = reduce(join, full[::-1])
    return n, roots | ({n: reduce(join, full[::-1])} if n else {})


def signed(text: str, signatures: str, key: str) -> bool:
    """Step 4. A key is `name+id+base64`; a signature line is `— name base64(id and signature)`."""
    found = KEY.fullmatch(key) or KEY.fullmatch(Path(key).read_text("utf-8", "replace"))
    raw = base64.b64decode(found[3]) if found else b""
    if not found or raw[0] != 1 or sha256(found[1].encode() + b"\n" + raw).hexdigest()[:8] != found[2]:
        raise CheckError(2, "bad", {"file": key})
    marks = map(base64.b64decode, re.findall(f"— {re.escape(found[1])} ([A-Za-z0-9+/]{{91}}=)\n", signatures))
    return any(m[:4].hex() == found[2] and ed25519(raw[1:], text.encode(), m[4:]) for m in marks)


P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493  # RFC 8032, section 5.1
D = -121665 * pow(121666, -1, P) % P


def ed25519(public: bytes, message: bytes, signature: bytes) -> bool:
    """RFC 8032, section 5.1.7: is S times the base point the same as R plus k times the key?"""
    base, key, r = point((4 * pow(5, -1, P) % P).to_bytes(32, "little")), point(public), point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    k = int.from_bytes(sha512(signature[:32] + public + message).digest(), "little") % ORDER
    return bool(base and key and r and s < ORDER and times(s, base) == add(r, times(k, key)))


def point(data: bytes) -> tuple[int, int] | None:
    sign, y = divmod(int.from_bytes(data, "little"), 2**255)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    return None if y >= P or x * x % P != square or (x == 0 and sign) else (x if x & 1 == sign else P - x, y)


def add(a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:
    (u, v), (x, y) = a, b
    t = D * u * v * x * y
    return (u * y + v * x) * pow(1 + t, -1, P) % P, (v * y + u * x) * pow(1 - t, -1, P) % P


def times(n: int, a: tuple[int, int]) -> tuple[int, int]:
    return add(times(n >> 1, add(a, a)), a if n & 1 else (0, 1)) if n else (0, 1)


def check(record: str, files: list[str], key: str | None) -> list[tuple[str, dict[str, object]]]:
    notes = [(file, NOTE.fullmatch(Path(file).read_text("utf-8", "replace"))) for file in files]
    n, roots = walk(record, {int(note[2]) for _, note in notes if note})
    found = [("ok", {"n": n, "root": base64.b64encode(roots[n]).decode()})]
    for file, note in notes:
        if not note:
            raise CheckError(2, "bad", {"file": file})
        size, root = int(note[2]), base64.b64decode(note[3])
        if size > n or roots[size] != root:
            raise CheckError(1, "short" if size > n else "root", {"file": file, "size": size, "n": n})
        if key is not None and (note[4] or file == files[0]) and not signed(note[1], note[4] or "", key):
            raise CheckError(1, "sign", {"file": file})
        found += [("newer", {"file": file, "n": n - size})] if file == files[0] and size < n else []
    return found + [("alone", {})] * (not files) + [("unsigned", {})] * (bool(files) and key is None)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("record")
    parser.add_argument("checkpoint", nargs="?")
    parser.add_argument("--old")
    parser.add_argument("--key")
    parser.add_argument("--lang", choices=("da", "en"), default="da")


def run(args: argparse.Namespace) -> int:
    words = {code: texts for code, *texts in (line.split("|") for line in WORDS.strip().split("\n"))}
    try:
        answer, found = 0, check(args.record, [f for f in (args.checkpoint, args.old) if f], args.key)
    except CheckError as error:
        answer, found = error.args[0], [error.args[1:]]
    except OSError as error:
        answer, found = 2, [("bad", {"file": error.filename})]
    for code, values in found:
        sys.stdout.write(words[code][args.lang == "en"].format(**values) + "\n")
    return answer


if __name__ == "__main__":
    configure(parser := argparse.ArgumentParser(description=__doc__))
    sys.exit(run(parser.parse_args()))
