import PackageFormat
import Sealing

/// A list of packages as a DCAT 3 catalogue. Of the people that agreements name, none is in it but data owner and steward.
struct ListRecord {
    let list: PackageList

    var bytes: [UInt8] {
        var policies: [LinkedData] = []
        var known: Set<Digest> = []
        for agreement in list.entries.map(\.agreement) where known.insert(agreement.hash).inserted {
            policies += PolicyExport(agreement: agreement, namesPeople: false).nodes
        }
        let catalogue: LinkedData = .node([
            "@type": "dcat:Catalog", "dcterms:title": "Microvault packages",
            "dcterms:description":
                "Made from the heads of packages: metadata, never data. Their signatures verify; whose keys made them was not checked.",
            "dcat:dataset": .iris(list.entries.map { Name.package($0.id) }),
        ])
        return LinkedData.document([catalogue] + list.entries.map(dataset) + policies)
    }

    private func dataset(_ entry: PackageList.Entry) -> LinkedData {
        let export = DatasetExport(agreement: entry.agreement)
        var dataset = export.properties
        dataset["@id"] = .text(Name.package(entry.id))
        dataset["@type"] = ["dcat:Dataset", "odrl:Asset"]
        dataset["dcterms:identifier"] = .text(entry.id.description)
        dataset["dcterms:issued"] = .moment(entry.head.envelope.signedAt)
        dataset["dcterms:isPartOf"] = .iri(Name.extract(of: entry.agreement))
        dataset["dcat:distribution"] = [export.distribution(bytes: entry.head.layout.fileLength)]
        if !entry.published.isEmpty { dataset["dcterms:hasPart"] = .list(entry.published.map(\.node)) }
        let replaced = entry.head.terms.supersedes
        if !replaced.isEmpty { dataset["dcterms:replaces"] = .iris(replaced.map(Name.package)) }
        let successors = list.successors(of: entry)
        if !successors.isEmpty { dataset["dcterms:isReplacedBy"] = .iris(successors.map(Name.package)) }
        return .node(dataset)
    }
}
