"""A key of the agreement is written with a capital."""
from forge import *

p = Package()
p.agreement["Timezone"] = p.agreement.pop("timezone")
refused(p, "2.1/14", "2.1/15")
