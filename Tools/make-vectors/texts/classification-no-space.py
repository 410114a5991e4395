"""The classification is a colon in the place of the space."""
from forge import *

p = Package(agreement=agreement(classification="OFFICIAL-SENSITIVE:PERSONAL"))
refused(p, "2.2/18")
