"""The instant of `expires` is that of `starts`; the dates are one."""
from forge import *

p = Package(agreement=agreement(
    starts=day("2027-01-15", "2027-01-15T12:00:00Z"), expires=day("2027-01-15", "2027-01-15T12:00:00Z")))
refused(p, "6.2/4e")
