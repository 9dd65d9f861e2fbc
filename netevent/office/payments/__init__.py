"""The organizer's money: payments with their orders, refunds, registrations that are cancelled."""
