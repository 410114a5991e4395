import Glibc

/// libarchive converts paths by the process's locale; in the locale "C" it refuses whatever is not ASCII.
private let hasUTF8: Bool = setlocale(LC_CTYPE, "C.UTF-8") != nil || setlocale(LC_CTYPE, "en_GB.UTF-8") != nil

func useUTF8() throws(ArchivingError) {
    guard hasUTF8 else { throw .library("no UTF-8 locale on this machine") }
}
