"""People who are in the list twice: proposed, merged, and taken apart again for ten minutes."""
