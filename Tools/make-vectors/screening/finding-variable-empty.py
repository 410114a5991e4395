"""The variable of a finding is empty."""
from forge import *

p = screened(finding(variable=""))
accept(p, ONE["id"])
refused(p, "17.3/1h")
