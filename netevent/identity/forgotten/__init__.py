"""A forgotten password: one link to the mailbox, behind which a new one is chosen."""
