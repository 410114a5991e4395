"""`kind` of a finding is `photograph`."""
from forge import *

p = screened(finding(kind="photograph"))
accept(p, ONE["id"])
refused(p, "17.3/1l")
