"""A provider who is pinned took over another's package and named themselves in it: the cards are the other's."""
from forge import *

p = Package()
p.agreement["provider"]["signing_key"] = OTHER_PROVIDER.line
p.signer = OTHER_PROVIDER
refused(p, "9.6/5j", provider=OTHER_PROVIDER)
