"""Notifications: shown at once as toasts, and sent in one mail to somebody who has not looked for a while.

Services write them in their own transaction (`service`). What a notification is about is known only to the
feature that wrote it (`kinds.NotificationKind`).
"""
