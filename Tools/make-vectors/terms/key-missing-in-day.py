"""The key `date` is missing in a day."""
from forge import *

p = Package()
del p.agreement["delete_by"]["date"]
refused(p, "2.1/15")
