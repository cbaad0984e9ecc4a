"""Lines by which a reader's words could become somebody's code, markup, question or formula: none but these.

`|safe` and scripts of a template's own are looked for in test_templates.py.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import near, python, tree

pytestmark = pytest.mark.engine_free

# path: what it does there -> why it is safe. A new line needs a reason that holds.
ALLOWED: dict[tuple[str, str], str] = {
    ("src/samskab/commands/restore.py", "SQL by formatting: execute"): (
        "the name of a database of ours: a word and the number of this process"
    ),
    ("src/samskab/commons/news/markup.py", "SafeString"): (
        "two constants, `<br>` and the rel of a link out; nobody's words are in them"
    ),
    ("src/samskab/config/backups.py", "SQL by formatting: execute"): "names of the house's own tables",
    ("src/samskab/config/restoring.py", "SQL by formatting: execute"): (
        "names from the manifest of a backup, each found among the house's own tables and columns first"
    ),
    ("src/samskab/kit/sqlite/base.py", "SQL by formatting: execute"): (
        "a pragma takes no parameters; it is a whole number"
    ),
    ("src/samskab/kit/templatetags/kit.py", "SafeString"): "one constant, `<br>`; nobody's words are in it",
    ("src/samskab/methods/sharing/pabulib.py", "csv.writer"): (
        "the format of counting programs: ids and numbers, read back byte for byte"
    ),
    ("src/samskab/kit/spreadsheet.py", "csv.writer"): "the one writer, which makes every cell inert",
}
MARKUP = {"mark_safe", "SafeString", "SafeText", "csrf_exempt", "xframe_options_exempt"}
CODE = {"eval", "exec", "compile", "__import__"}
SQL = {"execute", "executemany", "raw", "extra", "RawSQL", "RunSQL"}
TABLES = {"writer", "DictWriter"}


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _made_of_parts(node: ast.expr) -> bool:
    """A text put together: an f-string with holes, `%`, `+`, `.format()`, `.join()`."""
    for one in ast.walk(node):
        if isinstance(one, ast.FormattedValue):
            return True
        if isinstance(one, ast.BinOp) and isinstance(one.op, ast.Mod | ast.Add):
            return True
        if isinstance(one, ast.Call) and _name(one.func) in {"format", "join"}:
            return True
    return False


def dangerous(module: ast.Module) -> Iterator[tuple[str, int]]:
    """What is done, and in which line."""
    for node in ast.walk(module):
        if isinstance(node, ast.Name | ast.Attribute) and _name(node) in {
            "csrf_exempt",
            "xframe_options_exempt",
        }:
            yield _name(node), node.lineno
        if not isinstance(node, ast.Call):
            continue
        name = _name(node.func)
        if name in MARKUP - {"csrf_exempt", "xframe_options_exempt"} or (
            name in CODE and isinstance(node.func, ast.Name)
        ):
            yield name, node.lineno
        elif name in SQL and node.args and _made_of_parts(node.args[0]):
            yield f"SQL by formatting: {name}", node.lineno
        elif name in TABLES and isinstance(node.func, ast.Attribute) and _name(node.func.value) == "csv":
            yield f"csv.{name}", node.lineno


def found() -> dict[tuple[str, str], list[int]]:
    told: dict[tuple[str, str], list[int]] = {}
    for path in python():
        for what, line in dangerous(tree(path)):
            told.setdefault((near(path), what), []).append(line)
    return told


def test_no_line_does_what_is_not_on_the_list() -> None:
    new = {
        f"{path}:{lines[0]}: {what}" for (path, what), lines in found().items() if (path, what) not in ALLOWED
    }
    assert not new, "use samskab.kit.spreadsheet for tables, parameters for SQL, templates for markup"


def test_the_list_names_only_what_is_there() -> None:
    assert sorted(set(ALLOWED) - set(found())) == []


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("mark_safe(text)", "mark_safe"),
        ("SafeString(text)", "SafeString"),
        ("@csrf_exempt\ndef view(request): ...", "csrf_exempt"),
        ("eval(text)", "eval"),
        ("cursor.execute(f'select {name}')", "SQL by formatting: execute"),
        ("cursor.execute('select %s' % name)", "SQL by formatting: execute"),
        ("Model.objects.raw('select ' + name)", "SQL by formatting: raw"),
        ("rows.extra('a{}'.format(b))", "SQL by formatting: extra"),
        ("csv.writer(stream)", "csv.writer"),
        ("csv.DictWriter(stream, [])", "csv.DictWriter"),
    ],
)
def test_each_of_them_would_be_found(line: str, what: str) -> None:
    assert what in {one for one, _ in dangerous(ast.parse(line))}


def test_plain_sql_with_parameters_is_no_danger() -> None:
    assert list(dangerous(ast.parse("cursor.execute('select 1 where a = %s', [name])"))) == []
