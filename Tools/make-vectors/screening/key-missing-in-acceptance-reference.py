"""An acceptance has no `reference`; nobody had to accept anything."""
from forge import *

p = screened()
body = acceptance_body(p)
del body["reference"]
p.stream.screening.append(statement("acceptance", body, PROVIDER))
refused(p, "17.3/1o")
