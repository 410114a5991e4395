"""The instant of an assurance is 15 hours and a second after the end of its date in UTC."""
from forge import *

p = Package(agreement=agreement(assurances=[{"kind": "vetting", "holder": "J. Doe", "reference": "V-1",
                                             "valid_until": day("2027-12-31", "2028-01-01T15:00:01Z")}]))
refused(p, "6.2/5e")
