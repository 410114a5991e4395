"""A finding has an unknown key."""
from forge import *

p = screened(finding(value="j.doe@example.org"))
accept(p, ONE["id"])
refused(p, "17.3/1f")
