"""What everyone stands on: the record, places, people, doors, parties."""
