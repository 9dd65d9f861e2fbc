"""Profile photos, from what is sent to what is served."""
