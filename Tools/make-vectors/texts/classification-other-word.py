"""The classification is another word."""
from forge import *

p = Package(agreement=agreement(classification="SECRET"))
refused(p, "2.2/18")
