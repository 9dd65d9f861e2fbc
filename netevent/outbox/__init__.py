"""The demo's mail, to be read in the browser."""
