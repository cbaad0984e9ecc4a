"""The database itself refuses to change or delete a line, a node or a checkpoint."""

from django.db import migrations

from samskab.ground.record.guards import GUARDS
from samskab.kit import guards


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]
    operations = [guards.setting(GUARDS)]
