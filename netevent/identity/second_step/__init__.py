"""The second step of a log-in: a code of an authenticator app, or a recovery code."""
