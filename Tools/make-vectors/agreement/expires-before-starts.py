"""The date of `expires` is that before the date of `starts`; the instants rise."""
from forge import *

p = Package(agreement=agreement(
    starts=day("2027-01-16", "2027-01-15T09:00:00Z"), expires=day("2027-01-15", "2027-01-16T15:00:00Z")))
refused(p, "6.2/4a")
