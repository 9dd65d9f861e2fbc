"""What mails of an event look like, and whom they come from: the organizer's page and its previews."""
