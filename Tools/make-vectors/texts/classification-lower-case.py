"""The classification is in lower case."""
from forge import *

p = Package(agreement=agreement(classification="official"))
refused(p, "2.2/18")
