"""The classification is the first word with another behind it."""
from forge import *

p = Package(agreement=agreement(classification="OFFICIAL PERSONAL"))
refused(p, "2.2/18")
