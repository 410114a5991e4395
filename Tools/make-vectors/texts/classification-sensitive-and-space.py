"""The classification is the second word and a space alone."""
from forge import *

p = Package(agreement=agreement(classification="OFFICIAL-SENSITIVE "))
refused(p, "2.2/18")
