"""Invoices and the credit notes that correct them: numbered without gaps, and never changed."""
