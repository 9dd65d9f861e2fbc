"""The page of a kiosk, on which people check themselves in."""
