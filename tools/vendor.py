"""Fetch the few files the pages borrow from others, check them, and cut away what we do not use.

    python tools/vendor.py           writes the files and their sums; the result is committed
    python tools/vendor.py --check   makes them anew in memory, and fails when vendor.json says otherwise

For maintainers only: users never need npm. What to take, and the pinned integrity of each package, stands in
vendor.json. Three things are changed on the way, all of them mechanical: the system's CSS is put in a cascade
layer (so that our own thin layer wins without a fight); its font faces, and pictures we do not carry, are
dropped (a manifest storage demands that every named file exists); the sprite keeps the listed symbols only.
Licence texts a package only links to lie in our folder already (`beside`) and are kept as they are.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PLAN = ROOT / "tools" / "vendor.json"


def packed(spec: str, integrity: str) -> tarfile.TarFile:
    """The package as the ordinary client fetches it, refused unless it is the very one that was pinned."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["npm", "pack", spec, "--silent", "--pack-destination", folder],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        content = next(Path(folder).glob("*.tgz")).read_bytes()
    found = "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()
    if found != integrity:
        raise SystemExit(f"{spec}: integrity is {found}, vendor.json says {integrity}")
    return tarfile.open(fileobj=io.BytesIO(content))


def wanted(plan: dict[str, Any]) -> dict[str, str]:
    """Path in the package -> path beside ours."""
    pairs = dict(plan["take"])
    for group in plan.get("take_each", []):
        pairs |= {group["from"].format(name): group["to"].format(name) for name in group["names"]}
    return pairs


def layered(css: str, layer: str, carried: set[str]) -> str:
    """The CSS inside one cascade layer, without font faces, source maps and pictures that are not carried."""
    css = css.lstrip("\ufeff").removeprefix('@charset "UTF-8";')
    css = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css)
    css = re.sub(r"@font-face\{[^}]*\}", "", css)

    def keep(match: re.Match[str]) -> str:
        name = match[1].strip("\"'")
        return match[0] if name.startswith("data:") or name.removeprefix("../") in carried else "none"

    css = re.sub(r"url\(([^)]*)\)", keep, css)
    return f'@charset "UTF-8";@layer {layer}{{{css}}}\n'


def with_symbols(sprite: str, names: list[str]) -> str:
    """A sprite of the named symbols only."""
    found = {m[1]: m[0] for m in re.finditer(r'<symbol id="([^"]+)".*?</symbol>', sprite, re.DOTALL)}
    missing = [name for name in names if name not in found]
    if missing:
        raise SystemExit(f"no such icons: {missing}")
    body = "\n".join(found[name] for name in names)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{body}\n</svg>\n'


def build(name: str, plan: dict[str, Any]) -> dict[str, bytes]:
    """Every file of one package as it will lie in our folder."""
    pairs = wanted(plan)
    files: dict[str, bytes] = {}
    with packed(plan["npm"], plan["integrity"]) as archive:
        for source, target in pairs.items():
            member = archive.extractfile(f"package/{source}")
            if member is None:
                raise SystemExit(f"{plan['npm']} has no file {source}")
            files[target] = member.read()
    for target, layer in plan.get("layer", {}).items():
        files[target] = layered(files[target].decode(), layer, set(pairs.values())).encode()
    for target, names in plan.get("symbols", {}).items():
        files[target] = with_symbols(files[target].decode(), names).encode()
    for target, content in files.items():
        if target.endswith(".js"):
            files[target] = re.sub(rb"\n?//# sourceMappingURL=.*", b"", content)
    return {f"{name}/{target}": content for target, content in files.items()}


def main(arguments: list[str]) -> None:
    plan = json.loads(PLAN.read_text(encoding="utf-8"))
    into = ROOT / plan["into"]
    files: dict[str, bytes] = {}
    for name, package in plan["packages"].items():
        files |= build(name, package)
    files |= {path: (into / path).read_bytes() for path in plan["beside"]}
    sums = {path: hashlib.sha256(files[path]).hexdigest() for path in sorted(files)}
    if "--check" in arguments:
        if sums != plan["sha256"]:
            raise SystemExit("the pinned packages give other files: run tools/vendor.py and read the diff")
        print(f"{len(sums)} files are as pinned")
        return
    for old in (path for path in into.rglob("*") if path.is_file()):
        if old.relative_to(into).as_posix() not in files:
            old.unlink()
    for path, content in files.items():
        (into / path).parent.mkdir(parents=True, exist_ok=True)
        (into / path).write_bytes(content)
    plan["sha256"] = sums
    text = json.dumps(plan, indent=2, ensure_ascii=False)
    PLAN.write_text(text + "\n", encoding="utf-8")
    print(f"{len(files)} files, {sum(map(len, files.values())) // 1024} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
