"""`file_count_bound` and `content_bytes_bound` are what there is."""
from forge import *

p = Package()
p.envelope = p.envelope | {"file_count_bound": 3, "content_bytes_bound": 49}
accepted(p, "11.2/5", "11.2/7", "11.2/15")
