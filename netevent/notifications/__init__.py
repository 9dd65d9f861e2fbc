"""What waits for somebody: told at once by a toast, and by one mail to who has not looked for a while.

Services write it in their own transaction (`service`). What stands behind a notification is known to the
feature that wrote it (`kinds.NotificationKind`), and to nobody here.
"""
