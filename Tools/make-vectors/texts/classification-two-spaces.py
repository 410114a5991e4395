"""The classification is two spaces between the words."""
from forge import *

p = Package(agreement=agreement(classification="OFFICIAL-SENSITIVE  PERSONAL"))
refused(p, "2.2/18")
