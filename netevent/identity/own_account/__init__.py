"""The page of the own account: password, name, address, and where one is logged in."""
