/// How the number in a cell is to be read, by the format of its column.
struct CellMeaning: Equatable {
    enum Unit: Equatable {
        case plain
        /// Since 1 January 1960.
        case days, weeks, months, quarters, halfYears
        /// Seconds since an epoch, of which the day counts.
        case daySeconds(epoch: Int)
        case seconds(epoch: Int)
        /// Since 1 January 1960.
        case milliseconds
        case secondsOfDay
    }

    let kind: DecodedVariable.Kind
    let unit: Unit

    /// Days from 1 January 1970.
    static let (epoch1582, epoch1960) = (-141_428, -3_653)

    private static let number = CellMeaning(kind: .number, unit: .plain)

    init(kind: DecodedVariable.Kind, unit: Unit) { (self.kind, self.unit) = (kind, unit) }

    init(isText: Bool, format: String, in file: StatisticalFormat) {
        guard !isText else {
            self.init(kind: .string, unit: .plain)
            return
        }
        self =
            switch file {
            case .sav, .zsav: Self.spss(format.uppercased())
            case .dta: Self.stata(format)
            case .sas7bdat, .xpt: Self.sas(format.uppercased())
            }
    }

    /// IBM SPSS Statistics Command Syntax Reference, "Date and Time Formats". WKDAY and MONTH hold numbers of their own.
    private static func spss(_ format: String) -> Self {
        switch String(format.prefix { $0.isLetter }) {
        case "DATE", "ADATE", "EDATE", "JDATE", "SDATE", "MOYR", "QYR", "WKYR":
            Self(kind: .date, unit: .daySeconds(epoch: epoch1582))
        case "DATETIME", "YMDHMS": Self(kind: .datetime, unit: .seconds(epoch: epoch1582))
        case "TIME", "DTIME", "MTIME": Self(kind: .time, unit: .secondsOfDay)
        default: number
        }
    }

    /// Stata, [D] Datetime. Leap seconds of %tC are not taken out; periods stand for their first day.
    private static func stata(_ format: String) -> Self {
        let letters = format.drop { $0 == "%" || $0 == "-" }
        if letters.hasPrefix("d") { return Self(kind: .date, unit: .days) }
        return switch letters.prefix(2) {
        case "td": Self(kind: .date, unit: .days)
        case "tc", "tC": Self(kind: .datetime, unit: .milliseconds)
        case "tw": Self(kind: .date, unit: .weeks)
        case "tm": Self(kind: .date, unit: .months)
        case "tq": Self(kind: .date, unit: .quarters)
        case "th": Self(kind: .date, unit: .halfYears)
        default: number
        }
    }

    private static let sasDatetimes = [
        "DATETIME", "DATEAMPM", "DTDATE", "DTMONYY", "DTWKDATX", "DTYEAR", "DTYYQC", "MDYAMPM", "E8601DT", "B8601DT",
        "IS8601DT", "E8601DN", "B8601DN", "E8601DZ", "B8601DZ", "NLDATM",
    ]
    private static let sasDates = [
        "DATE", "DAY", "DDMMYY", "DOWNAME", "E8601DA", "B8601DA", "IS8601DA", "JULDAY", "JULIAN", "MMDDYY", "MMYY",
        "MONNAME", "MONTH", "MONYY", "NENGO", "NLDATE", "QTR", "WEEKDATE", "WEEKDATX", "WEEKDAY", "WEEKU", "WEEKV",
        "WEEKW", "WORDDATE", "WORDDATX", "YEAR", "YYMM", "YYQ",
    ]
    private static let sasTimes = [
        "TIME", "HHMM", "HOUR", "MMSS", "TOD", "E8601TM", "B8601TM", "E8601LZ", "E8601TZ", "B8601TZ", "IS8601TM",
        "NLTIME",
    ]

    /// SAS Formats and Informats, "Formats by Category". Datetimes come first: some begin like a date.
    private static func sas(_ format: String) -> Self {
        if sasDatetimes.contains(where: format.hasPrefix) {
            Self(kind: .datetime, unit: .seconds(epoch: epoch1960))
        } else if sasDates.contains(where: format.hasPrefix) {
            Self(kind: .date, unit: .days)
        } else if sasTimes.contains(where: format.hasPrefix) {
            Self(kind: .time, unit: .secondsOfDay)
        } else {
            number
        }
    }
}
