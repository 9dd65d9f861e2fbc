"""The list on paper that lets people in when the power is out."""
