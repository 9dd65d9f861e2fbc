"""Orders: somebody registers one or several, and pays for them. Owner of `orders` and `order_seats`."""
