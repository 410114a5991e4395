"""A provider who is pinned took over another's package, with their own key in the head alone."""
from forge import *

p = Package(agreement=agreement(conditions=[{"id": "no-linkage", "text": "Not linked."}]))
p.agreement["conditions"] = []
p.signer = OTHER_PROVIDER
refused(p, "9.6/3", provider=OTHER_PROVIDER)
