"""The kind of an assurance is none of its words."""
from forge import *

p = Package(agreement=full_agreement())
p.agreement["assurances"][0]["kind"] = "hearsay"
refused(p, "6.1/3")
