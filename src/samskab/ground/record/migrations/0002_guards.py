"""The database itself refuses to change or delete a line, a node or a checkpoint."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from samskab.ground.record import guards


def set_guards(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    guards.run_all(editor.execute, guards.statements(editor.connection.vendor))


def take_guards_off(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    guards.run_all(editor.execute, guards.removal(editor.connection.vendor))


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]
    operations = [migrations.RunPython(set_guards, take_guards_off)]
