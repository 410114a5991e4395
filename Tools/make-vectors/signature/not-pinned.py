"""Another provider's package, in order in all else, where that provider is not pinned."""
from forge import *

p = Package(agreement=agreement(), cards=[card(provider=OTHER_PROVIDER.line)])
p.agreement["provider"]["signing_key"] = OTHER_PROVIDER.line
p.signer = OTHER_PROVIDER
refused(p, "9.6/0")
