"""An approval stands there where none is required."""
from forge import *

p = Package()
body = approval_body(approved_agreement(), 0, agreement_hash=agreement_hash(p.agreement))
p.approvals = [statement("approval", body, OWNER)]
refused(p, "9.6/4a")
