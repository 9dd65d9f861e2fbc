"""The program beside a printer: takes badges from a server over connections of its own, and prints them.

`netevent print-agent` starts it. It knows of the server what docs/print-agents.md says, and nothing else of
the house: no database, no settings.
"""
