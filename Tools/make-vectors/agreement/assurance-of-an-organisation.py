"""The holder of an assurance is the organisation of a recipient, which is neither site nor user."""
from forge import *

p = Package(agreement=agreement(assurances=[{"kind": "accreditation", "holder": "Department B", "reference": "A-1"}]))
refused(p, "6.2/7a")
