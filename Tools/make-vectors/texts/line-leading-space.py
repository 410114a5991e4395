"""The title begins with a space."""
from forge import *

p = Package(agreement=agreement(title=" Survey"))
refused(p, "2.2/5")
