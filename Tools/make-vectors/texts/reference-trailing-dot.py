"""The id of a condition ends with a full stop."""
from forge import *

p = Package(agreement=agreement(conditions=[{"id": "linkage.", "text": "Text."}]))
refused(p, "2.2/17")
