"""The languages of the server, as its operator keeps them: which are active, their order, their date formats.

The table is `core.i18n`'s.
"""
