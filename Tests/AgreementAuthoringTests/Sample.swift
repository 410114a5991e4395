import PackageFormat
import Sealing

@testable import AgreementAuthoring

/// Signing keys that are the same in every run; seed bytes are all `number`.
func signingKey(_ number: UInt8) -> KeyLine {
    let seed = SecretBytes(count: 32) { $0.copyBytes(from: [UInt8](repeating: number, count: 32)) }
    do {
        return KeyLine(try SigningKey(seed: seed).publicKey, comment: "key \(number)")
    } catch { preconditionFailure("a seed has 32 bytes") }
}

enum Sample {
    /// Every required key and nothing else, one on each line; `title` is on line 4.
    static let least = """
        microvault_agreement: 1
        reference: DSA-2026-014
        revision: 1
        title: Household survey extract
        purpose: Estimate jobs by region.
        purpose_category: statistics
        provider:
          organisation: Department A
          data_owner: R. Patel
          data_steward: K. Jones
          contact: data@department-a.example
          signing_key: \(signingKey(1).text)
        recipients:
          - organisation: Department B
            site: Example House
            site_keys: [\(signingKey(2).text)]
            users: [J. Doe, A. Smith]
        classification: OFFICIAL
        personal_data: true
        special_category: false
        criminal_offence_data: false
        de_identification: pseudonymised
        starts: 2026-12-01
        expires: 2027-05-31
        delete_by: 2027-06-30

        """

    /// `least` with one text put in the place of another.
    static func with(_ old: String, _ new: String, in yaml: String = least) -> String {
        precondition(yaml.contains(old), "\(old) is not in the sample")
        guard let range = yaml.firstRange(of: old) else { return yaml }
        return yaml.replacingCharacters(in: range, with: new)
    }

    static func adding(_ more: String) -> String { least + more + "\n" }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
        String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
    }
}

/// A problem without its column.
struct Found: Equatable, CustomStringConvertible {
    var line: Int
    var path: String
    var kind: AuthoringProblem.Kind

    init(_ line: Int, _ path: String, _ kind: AuthoringProblem.Kind) {
        (self.line, self.path, self.kind) = (line, path, kind)
    }

    var description: String { "\(line) \(path): \(kind)" }
}

func compiled(_ yaml: String) throws -> Agreement { try AgreementAuthor.compile(yaml: Array(yaml.utf8)) }

func problems(_ yaml: String) -> [AuthoringProblem] { problems(Array(yaml.utf8)) }

func problems(_ yaml: [UInt8]) -> [AuthoringProblem] {
    do {
        _ = try AgreementAuthor.compile(yaml: yaml)
        return []
    } catch { return error.problems }
}

func found(_ yaml: String) -> [Found] { problems(yaml).map { Found($0.line, $0.path, $0.kind) } }

extension Sample {
    /// Every key, most of them more than once.
    static let full =
        least + """
            legal_gateway: Digital Economy Act 2017, section 64
            business_case: BC-2026-31
            dpia: DPIA-2026-007
            necessity: |
              Regional employment cannot be estimated from the published tables,
              which stop at country level.
            sampling: 1 in 20 households, no direct identifiers
            review_by: 2027-03-01
            timezone: Europe/London
            assurances:
              - {kind: confidentiality-declaration, holder: J. Doe, reference: CD-REG-2026/118}
              - {kind: accreditation, holder: Example House, reference: ACC-77, valid_until: 2027-12-31}
            escalation:
              - {role: data-steward, contact: steward@department-a.example, days: 0}
              - {role: senior-information-risk-owner, contact: siro@department-a.example, days: 14}
            conditions:
              - id: no-linkage
                text: The data are not linked with any other data set.
            onward_sharing: with-written-consent
            storage: {encrypted: recommended, removable_media: allowed}
            screening: {acceptance: analyst}
            approvals_required:
              - {role: information-asset-owner, name: R. Patel, key: \(signingKey(3).text)}
              - {role: data-protection-officer, name: S. Okafor, key: \(signingKey(4).text)}
            tables:
              - path: data/households.csv
                max_records: 5000
                k_threshold: 3
                schema:
                  fieldsMatch: superset
                  fields:
                    - {name: household_ref, type: string, role: pseudonym, constraints: {required: true, unique: true}}
                    - {name: "région", role: quasi-identifier, constraints: {enum: [North, "South, East"]}}
                    - name: income
                      type: number
                      constraints: {minimum: -1.50, maximum: 1000, minLength: 1, maxLength: 9, pattern: "[0-9.]+"}
              - {path: notes.txt}

            """
}
