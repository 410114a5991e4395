"""Another `delivery`, by a signer who is not pinned: the pin is looked at first."""
from forge import *

p = Package(cards=[card(provider=OTHER_PROVIDER.line)])
p.agreement["provider"]["signing_key"] = OTHER_PROVIDER.line
p.signer = OTHER_PROVIDER
p.terms = p.terms | {"delivery": "x25519-ml-kem-768"}
refused(p, "9.6/0")
