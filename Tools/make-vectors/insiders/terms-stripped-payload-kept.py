"""The provider took conditions out of the terms, kept chunks and commitment, and signed anew."""
from forge import *

p = Package(agreement=agreement(conditions=[{"id": "no-linkage", "text": "Not linked."}]))
p.key = p.key
p.agreement["conditions"] = []
refused(p, "8/2")
