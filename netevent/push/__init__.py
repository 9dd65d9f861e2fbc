"""Web Push: what waits for an attendee, told on devices that are not looking.

`keys` by which push services know this server, `subscriptions` of browsers, `choices` of what may come,
`sending` of what is due. What a push says is declared with its kind of notification (`notifications.kinds`).
"""
