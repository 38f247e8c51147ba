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

/// Takes and gives back large pieces of memory one by one, 4 MiB or more, instead of keeping them for the next request:
/// what one thread has let go of another cannot use, and in the end each would keep the most that it ever held.
///
/// Such pieces should lie in huge pages, lest taking them anew be dear.
public func giveLargeMemoryBack() {
    mallopt(M_MMAP_THRESHOLD, 4 << 20)
    // Either of the two, once set, is no longer fitted to the program by the C library.
    mallopt(M_TRIM_THRESHOLD, 16 << 20)
}
