"""The key `approved_at` is missing in the body of an approval, which the approver signed so."""
from forge import *

p = Package(agreement=approved_agreement())
body = approval_body(p.agreement, 0)
del body["approved_at"]
p.approvals = [statement("approval", body, OWNER), approval(p.agreement, 1)]
refused(p, "2.1/15")
