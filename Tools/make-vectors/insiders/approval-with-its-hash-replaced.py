"""The hash in an approval of revision 1 was replaced by that of revision 2; the signature is the old one."""
from forge import *

first = approved_agreement()
p = Package(agreement=approved_agreement(revision=2, supersedes=agreement_hash(first)))
p.approvals = [approval(first, 0), approval(p.agreement, 1)]
p.approvals[0]["body"] |= {"agreement_hash": agreement_hash(p.agreement), "revision": 2}
refused(p, "9.6/4j")
