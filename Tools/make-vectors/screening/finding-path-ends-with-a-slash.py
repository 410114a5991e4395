"""The path of a finding ends with a slash."""
from forge import *

p = screened(finding(path="data/"))
accept(p, ONE["id"])
refused(p, "17.3/1h")
