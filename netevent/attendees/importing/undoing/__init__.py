"""An import is taken back, as long as nobody of it was checked in."""
