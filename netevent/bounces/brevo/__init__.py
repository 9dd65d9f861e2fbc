"""What Brevo tells of our mails by calling us."""
