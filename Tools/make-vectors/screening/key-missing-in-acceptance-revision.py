"""An acceptance has no `revision`; nobody had to accept anything."""
from forge import *

p = screened()
body = acceptance_body(p)
del body["revision"]
p.stream.screening.append(statement("acceptance", body, PROVIDER))
refused(p, "17.3/1o")
