private import Glibc

/// Now, as an IMF-fixdate: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7).
func httpDate(_ seconds: Int = time(nil)) -> String {
    var seconds = seconds
    var t = unsafe tm()
    unsafe gmtime_r(&seconds, &t)
    let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    func two(_ n: Int32) -> String { n < 10 ? "0\(n)" : "\(n)" }
    let date =
        unsafe "\(days[Int(t.tm_wday)]), \(two(t.tm_mday)) \(months[Int(t.tm_mon)]) \(1900 + Int(t.tm_year))"
    return unsafe "\(date) \(two(t.tm_hour)):\(two(t.tm_min)):\(two(t.tm_sec)) GMT"
}
