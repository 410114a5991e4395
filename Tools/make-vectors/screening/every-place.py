"""Findings in every place, and one in cells, with no more keys than it needs."""
from forge import *

words = ("variable-name", "variable-label", "value-label", "note", "file-label")
least = {"id": "cells", "kind": "postcode", "path": HOUSEHOLDS, "count": 1, "of": 2, "rows": []}
p = screened(least, *(finding(word, place=word) for word in words))
accept(p, "cells", *words)
accepted(p, "17.3/1m")
