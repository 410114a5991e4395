"""`kind` of a finding is `minLength`, as the agreement calls it."""
from forge import *

p = screened(finding(kind="minLength"))
accept(p, ONE["id"])
refused(p, "17.3/1l")
