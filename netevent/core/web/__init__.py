"""What is around every page: requests, forms, cookies, templates."""
