"""A finding is accepted by an approver where an analyst may as well."""
from forge import *

p = screened(ONE, agreement=approved_agreement())
accept(p, ONE["id"], **approver(p, 0))
accepted(p, section="17.3")
