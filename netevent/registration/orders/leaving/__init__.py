"""What becomes of an order when one of its people goes for good."""
