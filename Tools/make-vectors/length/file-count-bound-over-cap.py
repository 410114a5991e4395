"""`file_count_bound` is 1,015,809."""
from forge import *

p = Package()
p.envelope = p.envelope | {"file_count_bound": 1_015_809}
refused(p, "9.6/6c")
