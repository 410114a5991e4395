import PackageFormat
import Sealing

/// Which text it is, what the data are for, and what they are.
extension ClausesOf {
    var version: Clause {
        Clause(
            "microvault_agreement", String(agreement.version),
            [
                .enforced:
                    "It stands in the signed text; a tool that does not know this version refuses it as work of a newer tool."
            ])
    }

    var reference: Clause {
        Clause(
            "reference", agreement.reference.description,
            [
                .enforced:
                    "Cards and approvals sign it too, so that one for another agreement is refused. Two providers may use one reference: the hash tells their agreements apart."
            ])
    }

    var revision: Clause {
        Clause(
            "revision", String(agreement.revision),
            [
                .enforced: "Approvals sign revision and hash, and so serve for no other text.",
                .declared:
                    "Which revision is in force a site knows from the provider's amendment; where that has not arrived, the earlier one goes on.",
            ])
    }

    var supersedes: Clause? {
        agreement.supersedes.map {
            Clause(
                "supersedes", $0.hex,
                [
                    .enforced: "The hash names one earlier text and no other.",
                    .declared: "A package sent under that text still opens where the amendment has not arrived.",
                ])
        }
    }

    var title: Clause {
        Clause("title", agreement.title.description, [.declared: "For people to read; no tool checks it."])
    }

    var purpose: Clause {
        Clause(
            "purpose", agreement.purpose.description,
            [
                .attested: "Whoever opens a package accepts it, at a terminal or by \"--accept-terms\".",
                .declared: "No tool sees what opened data are used for.",
            ])
    }

    var purposeCategory: Clause {
        Clause(
            "purpose_category", agreement.purposeCategory.rawValue,
            [
                .attested: "Accepted with the purpose when a package is opened.",
                .declared: "No tool sees what opened data are used for.",
            ])
    }

    var legalGateway: Clause? {
        agreement.legalGateway.map {
            Clause(
                "legal_gateway", $0.description,
                [.declared: "No tool knows the law; those who share and approve answer for it."])
        }
    }

    var businessCase: Clause? { agreement.businessCase.map { document("business_case", $0) } }
    var dpia: Clause? { agreement.dpia.map { document("dpia", $0) } }

    private func document(_ key: String, _ reference: Line) -> Clause {
        Clause(
            key, reference.description,
            [.declared: "It refers to a document; no tool looks whether that is there, or what it says."])
    }

    var necessity: Clause? {
        agreement.necessity.map {
            Clause("necessity", $0.description, [.declared: "A reason, for approvers to judge; no tool does."])
        }
    }

    var sampling: Clause? {
        agreement.sampling.map {
            Clause(
                "sampling", $0.description,
                [
                    .declared:
                        "No tool knows the population that the extract was drawn from. \"max_records\" of a table is what can be counted."
                ])
        }
    }

    var classification: Clause {
        Clause(
            "classification", agreement.classification.description,
            [
                .declared:
                    "A marking. The tools take OFFICIAL and OFFICIAL-SENSITIVE and no word above; they do not look whether the data deserve a higher one."
            ])
    }

    var personalData: Clause { flag("personal_data", agreement.personalData) }
    var specialCategory: Clause { flag("special_category", agreement.specialCategory) }
    var criminalOffenceData: Clause { flag("criminal_offence_data", agreement.criminalOffenceData) }

    private func flag(_ key: String, _ isSet: Bool) -> Clause {
        Clause(
            key, isSet ? "yes" : "no",
            [.declared: "The provider's word; no tool can tell from the data."])
    }

    var deIdentification: Clause {
        let says = agreement.deIdentification.rawValue
        guard agreement.deIdentification != .identifiable else {
            return Clause("de_identification", says, [.declared: "The provider's word: people can be identified."])
        }
        guard !agreement.tables.isEmpty else {
            return Clause(
                "de_identification", says,
                [.declared: "The provider's word. No tables are listed, so \"pack\" does not look for identifiers."])
        }
        return Clause(
            "de_identification", says,
            [
                .detected:
                    "Before packing, the sender's own tool looks for direct identifiers in the tables listed and stops unless findings are accepted.",
                .declared: "That nobody can be identified, alone or by linkage, no tool can show.",
            ])
    }
}
