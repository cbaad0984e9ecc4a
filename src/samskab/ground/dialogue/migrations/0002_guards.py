"""The database itself refuses to change what stands in a decision."""

from django.db import migrations

from samskab.ground.dialogue.guards import GUARDS
from samskab.kit import guards


class Migration(migrations.Migration):
    dependencies = [("dialogue", "0001_initial")]
    operations = [guards.setting(GUARDS)]
