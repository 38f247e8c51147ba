private import EventLoop
private import Glibc

/// What the kernel knows of this process (proc(5)), under the names that Prometheus's own libraries use.
public enum ProcessFigures {
    /// Writes the families; what cannot be read is left out.
    public static func write(to text: inout MetricText) {
        if let status = Status(file("/proc/self/stat")) { write(status, to: &text) }
        if let count = openDescriptors() {
            text.family("process_open_fds", .gauge, "Number of open file descriptors.")
            text.sample(count)
        }
        var limit = rlimit()
        if unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
            text.family("process_max_fds", .gauge, "Maximum number of open file descriptors.")
            text.sample(Double(limit.rlim_cur))
        }
    }

    private static func write(_ status: Status, to text: inout MetricText) {
        let ticks = Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
        text.family("process_cpu_seconds_total", .counter, "Total user and system CPU time spent in seconds.")
        text.sample(status.processorTicks / ticks)
        text.family("process_resident_memory_bytes", .gauge, "Resident memory size in bytes.")
        text.sample(status.residentPages * Double(max(1, sysconf(Int32(_SC_PAGESIZE)))))
        text.family("process_virtual_memory_bytes", .gauge, "Virtual memory size in bytes.")
        text.sample(status.virtualBytes)
        text.family("process_threads", .gauge, "Number of threads.")
        text.sample(status.threads)
        if let boot = bootSeconds() {
            text.family("process_start_time_seconds", .gauge, "Start time of the process since unix epoch in seconds.")
            text.sample(boot + status.startTicks / ticks)
        }
    }

    /// Some of the numbers in `/proc/self/stat`.
    private struct Status {
        let processorTicks, threads, startTicks, virtualBytes, residentPages: Double

        init?(_ text: String?) {
            // The second field, the program's name in brackets, may hold blanks and brackets itself.
            guard let text, let end = text.lastIndex(of: ")") else { return nil }
            let fields = text[end...].split(separator: " ").map { Double($0) ?? 0 }
            // proc(5) counts from 1, and this from the end of the second field.
            guard fields.count > 22 else { return nil }
            processorTicks = fields[14 - 2] + fields[15 - 2]
            threads = fields[20 - 2]
            startTicks = fields[22 - 2]
            virtualBytes = fields[23 - 2]
            residentPages = fields[24 - 2]
        }
    }

    private static func file(_ path: String) -> String? {
        (try? readAll(path)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// When the machine started, since 1970.
    private static func bootSeconds() -> Double? {
        let line = file("/proc/stat")?.split(separator: "\n").first { $0.hasPrefix("btime ") }
        return line.flatMap { Double($0.dropFirst(6)) }
    }

    private static func openDescriptors() -> Int? {
        guard let directory = unsafe opendir("/proc/self/fd") else { return nil }
        defer { unsafe closedir(directory) }
        // Not `.`, not `..`, and not the descriptor that this is read with.
        var count = -3
        while unsafe readdir(directory) != nil { count += 1 }
        return count
    }
}
