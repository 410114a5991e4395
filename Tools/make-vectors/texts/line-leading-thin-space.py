"""The title begins with U+2009, a thin space."""
from forge import *

p = Package(agreement=agreement(title="\u2009Survey"))
refused(p, "2.2/5")
