import FoundationEssentials
import Glibc

enum FileManagerListing {
    /// Paths of regular files, relative to `folder`.
    static func files(below folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).filter { name in
            var status = stat()
            return lstat(folder + "/" + name, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        }
    }
}
