"""The holder of an assurance is neither a site nor a user."""
from forge import *

p = Package(agreement=agreement(assurances=[{"kind": "vetting", "holder": "A. Smith", "reference": "V-1"}]))
refused(p, "6.2/7a")
