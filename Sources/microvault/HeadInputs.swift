import AgreementAuthoring
import CommandLineSupport
import Files
import Glibc
import PackageFormat
import Sealing

/// Heads of packages from files and folders, all of them or none.
enum HeadInputs {
    /// Reads and checks each as `inspect` does; throws what is wrong with every one that does not verify.
    static func read(_ paths: [String]) throws -> [PackageList.Entry] {
        let files = try paths.flatMap(files)
        var entries: [PackageList.Entry] = []
        var problems: [Words] = []
        for path in files {
            do throws(PackageFileError) { entries.append(try entry(path)) } catch {
                problems.append(error.words(about: path))
            }
        }
        guard let first = problems.first else { return entries }
        guard problems.count > 1 else { throw first }
        throw Words(
            first.status, "\(counted(problems.count, "file")) of \(grouped(files.count)) cannot be listed",
            details: problems.prefix(50).map(\.message)
                + (problems.count > 50 ? ["and \(grouped(problems.count - 50)) more"] : []),
            hint: "ask the senders for them again, or leave them away; nothing was printed")
    }

    /// The path itself, or every head in the folder.
    private static func files(_ path: String) throws -> [String] {
        let names: [String]
        do throws(IOError) {
            names = try File(folder: path).names().compactMap { $0 }.filter { $0.hasSuffix(".mvault-head") }
        } catch {
            // What is not there either is said with what else is wrong.
            guard error.code == ENOTDIR || error.code == ENOENT else { throw error }
            return [path]
        }
        guard !names.isEmpty else {
            throw Words(
                .usage, "no .mvault-head file is in \(quoted(path))", hint: "\"pack\" writes one beside each package")
        }
        return names.map { joinPath(path, $0) }
    }

    private static func entry(_ path: String) throws(PackageFileError) -> PackageList.Entry {
        let file = try PackageFile(at: path)
        let head: Head
        do throws(PackageError) { head = try file.head.signatureChecked().parsedWithoutPin() } catch {
            throw .package(error)
        }
        if !file.isHeadAlone { try file.checkLengths(of: head) }
        return PackageList.Entry(head, file: shown(path))
    }
}
