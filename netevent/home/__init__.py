"""The landing page and each role's dashboard, put together from the features below."""
