"""The same vote sent many times at once, on SQLite in a file: a process of its own, as the house runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.engine_free
SCRIPT = """
import json, threading
from django.core.management import call_command
from samskab.config.wsgi import application
from samskab.process.knowledge.models import Vote
from samskab.ground.people.actor import Actor
from samskab.kit import clock
from samskab.process.knowledge.services import cast_vote
from tests.builders import person, table
from tests.builders.knowledge import statement
from samskab.process.core.models import Stage
from django.db import connection

call_command("migrate", verbosity=0)
at = table(Stage.KNOWLEDGE)
on, voters = statement(at.process), [person() for _ in range(3)]
ready, failures = threading.Barrier(12), []

def send(who, value):
    try:
        ready.wait(timeout=30)
        cast_vote(actor=Actor(participant_id=who.pk), statement=on.public_id, value=value, now=clock.now())
    except Exception as error:
        failures.append(repr(error))
    finally:
        connection.close()

threads = [threading.Thread(target=send, args=(who, value)) for who in voters for value in (1, 1, -1, 0)]
for thread in threads: thread.start()
for thread in threads: thread.join(timeout=60)
on.refresh_from_db()
values = sorted(Vote.objects.values_list("value", flat=True))
counted = [values.count(1), values.count(-1), values.count(0)]
print(json.dumps([failures, len(values), counted == [on.agrees, on.disagrees, on.passes]]))
"""


def test_twelve_votes_of_three_people_at_once_are_three_votes_and_the_counters_agree(tmp_path: Path) -> None:
    env = {**os.environ, "SAMSKAB_DATA": str(tmp_path), "DATABASE_URL": "", "SQLITE_SYNCHRONOUS": "FULL"}
    env["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    env["DJANGO_SETTINGS_MODULE"] = "samskab.config.settings"
    told = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=env, capture_output=True, text=True, check=False, timeout=300
    )
    assert told.stdout.strip() == "[[], 3, true]", told.stderr
