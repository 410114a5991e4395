import Glibc
import PackageFormat
import Sealing
import TestCast

// make-register-load FOLDER PACKAGES: heads, receipts and certificates for scripts/bench-register, and how many
// signatures a register has to check in them.
let arguments = CommandLine.arguments
guard arguments.count == 3, let packages = Int(arguments[2]), packages > 0 else {
    fatalError("usage: make-register-load FOLDER PACKAGES")
}
let load = Load(packages: packages, folder: arguments[1])
load.makeFolders()
var signatures = 0
for first in stride(from: 0, to: packages, by: Load.batch) {
    signatures += try load.makeBatch(first..<min(first + Load.batch, packages))
}
print("\(packages) \(load.events) \(load.files) \(signatures)")
