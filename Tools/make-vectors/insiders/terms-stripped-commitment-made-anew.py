"""The provider took conditions out of the terms, kept the chunks, and made the commitment anew."""
from forge import *

p = Package(agreement=agreement(conditions=[{"id": "no-linkage", "text": "Not linked."}]))
p.chunks = p.chunks
p.agreement["conditions"] = []
refused(p, "10.1/2")
