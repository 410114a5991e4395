import PackageFormat

/// What the name or the label of a variable says that it holds.
enum NameHint {
    /// The kind of direct identifier that the words of `text` announce, or nil.
    static func of(_ text: String) -> ScreeningFinding.Kind? {
        let words = words(of: text)
        guard !words.isEmpty, !words.contains(where: about.contains) else { return nil }
        if matches(words, births) { return .dateOfBirth }
        if matches(words, names) || isPersonsName(words) { return .name }
        if matches(words, addresses) || addressAlone.contains(words) { return .address }
        return nil
    }

    /// Words that make it a fact about the thing and not the thing: type of address, number of names.
    private static let about: Set<String> = [
        "type", "flag", "indicator", "changed", "change", "known", "status", "length", "count", "missing", "hash",
        "hashed", "band", "year", "month",
    ]

    private static let births = phrases(
        "dob", "d o b", "date of birth", "birth date", "birthdate", "birthday", "birth dt")

    private static let names = phrases(
        "surname", "forename", "forenames", "firstname", "first name", "lastname", "last name", "family name",
        "familyname", "given name", "given names", "middle name", "middlename", "maiden name", "full name", "fullname",
        "preferred name", "known as", "initials", "next of kin")

    /// Whose name it is; "name" beside anything else (a region's, a drug's) is none of a person.
    private static let persons: Set<String> = [
        "person", "persons", "patient", "patients", "client", "clients", "respondent", "respondents", "employee",
        "customer", "child", "childs", "parent", "mother", "mothers", "father", "fathers", "spouse", "partner",
        "contact", "applicant", "claimant", "staff", "member", "pupil", "student", "tenant", "householder", "carer",
        "guardian", "individual", "witness", "victim", "owner", "user",
    ]

    private static let addresses = phrases(
        "home address", "postal address", "address line", "address 1", "address 2", "address 3", "street address",
        "addr 1", "addr 2", "addr 3", "addr", "house number", "house name", "house no", "flat number", "street name",
        "uprn", "full address", "email address", "correspondence address", "current address", "ip address")

    private static let addressAlone: Set<[String]> = [["address"], ["street"], ["addresses"]]

    private static func isPersonsName(_ words: [String]) -> Bool {
        if words == ["name"] || words == ["names"] { return true }
        if words.count == 2, words[0] == "name", words[1].utf8.allSatisfy(isDigit) { return true }
        for (index, word) in words.enumerated() where word == "name" || word == "names" {
            if index > 0, persons.contains(words[index - 1]) { return true }
            // name of the respondent
            if words[(index + 1)...].first == "of", let last = words.last, persons.contains(last) { return true }
        }
        return false
    }

    private static func phrases(_ texts: String...) -> [[String]] {
        texts.map { $0.split(separator: " ").map(String.init) }
    }

    private static func matches(_ words: [String], _ phrases: [[String]]) -> Bool {
        phrases.contains { phrase in
            guard words.count >= phrase.count else { return false }
            return (0...(words.count - phrase.count)).contains { words[$0...].starts(with: phrase) }
        }
    }

    /// In lower case, broken where letters, digits and other characters meet, and at `camelCase`.
    static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = ""
        var last = UInt8(0)
        func isUpper(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "A") < 26 }
        for byte in text.utf8 {
            let isBroken =
                !isAlphanumeric(byte) || isDigit(byte) != isDigit(last) || isUpper(byte) && last != 0 && !isUpper(last)
            if isBroken, !word.isEmpty, byte != UInt8(ascii: "'") {
                words.append(word)
                word = ""
            }
            if isAlphanumeric(byte) { word += String(UnicodeScalar(byte)).lowercased() }
            last = byte
        }
        return word.isEmpty ? words : words + [word]
    }
}
