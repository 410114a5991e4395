import Glibc
import Testing

/// A small tmpfs that one command alone sees, in a mount namespace that ends with it.
enum SmallDisk {
    /// Whether namespaces and mounts are allowed here.
    static let isPossible: Bool = {
        guard isInstalled("unshare"), let scratch = try? Scratch(),
            (try? scratch.makeFolder("disk")) != nil
        else { return false }
        return (try? scratch.run(command("size=1m", at: "disk", ["true"])))?.status == 0
    }()

    /// Runs `command` with a tmpfs at the folder `place`; prints what is left on it, and ends with its status.
    static func command(_ options: String, at place: String, _ command: [String]) -> [String] {
        let script = """
            mount -t tmpfs -o "$0" tmpfs "$1" || exit 99
            place=$1; shift
            "$@"
            status=$?
            find "$place" -mindepth 1
            exit $status
            """
        let namespace = geteuid() == 0 ? ["unshare", "--mount"] : ["unshare", "--map-root-user", "--mount"]
        return namespace + ["sh", "-c", script, options, place] + command
    }
}
