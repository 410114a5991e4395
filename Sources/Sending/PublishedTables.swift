import Files
import PackageFormat
import Screening

/// What a package publishes of its tables, in the part of the head that needs no key: names and types of variables, known from the
/// headers before anything is packed, and counts of records, known when all was read.
struct PublishedTables {
    private struct Draft {
        let path: ArchivePath
        let fields: [Envelope.Published.Field]
        /// There are no more records than this.
        let mostRecords: Int
    }

    /// The head's place is set aside before records are counted; what their digits may vary by must fit the fill.
    private static let mostSlack = 3_000
    private let drafts: [Draft]

    init(of extract: Extract, by screening: ExtractScreening) throws(SendingError) {
        var drafts: [Draft] = []
        for item in extract.files {
            let start: [UInt8]
            do throws(IOError) {
                let file = try File(reading: item.source, links: .refused)
                start = try file.bytes(min(item.status.size, 1 << 20), at: 0)
            } catch { throw .io(error) }
            let isWhole = start.count == item.status.size
            guard let fields = screening.variables(of: item.path, start: start, isWhole: isWhole) else { continue }
            // A record of text has a byte at least; how many a compressed file has, nobody knows.
            let isText = !ExtractScreening.isStatistical(item.path)
            let most = isText ? item.status.size : CanonicalJSON.integerLimit
            drafts.append(Draft(path: item.path, fields: fields, mostRecords: most))
        }
        let slack = drafts.reduce(0) { $0 + String($1.mostRecords).utf8.count - 1 }
        guard slack <= Self.mostSlack else { throw .tooManyTablesToPublish(drafts.count) }
        self.drafts = drafts
    }

    /// With the largest counts that there may be.
    var longest: Envelope.Published {
        Envelope.Published(
            tables: drafts.map { .init(path: $0.path, records: Count($0.mostRecords)!, fields: $0.fields) })
    }

    func counted(by report: ScreeningReport) -> Envelope.Published {
        let records = Dictionary(report.tables.map { ($0.path, $0.records) }, uniquingKeysWith: { first, _ in first })
        return Envelope.Published(
            tables: drafts.map { .init(path: $0.path, records: records[$0.path] ?? Count(0)!, fields: $0.fields) })
    }
}
