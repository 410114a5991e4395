"""A line feed stands between two keys of the agreement."""
from forge import *

p = Package()
p.terms_bytes = replaced(p.terms_bytes, b',"title"', b',\n"title"')
refused(p, "2.1/3")
