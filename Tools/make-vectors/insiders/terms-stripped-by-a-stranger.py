"""Conditions were taken out of the terms; a stranger, who knows S, made all anew and signed as themselves."""
from forge import *

p = Package(agreement=agreement(conditions=[{"id": "no-linkage", "text": "Not linked."}]))
p.agreement["conditions"] = []
p.signer = STRANGER
refused(p, "9.6/0")
