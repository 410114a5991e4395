"""The detail of a finding has an unfit character."""
from forge import *

p = screened(finding(detail="a\u202eb"))
accept(p, ONE["id"])
refused(p, "17.3/1h")
