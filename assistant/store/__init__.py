"""The store: sealed rows, one for each family, in one SQLite file. Nobody can read a row without the family's ticket."""
