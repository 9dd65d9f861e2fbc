"""The documents of the project as pages of the server, for an evening without a network."""
