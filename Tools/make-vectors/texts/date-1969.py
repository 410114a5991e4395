"""A date is in 1969."""
from forge import *

valid_until = day("1969-12-31", "1970-01-01T00:00:00Z")
p = Package(agreement=agreement(assurances=[
    {"kind": "vetting", "holder": "Zoë Ångström", "reference": "V-1", "valid_until": valid_until}]))
refused(p, "2.3/12")
