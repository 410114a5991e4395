"""The classification has words of its own behind it."""
from forge import *

accepted(Package(agreement=agreement(classification="OFFICIAL-SENSITIVE PERSONAL DATA")), "2.2/18")
