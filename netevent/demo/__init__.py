"""The demo: a whole server with an event on its day, for trying things out. Called by `netevent demo`.

`setup` decides how the demo runs and what it wipes; `people`, `story` and `meetings` invent the event, and
`queries` writes it down; `facts` says what somebody needs to know to try it, in the terminal and in a file.
"""
