"""What is mailed of an order."""
