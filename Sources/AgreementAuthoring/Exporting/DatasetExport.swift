import PackageFormat
import Sealing

/// What is shared under an agreement as a DCAT 3 dataset: https://www.w3.org/TR/vocab-dcat-3/.
struct DatasetExport {
    let agreement: Agreement

    static func dcat(_ agreement: Agreement) -> [UInt8] {
        let export = DatasetExport(agreement: agreement)
        var dataset = export.properties
        dataset["@id"] = .text(Name.extract(of: agreement))
        dataset["@type"] = ["dcat:Dataset", "odrl:Asset"]
        dataset["dcterms:identifier"] = .text(agreement.reference.description)
        dataset["dcterms:available"] = .day(agreement.starts.date)
        dataset["dcat:distribution"] = [export.distribution()]
        let tables = agreement.tables.map { DescribedTable($0).node }
        if !tables.isEmpty { dataset["dcterms:hasPart"] = .list(tables) }
        return LinkedData.document([.node(dataset)] + PolicyExport(agreement: agreement).nodes)
    }

    /// What holds for the extract and for each package of it.
    var properties: [String: LinkedData] {
        [
            "dcterms:title": .text(agreement.title.description),
            "dcterms:description": .text(description),
            "dcterms:accessRights": access,
            "dcterms:publisher": .node([
                "@id": .text(Name.organisation(agreement.provider.organisation)),
                "@type": ["foaf:Agent", "foaf:Organization"],
                "foaf:name": .text(agreement.provider.organisation.description),
            ]),
            "dcat:contactPoint": .node(
                PolicyExport(agreement: agreement).contact.merging([
                    "@type": "vcard:Organization",
                    "vcard:fn": .text(agreement.provider.organisation.description),
                ]) { $1 }),
            "prov:qualifiedAttribution": [
                attribution(agreement.provider.dataOwner, "data-owner"),
                attribution(agreement.provider.dataSteward, "data-steward"),
            ],
            "dcat:keyword": .text(agreement.purposeCategory.rawValue),
            "odrl:hasPolicy": .iri(Name.agreement(agreement)),
        ]
    }

    /// The form in which the data travel; there is no address to get it from. `bytes`: the length of the file.
    func distribution(bytes: Int? = nil) -> LinkedData {
        var node: [String: LinkedData] = [
            "@type": "dcat:Distribution",
            "dcterms:title": "Microvault package (.mvault)",
            "dcterms:description":
                "Encrypted; it opens for the cards in it alone, at the sites that the agreement names.",
            "dcterms:accessRights": access,
            "odrl:hasPolicy": .iri(Name.agreement(agreement)),
        ]
        if let bytes {
            node["dcat:byteSize"] = .node(["@value": .text(String(bytes)), "@type": "xsd:nonNegativeInteger"])
        }
        return .node(node)
    }

    private var description: String {
        let sampling = agreement.sampling.map { "\n\nSampling: \($0)" } ?? ""
        return "Shared for this purpose: \(agreement.purpose)\(sampling)"
    }

    private var access: LinkedData {
        func word(_ flag: Bool) -> String { flag ? "yes" : "no" }
        return .rights(
            """
            Not public. Classification: \(agreement.classification). Personal data: \(word(agreement.personalData)); \
            special category: \(word(agreement.specialCategory)); criminal offences: \
            \(word(agreement.criminalOffenceData)); \(agreement.deIdentification.rawValue). \
            For the people and sites that the agreement names.
            """)
    }

    private func attribution(_ name: Line, _ role: String) -> LinkedData {
        .node([
            "@type": "prov:Attribution", "dcat:hadRole": .iri(Name.role(role)),
            "prov:agent": .node(["@type": "foaf:Agent", "foaf:name": .text(name.description)]),
        ])
    }
}

/// A table with its variables, as part of a dataset (CSV on the Web: https://www.w3.org/TR/tabular-metadata/).
struct DescribedTable {
    let path: ArchivePath
    /// Records that are there, or that there may be.
    let extent: String?
    let variables: [(name: Line, type: Field.Kind)]

    /// As an agreement limits it.
    init(_ table: Table) {
        path = table.path
        extent = table.maximumRecords.map { "at most \($0) records" }
        variables = table.schema?.fields.map { ($0.name, $0.type) } ?? []
    }

    /// As a sender published it.
    init(_ table: Envelope.Published.Table) {
        path = table.path
        extent = "\(table.records.value) records"
        variables = table.fields.map { ($0.name, $0.type) }
    }

    var node: LinkedData {
        var node: [String: LinkedData] = [
            "@type": ["dcat:Dataset", "csvw:Table"], "dcterms:title": .text(path.description),
        ]
        if let extent {
            node["dcterms:extent"] = .node(["@type": "dcterms:SizeOrDuration", "rdfs:label": .text(extent)])
        }
        guard !variables.isEmpty else { return .node(node) }
        let columns = variables.map { name, type in
            LinkedData.node([
                "@type": "csvw:Column", "csvw:title": .text(name.description), "csvw:datatype": .iri(type.schemaType),
            ])
        }
        node["csvw:tableSchema"] = .node(["@type": "csvw:Schema", "csvw:column": .node(["@list": .list(columns)])])
        return .node(node)
    }
}

extension Field.Kind {
    /// The datatype of CSV on the Web that stands for a type of Table Schema.
    fileprivate var schemaType: String {
        switch self {
        case .string: "xsd:string"
        case .number: "xsd:double"
        case .integer: "xsd:integer"
        case .boolean: "xsd:boolean"
        case .date: "xsd:date"
        case .time: "xsd:time"
        case .datetime: "xsd:dateTime"
        case .year: "xsd:gYear"
        case .yearmonth: "xsd:gYearMonth"
        case .any: "xsd:anyAtomicType"
        }
    }
}
