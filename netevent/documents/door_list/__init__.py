"""The list on paper for a power cut, as PDF. Called by `papers.door_list`, in a thread."""
