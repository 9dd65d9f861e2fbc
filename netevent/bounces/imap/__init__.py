"""The mailbox that bounces come to: read each minute by IMAP."""
