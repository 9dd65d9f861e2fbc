"""The buyer's own invoices."""
