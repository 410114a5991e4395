"""The instant of `expires` is before that of `starts`; the dates are one."""
from forge import *

p = Package(agreement=agreement(
    starts=day("2027-01-15", "2027-01-15T15:00:00Z"), expires=day("2027-01-15", "2027-01-15T14:00:00Z")))
refused(p, "6.2/4e", now="2027-01-15T13:59:59Z")
