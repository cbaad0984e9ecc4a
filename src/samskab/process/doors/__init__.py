"""Doors without a screen of one's own: a helper's hand, a kiosk, a printed card; all counted alike."""
