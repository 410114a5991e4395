import FoundationEssentials
import PackageFormat

/// A value of a JSON-LD 1.1 document. Keys are ours alone; what comes from elsewhere is a text or a part of an IRI.
indirect enum LinkedData: Encodable, Sendable, ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
    case text(String)
    case number(Int)
    case list([LinkedData])
    case node([String: LinkedData])

    init(stringLiteral text: String) { self = .text(text) }
    init(arrayLiteral elements: LinkedData...) { self = .list(elements) }

    /// A reference to what has this IRI, or a compact one, e.g. `odrl:use`.
    static func iri(_ iri: String) -> LinkedData { .node(["@id": .text(iri)]) }

    static func iris(_ iris: [String]) -> LinkedData { .list(iris.map(LinkedData.iri)) }

    static func day(_ day: LocalDate) -> LinkedData {
        .node(["@value": .text(day.description), "@type": "xsd:date"])
    }

    static func moment(_ moment: Instant) -> LinkedData {
        .node(["@value": .text(moment.description), "@type": "xsd:dateTime"])
    }

    /// A text about rights, as DCAT 3 advises where there is no document with an IRI.
    static func rights(_ text: String, id: String? = nil) -> LinkedData {
        var node: [String: LinkedData] = ["@type": "dcterms:RightsStatement", "rdfs:label": .text(text)]
        if let id { node["dcterms:identifier"] = .text(id) }
        return .node(node)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .number(let number): try container.encode(number)
        case .list(let list): try container.encode(list)
        case .node(let node): try container.encode(node)
        }
    }

    /// Only prefixes, each with its IRI: a reader of the document fetches no context.
    private static let context: [String: LinkedData] = [
        "csvw": "http://www.w3.org/ns/csvw#",
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcterms": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "odrl": "http://www.w3.org/ns/odrl/2/",
        "prov": "http://www.w3.org/ns/prov#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "vcard": "http://www.w3.org/2006/vcard/ns#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    ]

    /// The whole document; ends with a line feed.
    static func document(_ graph: [LinkedData]) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        let document: [String: LinkedData] = ["@context": .node(context), "@graph": .list(graph)]
        guard let text = try? encoder.encode(document) else { preconditionFailure("texts and numbers encode") }
        return Array(text) + [UInt8(ascii: "\n")]
    }
}

/// The IRIs of what the exports speak of (docs/agreement-exports.md, "Names").
enum Name {
    /// Of the profile that declares which terms of ODRL's common vocabulary are used, and how.
    static let profile = "urn:microvault:odrl-profile:1"

    static func agreement(_ agreement: Agreement) -> String {
        name("agreement", agreement.reference.description, agreement.hash.hex)
    }

    /// The agreement with this hash, under the same reference.
    static func agreement(before agreement: Agreement) -> String? {
        agreement.supersedes.map { name("agreement", agreement.reference.description, $0.hex) }
    }

    /// What is shared under an agreement, in however many packages.
    static func extract(of agreement: Agreement) -> String {
        name("extract", agreement.reference.description, agreement.hash.hex)
    }

    static func package(_ id: Identifier) -> String { name("package", id.description) }

    static func category(_ category: PurposeCategory) -> String { name("purpose", category.rawValue) }
    static func role(_ role: String) -> String { name("role", role) }
    static func organisation(_ organisation: Line) -> String { name("organisation", organisation.description) }
    static func site(_ recipient: Recipient) -> String {
        name("site", recipient.organisation.description, recipient.site.description)
    }
    static func person(_ person: Line, of recipient: Recipient) -> String {
        name("person", recipient.organisation.description, recipient.site.description, person.description)
    }

    /// `mailto:` where `contact` is an address that needs no quoting.
    static func mail(_ contact: Line) -> String? {
        let parts = contact.description.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isUnreserved) }) else { return nil }
        return "mailto:\(contact)"
    }

    /// Parts are percent-encoded, so that a colon divides them and nothing else.
    private static func name(_ kind: String, _ parts: String...) -> String {
        "urn:microvault:\(kind):" + parts.map(encoded).joined(separator: ":")
    }

    /// RFC 3986, section 2.1: all but the unreserved characters.
    static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            guard !isUnreserved(byte) else { return String(UnicodeScalar(byte)) }
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~".utf8.contains(byte)
        }
    }
}
