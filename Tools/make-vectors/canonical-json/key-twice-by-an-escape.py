"""A key of the agreement stands twice, the second time with an escape in it."""
from forge import *

p = Package()
p.terms_bytes = replaced(p.terms_bytes, b'"title":', b'"titl\\u0065":"Another title","title":')
refused(p, "2.1/5", "2.1/7")
