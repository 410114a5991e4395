"""An assurance to the last day of 9999, and a package made on the first of 1970 and on a leap day."""
from forge import *

assurance = {"kind": "vetting", "holder": "J. Doe", "reference": "V-1",
             "valid_until": day("9999-12-31", "9999-12-31T23:59:59Z")}
p = Package(agreement=agreement(assurances=[assurance]), cards=[card(made_at="2028-02-29T23:59:59Z")])
p.terms = p.terms | {"created_at": "1970-01-01T00:00:00Z"}
accepted(p, "2.3/12", "2.3/15", "2.3/14")
