"""The id of a condition has a slash in it."""
from forge import *

p = Package(agreement=agreement(conditions=[{"id": "no/linkage", "text": "Text."}]))
refused(p, "2.2/15")
