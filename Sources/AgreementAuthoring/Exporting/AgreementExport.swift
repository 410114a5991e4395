import PackageFormat

/// The forms in which an agreement can be given to others.
public enum AgreementExport: String, CaseIterable, Sendable {
    /// A document to read and print.
    case markdown
    /// ODRL 2.2 as JSON-LD.
    case odrl
    /// DCAT 3 as JSON-LD, with the ODRL policy.
    case dcat

    /// The whole of it; ends with a line feed.
    public func bytes(of agreement: Agreement) -> [UInt8] {
        switch self {
        case .markdown: AgreementDocument.markdown(agreement)
        case .odrl: PolicyExport.odrl(agreement)
        case .dcat: DatasetExport.dcat(agreement)
        }
    }
}
