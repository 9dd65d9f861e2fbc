"""The lines below the headers become people, or stay out with a reason. Called by the reading."""
