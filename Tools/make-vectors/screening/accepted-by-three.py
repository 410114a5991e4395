"""Provider and both approvers each accept a finding."""
from forge import *

third = finding("name-33333333", kind="name")
p = screened(ONE, OTHER, third, agreement=approved_agreement())
accept(p, ONE["id"], **approver(p, 1))
accept(p, OTHER["id"])
accept(p, third["id"], **approver(p, 0))
accepted(p, section="17.3")
