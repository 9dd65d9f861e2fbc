"""Who moves the money: one small interface (`provider`), and a module for each that speaks to its service."""
