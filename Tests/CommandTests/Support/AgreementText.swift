import Glibc
import PackageFormat

/// Days as agreements and messages write them, counted from today in UTC.
func day(_ offset: Int) -> LocalDate {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    guard let day = LocalDate(daysSinceEpoch: now.tv_sec / 86_400 + offset) else { preconditionFailure("clock") }
    return day
}

/// An agreement in YAML with dates relative to today, in UTC so that a day is the same for tests and tools.
struct AgreementText {
    struct Site {
        var organisation = "Department B"
        var name = "Example House"
        var key: String
        var users = ["J. Doe", "A. Smith"]
    }

    static let reference = "DSA-2026-014"

    var reference = Self.reference
    var starts = -10
    var expires = 180
    var deleteBy = 210
    var reviewBy: Int?
    var providerKey: String
    var sites: [Site]
    /// Role, name, key line.
    var approvals: [(String, String, String)] = []
    /// `{kind: …, holder: …, reference: …, valid_until: …}`
    var assurances: [String] = []
    var storage = "{encrypted: recommended, removable_media: allowed}"
    var title = "Household survey extract"
    /// Who accepts findings: analyst or approver.
    var acceptance: String?
    /// The list below `tables:`, in YAML.
    var tables: String?

    var yaml: String {
        var lines = [
            "microvault_agreement: 1", "reference: \(reference)", "revision: 1", "title: \(title)",
            "purpose: Estimate jobs by region.", "purpose_category: statistics", "provider:",
            "  organisation: Department A", "  data_owner: R. Patel", "  data_steward: K. Jones",
            "  contact: data@department-a.example", "  signing_key: \"\(providerKey)\"", "recipients:",
        ]
        for site in sites {
            lines += [
                "  - organisation: \"\(site.organisation)\"", "    site: \"\(site.name)\"",
                "    site_keys: [\"\(site.key)\"]",
                "    users: [\(site.users.map { "\"\($0)\"" }.joined(separator: ", "))]",
            ]
        }
        lines += [
            "classification: OFFICIAL", "personal_data: true", "special_category: false",
            "criminal_offence_data: false", "de_identification: pseudonymised", "timezone: Etc/UTC",
            "starts: \(day(starts))", "expires: \(day(expires))", "delete_by: \(day(deleteBy))",
            "storage: \(storage)", "conditions:", "  - {id: no-linkage, text: The data are not linked.}",
        ]
        if let reviewBy { lines.append("review_by: \(day(reviewBy))") }
        if !assurances.isEmpty { lines += ["assurances:"] + assurances.map { "  - \($0)" } }
        if !approvals.isEmpty { lines.append("approvals_required:") }
        for (role, name, key) in approvals {
            lines.append("  - {role: \(role), name: \(name), key: \"\(key)\"}")
        }
        if let acceptance { lines.append("screening: {acceptance: \(acceptance)}") }
        if let tables { lines += ["tables:", tables] }
        return lines.joined(separator: "\n") + "\n"
    }
}
