import PackageFormat

extension AgreementAuthor {
    /// What `microvault agreement new` prints: every key explained, optional ones behind `#`, the term from `day` on.
    /// Checked as it is, it lacks the public keys alone.
    public static func template(startingOn day: LocalDate) -> String {
        head(year: day.year) + parties + sensitivity + term(startingOn: day) + duties + tables
    }

    private static func head(year: Int) -> String {
        """
        # A data-sharing agreement. Fill it in, then run: microvault agreement check FILE
        # Where "#" stands right before a key, that key is optional: to use it, remove the "#" there and on the indented
        # lines under it. All other lines with "#" explain.
        # Put a text that holds ": " or " #", or a comma inside [ ] or { }, between double quotes.

        # The version of this form.
        microvault_agreement: 1

        # Your own number for the agreement: letters, digits, ".", "_" and "-". It reaches file names.
        reference: DSA-\(year)-001
        # 1 for a new agreement, 2 for its first change, and so on.
        revision: 1
        # From revision 2 on: the hash of the revision before, as "microvault agreement show" prints it.
        #supersedes: 0000000000000000000000000000000000000000000000000000000000000000
        # One line that says what is shared.
        title: Household survey extract for regional employment estimates

        # What the data may be used for, and for nothing else. May have several lines.
        purpose: >-
          Estimate the number of indirect jobs supported in each region, for publication as aggregate tables.
        # One of: statistics, research, legal.
        purpose_category: statistics
        # The law that allows it.
        #legal_gateway: Digital Economy Act 2017, section 64
        # Your reference of the business case.
        #business_case: BC-\(year)-001
        # Your reference of the data protection impact assessment.
        #dpia: DPIA-\(year)-001
        # Why these records and these variables are needed.
        #necessity: Regional employment cannot be estimated from the published tables, which stop at country level.
        # Which part of the population it is, and how it was drawn.
        #sampling: 1 in 20 households, no direct identifiers


        """
    }

    private static let parties = """
        # Who shares the data.
        provider:
          organisation: Department A
          # The Information Asset Owner.
          data_owner: R. Patel, Head of Household Surveys
          data_steward: K. Jones
          contact: data.sharing@department-a.example
          # The line in your .pub file ("microvault key new" makes it).
          signing_key: PUT THE LINE OF provider.pub HERE

        # Who receives them: one entry for each approved site.
        recipients:
          - organisation: Department B
            site: Example House, Room 4.12
            # The line that "unvault key show" prints at the site. Check its fingerprint by telephone.
            site_keys:
              - PUT THE LINE OF THE SITE KEY HERE
            # Everybody who may open the data there, by name.
            users:
              - J. Doe
              - A. Smith


        """

    private static let sensitivity = """
        # OFFICIAL or OFFICIAL-SENSITIVE, the latter with a descriptor if you use one: OFFICIAL-SENSITIVE PERSONAL.
        classification: OFFICIAL-SENSITIVE
        # true or false: are these data about living people who can be told apart, of a special category (health,
        # ethnicity, religion and others), about crime?
        personal_data: true
        special_category: false
        criminal_offence_data: false
        # One of: identifiable, pseudonymised, anonymised.
        de_identification: pseudonymised


        """

    private static func term(startingOn starts: LocalDate) -> String {
        let review = starts.later(byDays: 90)
        let expires = starts.later(byDays: 181)
        return """
            # The first and the last day on which a package opens.
            starts: \(starts)
            expires: \(expires)
            # Every copy is gone, with a certificate, by the end of this day. It is later than "expires".
            delete_by: \(expires.later(byDays: 30))
            # After this day a package opens only under a later revision.
            #review_by: \(review)
            # The time zone whose days these are (IANA name).
            #timezone: Europe/London


            """
    }

    private static let duties = """
        # What the recipient promises; shown at each opening and accepted by id.
        conditions:
          - id: no-linkage
            text: The data are not linked with any other data set.
          - id: outputs
            text: Published outputs are aggregates checked for disclosure; no cell is below 10.
        # One of: prohibited, with-written-consent.
        #onward_sharing: prohibited
        # Where opened data may be written. encrypted: required, recommended. removable_media: prohibited, allowed.
        #storage:
        #  encrypted: required
        #  removable_media: prohibited

        # What a site or a user must hold, by the name given above. Once "valid_until", which is optional, has passed,
        # that holder can no longer be sent data or open them. kind is one of: confidentiality-declaration,
        # data-protection-training, accreditation, assurance-framework, approved-researcher, approved-project, vetting,
        # owner-consent, parent-agreement.
        #assurances:
        #  - {kind: confidentiality-declaration, holder: J. Doe, reference: CD-001}
        #  - {kind: accreditation, holder: "Example House, Room 4.12", reference: ACC-001, valid_until: 2099-12-31}

        # Whom the register of deadlines names, and how many days after a deadline.
        #escalation:
        #  - {role: data-steward, contact: steward@department-a.example, days: 0}

        # Who must approve before anything is sent, each with a key of their own. Nobody, if you remove this.
        approvals_required:
          - role: information-asset-owner
            name: R. Patel
            key: PUT THE LINE OF THE APPROVER'S .pub FILE HERE

        # Who may accept something that screening before sending has found: analyst, approver.
        #screening:
        #  acceptance: approver


        """

    private static let tables = """
        # What each file may hold: the most records, the smallest group (k-anonymity), and its variables in the form of
        # Data Package v2. fieldsMatch: exact (the default), equal, subset, superset (only these may be present), partial.
        # type: string, number, integer, boolean, date, time, datetime, year, yearmonth, any (the default).
        # role: pseudonym, quasi-identifier, sensitive, weight, other (the default).
        # constraints: required, unique, minimum, maximum, minLength, maxLength, pattern, enum.
        #tables:
        #  - path: households.csv
        #    max_records: 5000
        #    k_threshold: 3
        #    schema:
        #      fieldsMatch: superset
        #      fields:
        #        - {name: household_ref, type: string, role: pseudonym, constraints: {required: true, unique: true}}
        #        - {name: region, type: string, role: quasi-identifier}
        #        - {name: income_band, type: string, role: sensitive}
        #        - {name: weight, type: number, role: weight, constraints: {minimum: 0}}

        """
}

extension LocalDate {
    /// The last day that there is, where that would be later still.
    fileprivate func later(byDays days: Int) -> LocalDate {
        LocalDate(daysSinceEpoch: daysSinceEpoch + days) ?? Instant.last.utcDate
    }
}
