"""An approver accepts under the name of the other."""
from forge import *

p = screened(ONE, agreement=APPROVER_ACCEPTS)
accept(p, ONE["id"], **approver(p, 0) | {"name": approver(p, 1)["name"]})
refused(p, "17.3/3l")
