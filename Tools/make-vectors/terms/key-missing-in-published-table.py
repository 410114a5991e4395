"""The key `records` is missing in a published table."""
from forge import *

p = Package()
fields = [{"name": "age", "type": "integer"}]
published = {"tables": [{"path": "a.csv", "records": 2, "fields": fields}]}
del published["tables"][0]["records"]
p.envelope = p.envelope | {"published": published}
refused(p, "2.1/15")
