private import EventLoop
private import Glibc

/// What the system knows of this process, under Prometheus's usual names. What cannot be read is left out.
public enum ProcessFigures {
    public static func write(to text: inout MetricText) {
        func gauge(_ name: String, _ help: String, _ value: Int?) {
            guard let value else { return }
            text.family(name, .gauge, help)
            text.sample(value)
        }
        let statistics = fields("/proc/self/stat")
        let memory = fields("/proc/self/statm").compactMap { Int($0) }
        let page = sysconf(Int32(_SC_PAGESIZE))
        let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
        // proc(5) counts from 1; the second field, the name in parentheses, may hold spaces.
        let afterName = statistics.lastIndex { $0.hasSuffix(")") } ?? 0
        func statistic(_ number: Int) -> Double? {
            let index = afterName + number - 2
            return statistics.indices.contains(index) ? Double(statistics[index]) : nil
        }
        if let user = statistic(14), let system = statistic(15) {
            text.family("process_cpu_seconds_total", .counter, "User and system CPU time in seconds.")
            text.sample((user + system) / ticks)
        }
        if let started = statistic(22), let boot = bootTime() {
            text.family("process_start_time_seconds", .gauge, "When the process began, in seconds since 1970.")
            text.sample(boot + started / ticks)
        }
        gauge("process_virtual_memory_bytes", "Virtual memory.", memory.first.map { $0 * page })
        gauge("process_resident_memory_bytes", "Resident memory.", memory.dropFirst().first.map { $0 * page })
        gauge("process_threads", "Threads.", statistic(20).map { Int($0) })
        gauge("process_open_fds", "Open file descriptors.", openDescriptors())
        var limit = rlimit()
        if unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
            gauge("process_max_fds", "The most file descriptors.", Int(clamping: limit.rlim_cur))
        }
    }

    private static func fields(_ path: String) -> [String] {
        let text = (try? readAll(path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return text.split { $0 == " " || $0 == "\n" }.map(String.init)
    }

    /// When the machine started, in seconds since 1970.
    private static func bootTime() -> Double? {
        let words = fields("/proc/stat")
        guard let index = words.firstIndex(of: "btime"), index + 1 < words.count else { return nil }
        return Double(words[index + 1])
    }

    private static func openDescriptors() -> Int? {
        guard let directory = unsafe opendir("/proc/self/fd") else { return nil }
        defer { unsafe closedir(directory) }
        var count = -3  // itself, `.` and `..`
        while unsafe readdir(directory) != nil { count += 1 }
        return count
    }
}
