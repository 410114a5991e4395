"""The sender's own card stands in a slot, signed by an approver in the name of the site."""
from forge import *

p = Package(agreement=approved_agreement(), cards=[card(1), card(2, key=OWNER)])
refused(p, "9.6/5n")
