"""An acceptance has a stranger's signature under the provider's key."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"])
one = p.stream.screening[1]
one["signatures"][0] = signature(STRANGER, message("acceptance", one["body"])) | {"key": PROVIDER.line}
refused(p, "17.3/3g")
