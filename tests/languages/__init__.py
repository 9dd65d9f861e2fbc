"""The languages of the server, as its operator keeps them."""
