internal import CLinux
private import Glibc

/// The processors this process may run on.
public func availableProcessors() -> Int {
    max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
}

/// Bytes of memory that this process may use: the machine's, or its container's (cgroup v2) where that is less.
public func availableMemory() -> Int {
    let machine = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
    let text = (try? readAll("/sys/fs/cgroup/memory.max")).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let container = Int(text.prefix { $0.isNumber }) ?? Int.max
    return min(machine, container)
}

/// Bytes of memory that this process has now (statm of proc(5): all pages, then those that are there).
public func residentMemory() -> Int {
    let text = (try? readAll("/proc/self/statm")).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return pages * sysconf(Int32(_SC_PAGESIZE))
}

/// Bytes of address space that this process may use (`ulimit -v`); `nil` where it may use all.
public func addressSpaceLimit() -> Int? {
    var limit = rlimit()
    unsafe getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
    return limit.rlim_cur == rlim_t.max ? nil : Int(clamping: limit.rlim_cur)
}

/// Lets this process open as many descriptors as it may at all.
///
/// - Returns: How many that is.
public func raiseDescriptorLimit() -> Int {
    var limit = rlimit()
    unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    limit.rlim_cur = limit.rlim_max
    unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    return Int(clamping: limit.rlim_cur)
}

/// Lets all threads take memory from one place, and keeps there what they let go of: so a large request finds the memory
/// of the one before it, with no pages to be cleared, and threads do not each keep the most that they ever held.
public func shareMemoryBetweenThreads() {
    mallopt(M_ARENA_MAX, 1)
    mallopt(M_MMAP_MAX, 0)  // else what is large is taken from the system and given back each time
    mallopt(M_TRIM_THRESHOLD, Int32.max)
}

/// Gives the system all memory back that nobody holds.
public func giveMemoryBack() { malloc_trim(0) }
