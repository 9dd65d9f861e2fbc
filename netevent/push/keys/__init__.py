"""The pair of keys by which push services know this server (VAPID, RFC 8292)."""
