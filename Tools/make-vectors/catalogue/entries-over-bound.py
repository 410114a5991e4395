"""`file_count_bound` is one less than there are entries."""
from forge import *

p = Package()
p.envelope = p.envelope | {"file_count_bound": 2}
refused(p, "11.2/5")
