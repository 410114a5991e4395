"""An unknown key in `published`."""
from forge import *

p = Package()
fields = [{"name": "age", "type": "integer"}]
published = {"tables": [{"path": "a.csv", "records": 2, "fields": fields}]}
published["unknown"] = 1
p.envelope = p.envelope | {"published": published}
refused(p, "2.1/14")
