import Archiving
import Files
import PackageFormat
import Screening
import Sealing

/// The same reading serves packing and screening.
struct ScreeningSink: ExtractSink {
    let run: ExtractScreening

    func begin(_ item: Extract.Item) { if !item.isFolder { run.begin(item.path) } }
    func reads(_ item: Extract.Item, into digester: FileDigester) -> Bool { false }
    func part(_ bytes: UnsafeRawBufferPointer) { run.feed(bytes) }
    func end(_ item: Extract.Item) { run.end() }
}

/// What a pack asks when its extract was screened: throws where something that was found is not accepted.
public typealias AcceptFindings = (ScreeningReport, Agreement) throws(SendingError) -> AcceptedScreening

/// For a pack that brings no acceptances.
public func acceptNothing(_ report: ScreeningReport, _ agreement: Agreement) throws(SendingError) -> AcceptedScreening {
    try accept([], of: report, under: agreement)
}

/// Every finding of `report` by one of `acceptances`, or throws what is left to accept, or what does not hold.
public func accept(
    _ acceptances: [Acceptance], of report: ScreeningReport, under agreement: Agreement
) throws(SendingError) -> AcceptedScreening {
    do throws(AcceptanceFault) {
        return try AcceptedScreening(checking: acceptances, of: report, under: agreement)
    } catch {
        if case .missing(let open) = error { throw .screening(report, open: open) }
        throw .acceptance(path: nil, error)
    }
}

extension Extract {
    /// Statistical files first, decoded without rights, so that a hostile one meets no unlocked key. A file that is not the one
    /// that was listed is refused; the reading that follows refuses one that changed since.
    public func screenStatisticalFiles(by run: ExtractScreening, options: PackOptions) throws(SendingError) {
        let reader = ItemReader()
        for item in files where ExtractScreening.isStatistical(item.path) {
            try reader.read(item) { (file) throws(SendingError) in
                run.screen(file, at: item.path, isInterrupted: options.isInterrupted)
            }
            guard !options.isInterrupted() else { throw .interrupted }
        }
    }
}

/// Screening alone, with nothing packed.
public enum ExtractScreener {
    /// Reads all of `extract`; the report is the one that packing the same files gives.
    public static func report(
        of extract: Extract, by run: ExtractScreening, under agreement: Agreement, options: PackOptions
    ) throws(SendingError) -> ScreeningReport {
        try extract.screenStatisticalFiles(by: run, options: options)
        let digester = FileDigester(crew: run.crew)
        defer { digester.stop() }
        try ExtractWalk(extract: extract, options: options, digester: digester).run(into: [ScreeningSink(run: run)])
        let entries = extract.entries(places: extract.items.map { _ in 0 }, digests: digester.finish())
        return run.finish().report(of: agreement, contents: entries.contentsHash)
    }
}
