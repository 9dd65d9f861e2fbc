"""`python -m netevent` is the command `netevent`."""

from netevent.cli import main

if __name__ == "__main__":
    main()
