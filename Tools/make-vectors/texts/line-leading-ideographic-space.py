"""The title begins with U+3000, an ideographic space."""
from forge import *

p = Package(agreement=agreement(title="\u3000Survey"))
refused(p, "2.2/5")
