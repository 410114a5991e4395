"""An acceptance has no `contents_hash`; nobody had to accept anything."""
from forge import *

p = screened()
body = acceptance_body(p)
del body["contents_hash"]
p.stream.screening.append(statement("acceptance", body, PROVIDER))
refused(p, "17.3/1o")
