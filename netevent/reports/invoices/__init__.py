"""An event's invoices and credit notes for its organizer: the list, each as PDF, and all of them as files."""
