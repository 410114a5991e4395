import PackageFormat
import Screening
import Sealing

/// The same reading serves packing and screening.
struct ScreeningSink: ExtractSink {
    let run: ExtractScreening

    func begin(_ item: Extract.Item) { if !item.isFolder { run.begin(item.path) } }
    func part(_ bytes: UnsafeRawBufferPointer) { run.feed(bytes) }
    func end(_ item: Extract.Item) { run.end() }
}

/// What a pack asks when its extract was screened: throws where something that was found is not accepted.
public typealias AcceptFindings = (ScreeningReport, Agreement) throws(SendingError) -> AcceptedScreening

/// For a pack that brings no acceptances.
public func acceptNothing(_ report: ScreeningReport, _ agreement: Agreement) throws(SendingError) -> AcceptedScreening {
    do { return try AcceptedScreening(checking: [], of: report, under: agreement) } catch {
        throw .screening(report, open: report.findings.map(\.id))
    }
}

/// Screening alone, with nothing packed.
public enum ExtractScreener {
    /// Reads all of `extract`; the report is the one that packing the same files gives.
    public static func report(
        of extract: Extract, by run: ExtractScreening, under agreement: Agreement, options: PackOptions
    ) throws(SendingError) -> ScreeningReport {
        let digests = try ExtractWalk(extract: extract, options: options).run(into: [ScreeningSink(run: run)])
        let entries = extract.entries(places: extract.items.map { _ in 0 }, digests: digests)
        return run.finish().report(of: agreement, contents: entries.contentsHash)
    }
}
