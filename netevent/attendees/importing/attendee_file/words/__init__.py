"""The words by which a list is understood, in seven languages: plain data, one file for each kind of word.

Whoever meets a header or a state that is not understood adds its word here. Case, accents and signs between
the words do not matter.
"""
