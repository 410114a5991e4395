"""The id of a condition has a letter beyond ASCII."""
from forge import *

p = Package(agreement=agreement(conditions=[{"id": "no-linkagé", "text": "Text."}]))
refused(p, "2.2/15")
