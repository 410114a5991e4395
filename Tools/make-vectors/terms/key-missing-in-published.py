"""The key `tables` is missing in `published`."""
from forge import *

p = Package()
fields = [{"name": "age", "type": "integer"}]
published = {"tables": [{"path": "a.csv", "records": 2, "fields": fields}]}
del published["tables"]
p.envelope = p.envelope | {"published": published}
refused(p, "2.1/15")
