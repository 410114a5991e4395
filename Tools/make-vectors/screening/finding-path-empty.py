"""The path of a finding is empty."""
from forge import *

p = screened(finding(path=""))
accept(p, ONE["id"])
refused(p, "17.3/1h")
