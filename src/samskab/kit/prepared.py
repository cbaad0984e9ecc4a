"""Questions whose SQL is composed once, not at every page.

Most of a page's processor time was Django composing the same thirty questions anew, each about a millisecond
before the database is asked in a tenth of it. A prepared question is an ordinary queryset with open slots:
composed at its first use, and from then on only filled.

    @prepared
    def seats_at(process: Slot) -> QuerySet[Seat]:
        return Seat.objects.filter(process=process, left_at__isnull=True).select_related("party")

    seats_at(process)        # a list of seats

The function is called once for each kind of database and must not branch on a slot: a slot is a place in the
SQL, not a value. Rows come back as the queryset would give them (models with what is selected and fetched
along with them, tuples of `values_list`, ...), in a list: nothing can be composed on top of it.
"""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Model, QuerySet

Row = TypeVar("Row")


class Slot(Expression):
    """An open place in a prepared question; compares with a column of whatever kind."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """The mark of a parameter, and this slot itself where its value will be."""
        return "%s", (self,)


def prepared(compose: Callable[..., QuerySet[Any, Row]]) -> Prepared[Row]:
    return Prepared(compose)


class Prepared(Generic[Row]):
    """Call it with the values of its slots, by place: rows, numbers, texts, moments, public ids."""

    def __init__(self, compose: Callable[..., QuerySet[Any, Row]]) -> None:
        self.compose = compose
        self.slots = tuple(inspect.signature(compose).parameters)
        self.__doc__ = compose.__doc__
        self._composed: dict[str, _Composed] = {}

    def __call__(self, *values: object) -> list[Row]:
        connection = connections[DEFAULT_DB_ALIAS]
        known = self._composed.get(connection.vendor)
        if known is None:
            known = _Composed(self.compose(*map(Slot, self.slots)), connection)
            self._composed[connection.vendor] = known
        filled = {name: _plain(value, connection) for name, value in zip(self.slots, values, strict=True)}
        return list(known.filled(filled))

    def first(self, *values: object) -> Row | None:
        """The first row, of a question that asks for few."""
        return next(iter(self(*values)), None)


class _Composed:
    """A queryset and its compiler after the SQL was written."""

    def __init__(self, asked: QuerySet[Any, Any], connection: BaseDatabaseWrapper) -> None:
        self.asked = asked
        self.compiler = asked.query.get_compiler(connection=connection)
        self.sql, self.params = self.compiler.as_sql()
        columns = [column for column, _, _ in self.compiler.select[: self.compiler.col_count]]
        converters = self.compiler.get_converters(columns)
        self.compiler.get_converters = lambda _: converters  # the same columns at every reading

    def filled(self, values: dict[str, object]) -> QuerySet[Any, Any]:
        """The same question with its slots filled, to be read once: Django makes the rows of it."""
        params = tuple(values[param.name] if isinstance(param, Slot) else param for param in self.params)
        compiler = copy.copy(self.compiler)
        compiler.connection = connections[DEFAULT_DB_ALIAS]  # of this thread
        compiler.as_sql = lambda *_, **__: (self.sql, params)
        query = copy.copy(self.asked.query)  # shallow: nothing of it is changed
        query.get_compiler = lambda *_, **__: compiler  # type: ignore[method-assign]
        found = type(self.asked)(model=self.asked.model, query=query, using=DEFAULT_DB_ALIAS)
        for name in _HOW_ROWS_ARE_MADE:
            setattr(found, name, getattr(self.asked, name))
        return found


_HOW_ROWS_ARE_MADE = ("_iterable_class", "_fields", "_prefetch_related_lookups", "_known_related_objects")


def _plain(value: object, connection: BaseDatabaseWrapper) -> object:
    """As a field of the value's kind would send it to the database."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value


class Hung(list[Any]):
    """What `row.relation.all()` gives after `hang`. A list: nothing can be asked of it anew."""

    def all(self) -> Hung:
        return self


def hang(parents: Sequence[Model], relation: str, children: Iterable[Model], by: str) -> None:
    """Leave each parent's children where `prefetch_related` would, read by a prepared question of their own.

    `by` is the children's attribute that holds the parent's id; the order of the children is kept.
    """
    of: dict[object, Hung] = {parent.pk: Hung() for parent in parents}
    for child in children:
        if (found := of.get(getattr(child, by))) is not None:
            found.append(child)
    for parent in parents:
        parent.__dict__.setdefault("_prefetched_objects_cache", {})[relation] = of[parent.pk]
