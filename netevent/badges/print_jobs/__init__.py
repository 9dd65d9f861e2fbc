"""Print jobs: badges that are to come out of a station, from being asked for until they hang on somebody."""
