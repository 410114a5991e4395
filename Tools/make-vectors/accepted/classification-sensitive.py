"""The classification is the second word alone."""
from forge import *

accepted(Package(agreement=agreement(classification="OFFICIAL-SENSITIVE")), "2.2/18")
