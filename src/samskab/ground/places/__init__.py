"""The municipality, its areas with their indicators, and the school holidays no deadline may fall in."""
