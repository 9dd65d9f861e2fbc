"""The page of the demo's provider, where no money moves."""
