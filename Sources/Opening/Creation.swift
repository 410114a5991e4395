import Archiving
import Files
import Glibc
import PackageFormat
import Pipelining

/// Creates the entries of a run in order, on a thread of its own, a little ahead of the one who writes them: of a small file the kernel
/// takes longer to create it than to write it.
///
/// Every path was checked with the catalogue before. What was created and is never reached lies empty in the staging folder and goes with it.
/// A failure is told where its entry's turn comes, as if there were one thread; after it nothing is created.
final class Creation {
    private static let batchLength = 32
    private static let batchCount = 6
    /// Files open at once: far from the 1,024 that a process may have, and enough that neither thread waits each time that the
    /// other is held up.
    static let mostOpen = batchLength * batchCount

    enum Created: ~Copyable {
        case folder
        /// Its errors name no path.
        case file(File)
        case failed(IOError)
    }

    /// The tree under the staging folder; runs one after another use it.
    final class Tree: @unchecked Sendable {
        // Touched by the thread of the run that goes on.
        private var tree: StagedTree
        private var failure: IOError?

        init(root: borrowing File) throws(IOError) { tree = try StagedTree(root: root) }

        /// The descriptor of a file, nil for a folder.
        fileprivate func create(_ entry: CatalogueEntry) -> Result<Int32?, IOError> {
            if let failure { return .failure(failure) }
            do throws(IOError) {
                guard entry.isFolder else { return .success(try tree.addFile(entry.path)) }
                try tree.addFolder(entry.path)
                return .success(nil)
            } catch {
                failure = error
                return .failure(error)
            }
        }
    }

    private final class Batch: @unchecked Sendable {
        var entries: ArraySlice<CatalogueEntry> = []
        // Descriptors alone: memory that one thread takes and another gives back makes both wait.
        private var made: [Result<Int32?, IOError>] = []
        private var taken = 0

        func create(in tree: Tree) {
            made.removeAll(keepingCapacity: true)
            taken = 0
            for entry in entries { made.append(tree.create(entry)) }
        }

        /// The next of them, nil after the last.
        func next() -> Created? {
            guard taken < made.count else { return nil }
            taken += 1
            switch made[taken - 1] {
            case .success(nil): return .folder
            case .success(let descriptor?): return .file(.adopting(descriptor: descriptor, path: ""))
            case .failure(let error): return .failed(error)
            }
        }

        /// What nobody took is closed.
        deinit { for case .success(let descriptor?) in made[taken...] { close(descriptor) } }
    }

    private let lane: Lane<Batch, Never>
    private var rest: ArraySlice<CatalogueEntry>
    private var underWay = 0
    private var open: Batch?

    init(_ entries: ArraySlice<CatalogueEntry>, in tree: Tree) {
        rest = entries
        lane = Lane(slots: (0..<Self.batchCount).map { _ in Batch() }, workers: 1) { batch, _ in
            batch.create(in: tree)
        }
        submit()
    }

    /// What became of the next entry; call once for each.
    func next() -> Created {
        while true {
            if let created = open?.next() { return created }
            if let open {
                lane.release(open)
                underWay -= 1
                submit()
            }
            guard let batch = lane.next() else { preconditionFailure("more is asked for than there are entries") }
            open = batch
        }
    }

    /// Hands over as much as there is room for, so that it never waits.
    private func submit() {
        while underWay < Self.batchCount, !rest.isEmpty {
            let batch = lane.acquire()
            batch.entries = rest.prefix(Self.batchLength)
            rest = rest.dropFirst(Self.batchLength)
            lane.submit(batch)
            underWay += 1
        }
        if rest.isEmpty { lane.end() }
    }

    /// Ends the thread: nothing is created any more. Call once, also after a failure.
    func stop() { lane.stop() }
}
