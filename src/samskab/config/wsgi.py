"""The door for a WSGI server."""

import gc
import os
import sys

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from samskab.kit import requests

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samskab.config.settings")
application = get_wsgi_application()
application.request_class = requests.Utf8Request
get_resolver().url_patterns  # noqa: B018 - loads every room now, so that nobody's first page waits for it
# What is loaded stays: the collector need not walk through all of it again in the middle of a page.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 10, 20)
# Who comes back from the database gets a turn in half a millisecond, not in five (bench/votes.py).
sys.setswitchinterval(0.0005)
