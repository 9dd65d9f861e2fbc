"""An event that does not take place: everybody is told, and the money goes back."""
