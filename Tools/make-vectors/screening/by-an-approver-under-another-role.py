"""An approver accepts under the role of the other."""
from forge import *

p = screened(ONE, agreement=APPROVER_ACCEPTS)
accept(p, ONE["id"], **approver(p, 0) | {"role": approver(p, 1)["role"]})
refused(p, "17.3/3k")
