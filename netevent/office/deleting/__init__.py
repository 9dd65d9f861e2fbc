"""An event and all that belongs to it, gone: asked for by its name."""
