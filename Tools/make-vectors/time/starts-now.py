"""Now is the instant at which the agreement starts."""
from forge import *

p = Package(agreement=agreement(starts=day("2027-01-12", "2027-01-12T00:00:00Z")))
accepted(p, "13/17c", now="2027-01-12T00:00:00Z")
