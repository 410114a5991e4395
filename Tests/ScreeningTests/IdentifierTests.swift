import PackageFormat
import Testing

@testable import Screening

/// Each kind planted, as a whole cell and inside a text, and its near misses.
@Suite struct IdentifierTests {
    @Test(arguments: [
        "j.doe@example.org", "write to j.doe+x@mail.example.co.uk, please", "<a@b.cd>", "O'Neil_1@sub-1.example.com",
    ])
    func anAddressOfMail(_ text: String) { #expect(identifiers(in: text).contains(.email), "\(text)") }

    @Test(arguments: [
        "a@b", "@example.org", "a@", "3 @ 5.00", "user@localhost", "a@b.c", "a@.example.org", "a.@example.org",
        "x@1.22",
        "a @ b.co",
    ])
    func noAddressOfMail(_ text: String) { #expect(!identifiers(in: text).contains(.email), "\(text)") }

    @Test(arguments: [
        "020 7946 0958", "(020) 7946 0958", "02079460958", "0113 496 0000", "01632 960001", "01632 960 001",
        "07700 900123", "07700-900-123", "+44 20 7946 0958", "+44 (0)20 7946 0958", "+442079460958", "00447700900123",
        "+44 7700 900 123", "call 07700900123 after six", "tel:07700900123.", "0800 960 960",
    ])
    func aTelephoneNumber(_ text: String) { #expect(identifiers(in: text).contains(.telephone), "\(text)") }

    @Test(arguments: [
        "2079460958", "+33 1 70 18 99 00", "0044", "01/02/1950", "01-02-1950", "01.02.1950 10:30", "2019-01-02",
        "07:30:00", "0.0123456789012", "12.02079460958", "020794609581", "0207946", "05512345678", "04123456789",
        "A02079460958", "02079460958B", "0000000000", "00000000000", "01-02-1950 12:30:00",
    ])
    func noTelephoneNumber(_ text: String) { #expect(!identifiers(in: text).contains(.telephone), "\(text)") }

    @Test(arguments: ["AB123456C", "ab 12 34 56 c", "JG-10-37-59-A", "his number AB123456D, he said", "(AB123456A)"])
    func aNationalInsuranceNumber(_ text: String) {
        #expect(identifiers(in: text).contains(.nationalInsurance), "\(text)")
    }

    /// A suffix that is none, letters that are barred in each place, every barred pair, a digit too many.
    @Test(arguments: [
        "AB123456E", "AB123456", "DA123456A", "FA123456A", "IA123456A", "QA123456A", "UA123456A", "VA123456A",
        "AD123456A",
        "AF123456A", "AI123456A", "AQ123456A", "AU123456A", "AV123456A", "AO123456A", "BG123456A", "GB123456A",
        "KN123456A",
        "NK123456A", "NT123456A", "TN123456A", "ZZ123456A", "AB1234567C", "XAB123456C", "AB123456CD", "A1123456A",
        "AB  12 34 56 C",
    ])
    func noNationalInsuranceNumber(_ text: String) {
        #expect(!identifiers(in: text).contains(.nationalInsurance), "\(text)")
    }

    @Test func theFirstLetterMayBeO() { #expect(identifiers(in: "OA123456A").contains(.nationalInsurance)) }

    @Test(arguments: [
        "SW1A 1AA", "sw1a1aa", "M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "W1A 0AX", "EC1A 1BB",
        "moved to LS2 9JT last year", "LS2  9JT", "(LS29JT)",
    ])
    func aPostcode(_ text: String) { #expect(identifiers(in: text).contains(.postcode), "\(text)") }

    /// Districts and sectors alone, areas that are none, letters that no unit has, GSS codes, other codes.
    @Test(arguments: [
        "SW1A", "LS2", "LS2 9", "XX1 1AA", "QA1 1AA", "LS2 9JC", "LS2 9IT", "LS2 9KA", "LS2 9MA", "LS2 9OA", "LS2 9VA",
        "E12000007", "E01000001", "A1 1A1", "LS123 9JT", "AB12 CDE", "LS2 9JTX", "1LS2 9JT", "LS2   9JT",
    ])
    func noPostcode(_ text: String) { #expect(!identifiers(in: text).contains(.postcode), "\(text)") }

    @Test(arguments: ["9434765919", "943 476 5919", "943-476-5919", "number 4010232137."])
    func anNHSNumber(_ text: String) { #expect(identifiers(in: text).contains(.nhsNumber), "\(text)") }

    @Test(arguments: [
        "9434765918", "94347659190", "943476591", "1111111111", "0000000000", "A9434765919", "9434765919X",
        "9434 765919", "0.9434765919",
    ])
    func noNHSNumber(_ text: String) { #expect(!identifiers(in: text).contains(.nhsNumber), "\(text)") }

    /// By the definition, digit by digit: a remainder of 10 has no check digit.
    @Test func theCheckDigitIsThatOfModulus11() {
        var chance = Chance(1)
        var valid = 0
        for _ in 0..<20_000 {
            let digits = (0..<10).map { _ in Int.random(in: 0...9, using: &chance) }
            let sum = zip(digits, (2...10).reversed()).reduce(0) { $0 + $1.0 * $1.1 }
            let check = sum % 11 == 0 ? 0 : 11 - sum % 11
            let isValid = check == digits[9] && Set(digits).count > 1
            let text = digits.map(String.init).joined()
            #expect(identifiers(in: text).contains(.nhsNumber) == isValid, "\(text)")
            if isValid { valid += 1 }
        }
        // One in eleven.
        #expect((1_600...2_050).contains(valid))
    }

    /// Every pair of letters and every suffix, by HMRC's rules as sets.
    @Test func everyPrefixAndSuffixOfANationalInsuranceNumber() {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        var count = 0
        for first in letters {
            for second in letters {
                let isPrefix =
                    !"DFIQUV".contains(first) && !"DFIQUVO".contains(second)
                    && !["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"].contains("\(first)\(second)")
                if isPrefix { count += 1 }
                for suffix in letters {
                    let text = "\(first)\(second)123456\(suffix)"
                    let isNumber = isPrefix && "ABCD".contains(suffix)
                    #expect(identifiers(in: text).contains(.nationalInsurance) == isNumber, "\(text)")
                }
            }
        }
        #expect(count == 20 * 19 - 7)
    }

    @Test(arguments: [
        ("1950-02-28", 1950), ("28/02/1950", 1950), ("1/2/1950", 1950), ("28-Feb-1950", 1950), ("28FEB1950", 1950),
        ("28 February 1950", 1950), ("1950-02-28T10:00:00", 1950), ("02/28/1950", 1950), ("28.02.1950 00:00", 1950),
    ])
    func aDate(text: String, year: Int) {
        Array(text.utf8).withUnsafeBufferPointer { #expect(CellDate.year(of: $0) == year) }
    }

    @Test(arguments: [
        "1950-02-30", "31/31/1950", "19500228", "1950", "28/02/50", "1950-02", "1950-02/28", "x1950-02-28",
        "1950-02-281",
        "28 Xxx 1950", "1-1-1",
    ])
    func noDate(_ text: String) {
        Array(text.utf8).withUnsafeBufferPointer { #expect(CellDate.year(of: $0) == nil) }
    }

    @Test(arguments: [
        ("surname", ScreeningFinding.Kind.name), ("FirstName", .name), ("Patient Name", .name), ("name", .name),
        ("Name2", .name), ("Name of the respondent", .name), ("next_of_kin", .name), ("DOB", .dateOfBirth),
        ("date_of_birth", .dateOfBirth), ("BirthDate", .dateOfBirth), ("Date of birth of child", .dateOfBirth),
        ("address", .address), ("Address Line 1", .address), ("addr1", .address), ("home_address", .address),
        ("house number", .address), ("UPRN", .address), ("email_address", .address),
    ])
    func aNameSaysSo(text: String, kind: ScreeningFinding.Kind) { #expect(NameHint.of(text) == kind, "\(text)") }

    @Test(arguments: [
        "region", "region_name", "Country of Birth", "year_of_birth", "birth_weight", "type of address", "streetlight",
        "drug name", "generic_make_model", "surname_flag", "first_road_number", "first_point_of_impact",
        "Family Composition", "pedestrian_road_maintenance_worker", "school_name", "Hospital ID", "name_hash",
        "initial",
        "month of birth", "number_of_addresses", "",
    ])
    func aNameSaysNothing(_ text: String) { #expect(NameHint.of(text) == nil, "\(text)") }
}
