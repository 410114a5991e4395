"""The key `reference` is missing in an assurance."""
from forge import *

p = Package(agreement=full_agreement())
del p.agreement["assurances"][0]["reference"]
refused(p, "2.1/15")
