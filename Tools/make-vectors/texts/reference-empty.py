"""The id of a condition is empty."""
from forge import *

p = Package(agreement=agreement(conditions=[{"id": "", "text": "Text."}]))
refused(p, "2.2/13")
