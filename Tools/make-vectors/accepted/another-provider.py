"""Another provider's package, where that one is pinned."""
from forge import *

p = Package(cards=[card(provider=OTHER_PROVIDER.line)])
p.agreement["provider"]["signing_key"] = OTHER_PROVIDER.line
p.signer = OTHER_PROVIDER
accepted(p, "9.6/0", provider=OTHER_PROVIDER)
