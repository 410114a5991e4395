"""The id of a condition ends with a line feed."""
from forge import *

p = Package(agreement=agreement(conditions=[{"id": "linkage\n", "text": "Text."}]))
refused(p, "2.2/15")
