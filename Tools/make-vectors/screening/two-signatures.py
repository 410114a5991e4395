"""An acceptance is signed by the provider and by an approver."""
from forge import *

p = screened(ONE, agreement=approved_agreement())
accept(p, ONE["id"], keys=(PROVIDER, OWNER))
refused(p, "17.3/3i")
