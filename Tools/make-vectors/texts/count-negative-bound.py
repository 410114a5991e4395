"""`file_count_bound` is −1."""
from forge import *

p = Package()
p.envelope = p.envelope | {"file_count_bound": -1}
refused(p, "2.3/19")
