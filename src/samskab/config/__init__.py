"""How one installation is set up: one municipality, one database, one key set."""
