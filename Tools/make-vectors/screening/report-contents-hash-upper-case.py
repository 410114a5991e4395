"""`contents_hash` of the report is in upper case."""
from forge import *

p = screened()
p.stream.screening[0]["contents_hash"] = p.stream.screening[0]["contents_hash"].upper()
refused(p, "17.3/1h")
