"""The same act from several connections at once."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.db import DatabaseError, connection

from samskab.kit.errors import Refusal


def at_once(work: Callable[[], None], sides: int = 2) -> list[BaseException]:
    """Run the same work from several connections; what went wrong comes back."""
    wrong: list[BaseException] = []

    def side() -> None:
        try:
            work()
        except (DatabaseError, Refusal) as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=side) for _ in range(sides)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    return wrong
