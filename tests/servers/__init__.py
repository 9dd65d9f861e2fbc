"""The real servers that tests run against, each on a free port and in a temporary folder of its own.

tests/conftest.py makes fixtures of them; a test that must break a server starts one for itself.
"""
