import AgreementAuthoring
import PackageFormat
import Sealing

extension AuthoringProblem.ValueFault {
    func words(for path: String) -> ProblemWords {
        switch self {
        case .empty:
            ("\(nodeName(path)) is empty", "fill it in, or remove the key if it is optional")
        case .severalLines:
            ("\(nodeName(path)) has several lines", "write it as one line; \">-\" folds lines into one")
        case .tooLong(let length, let limit):
            ("\(nodeName(path)) has \(length) bytes; \(limit) is the most", "shorten it, and refer to a document")
        case .notAReference(let text):
            ("\(excerpt(text)) is no name for \(nodeName(path))", referenceHint)
        case .notADigest(let text):
            ("\(excerpt(text)) is not a hash", "copy the 64 characters that \"microvault agreement show\" prints")
        case .notAnInteger(let text):
            ("\(excerpt(text)) is not a whole number", "write digits alone, as 5000")
        case .integerTooLarge(let text):
            ("the number \(excerpt(text)) is too large", nil)
        case .notABoolean(let text):
            ("\(excerpt(text)) is neither true nor false", "write true or false; yes, no, on and off are not taken")
        case .notOneOf(let allowed, let found, let suggestion):
            (
                "\(excerpt(found)) is not allowed for \(nodeName(path))",
                (suggestion.map { "did you mean \"\($0)\"? " } ?? "") + "one of: \(allowed.joined(separator: ", "))"
            )
        case .classificationTooHigh(let text):
            ("data classified \(excerpt(text)) are refused", "this tool carries OFFICIAL and OFFICIAL-SENSITIVE alone")
        case .notATablePath(let text, let fault):
            (
                "\(excerpt(text)) cannot be the path of a table: \(fault.words)",
                "write it as in the extract: folder/file.csv"
            )
        case .notAPattern(let text):
            (
                "\(excerpt(text)) is not a regular expression",
                "close every bracket, as [A-Z]{2}\\d{4}; a cell must match it whole"
            )
        case .notALimit(let text, let type):
            ("\(excerpt(text)) is no limit for a field of type \(type.rawValue)", type.limitHint)
        }
    }

    private var referenceHint: String {
        let length = Reference.maximumLength
        return
            "use letters a to z, digits, \".\", \"_\", \"-\", \(length) at most, with no \".\" or \"-\" at either end"
    }
}

extension AuthoringProblem.TimeFault {
    var words: ProblemWords {
        switch self {
        case .notADate(let text):
            ("\(excerpt(text)) is not a date", "write year, month and day, as 2027-05-31")
        case .noSuchDay(let text):
            ("there is no day \(excerpt(text))", "write year, month and day, as 2027-05-31")
        case .outOfRange(let date):
            ("the day \(date) is out of range", "use a day of the years 1970 to 9999, not the very first or last")
        case .unknownZone(let name):
            ("unknown time zone \(excerpt(name))", "use an IANA name, as Europe/London")
        case .noZoneData(let folder):
            ("this machine has no time-zone data in \"\(folder)\"", "install the package tzdata")
        }
    }
}

extension Field.Kind {
    fileprivate var limitHint: String {
        switch self {
        case .string, .boolean: "use minLength, maxLength, pattern or enum"
        case .number: "write a decimal number, as -12.5"
        case .integer, .year: "write a whole number"
        case .date: "write a date, as 2027-05-31"
        case .time: "write a time, as 09:30:00"
        case .datetime: "write a moment in UTC, as 2027-05-31T09:30:00Z"
        case .yearmonth: "write year and month, as 2027-05"
        case .any: "write a decimal number or a date"
        }
    }
}

extension KeyLine.Problem {
    func words(for line: String) -> ProblemWords {
        let copy = "copy the whole line from the .pub file again"
        return switch self {
        case .notAKeyLine:
            ("\(excerpt(line)) is not a key line", "put the line of a .pub file here: \"microvault-signing ...\"")
        case .wrongKind(let expected, let found):
            (
                "a \(found.rawValue) key stands where a \(expected.rawValue) key belongs",
                "a site's key is what \"unvault key show\" prints; all others are in .pub files"
            )
        case .notBase64, .wrongLength: ("the key line \(excerpt(line)) is damaged", copy)
        case .checksum: ("the key line \(excerpt(line)) has a wrong character in it", copy)
        case .weakKey: ("the key line \(excerpt(line)) holds no safe key", "ask its owner to make a new one")
        }
    }
}

extension ArchivePath.Fault {
    fileprivate var words: String {
        switch self {
        case .empty: "it is empty"
        case .absolute: "it begins with \"/\""
        case .tooLong: "it has more than \(ArchivePath.maximumLength) bytes"
        case .tooDeep: "it has more than \(ArchivePath.maximumDepth) levels"
        case .componentTooLong: "one of its names has more than \(ArchivePath.maximumComponentLength) bytes"
        case .dotComponent: "one of its names is \".\" or \"..\""
        case .emptyComponent: "one of its names is empty"
        case .unfitCharacter: "it holds a control character"
        case .notNFC: "it is not in Unicode normalisation form C"
        case .notUTF8: "it is not UTF-8"
        }
    }
}
