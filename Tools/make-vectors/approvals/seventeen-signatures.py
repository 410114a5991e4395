"""An approval has 17 signatures, each of which verifies, the first by the required key."""
from forge import *

p = Package(agreement=approved_agreement())
keys = [OWNER] + [SigningKey(f"co-signer {number}") for number in range(16)]
p.approvals = [statement("approval", approval_body(p.agreement, 0), *keys), approval(p.agreement, 1)]
refused(p, "9.6/4h")
