"""The form that proposes or moves an appointment."""
