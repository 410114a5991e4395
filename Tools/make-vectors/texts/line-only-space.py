"""The title is one em space."""
from forge import *

p = Package(agreement=agreement(title="\u2003"))
refused(p, "2.2/5", "2.2/6")
