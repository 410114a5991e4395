"""An agreement of other words in all the lists that there are."""
from forge import *

kinds = ["confidentiality-declaration", "data-protection-training", "accreditation", "assurance-framework",
         "approved-researcher", "approved-project", "vetting", "owner-consent", "parent-agreement"]
types = ["string", "number", "integer", "boolean", "date", "time", "datetime", "year", "yearmonth", "any"]
roles = ["pseudonym", "quasi-identifier", "sensitive", "weight", "other"]
fields = [field(name=kind, type=kind, role=roles[number % 5]) for number, kind in enumerate(types)]
p = Package(agreement=agreement(
    purpose_category="legal", de_identification="identifiable", onward_sharing="with-written-consent",
    special_category=True, criminal_offence_data=True, screening={"acceptance": "approver"},
    assurances=[{"kind": kind, "holder": "J. Doe", "reference": "R"} for kind in kinds],
    tables=[table(path=f"{match}.csv", schema={"fieldsMatch": match, "fields": fields})
            for match in ("exact", "equal", "subset", "superset", "partial")]))
accepted(p, section="6.1")
