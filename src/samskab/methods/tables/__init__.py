"""Who sits with whom: each table a small image of the room, nobody meeting the same people twice."""

from samskab.methods.tables.dropouts import mend
from samskab.methods.tables.room import Room, TablesError, lower_bound, room_of, table_sizes
from samskab.methods.tables.rounds import Rounds, Seating, seat_rounds

__all__ = [
    "Room",
    "Rounds",
    "Seating",
    "TablesError",
    "lower_bound",
    "mend",
    "room_of",
    "seat_rounds",
    "table_sizes",
]
