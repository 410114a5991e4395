"""The agreement starts and expires on one day."""
from forge import *

p = Package(agreement=agreement(
    starts=day("2027-01-15", "2027-01-15T00:00:00Z"), expires=day("2027-01-15", "2027-01-16T00:00:00Z")))
accepted(p, "6.2/4a")
