"""The id of a condition has 65 characters."""
from forge import *

p = Package(agreement=agreement(conditions=[{"id": "r" * 65, "text": "Text."}]))
refused(p, "2.2/14")
