"""An approval has another name, under the key that the agreement names."""
from forge import *

p = Package(agreement=approved_agreement())
p.approvals = [approval(p.agreement, 0, name="E. Else"), approval(p.agreement, 1)]
refused(p, "9.6/4f")
