"""A chart with logarithmic axes, as SVG."""

from math import ceil, floor, log10

WIDTH, HEIGHT = 760, 480
LEFT, RIGHT, TOP, BOTTOM = 80, 20, 50, 50
COLORS = ["#0b6e99", "#c4520c", "#5b8c2a"]
TIMES = {-6: "1 µs", -5: "10 µs", -4: "100 µs", -3: "1 ms", -2: "10 ms", -1: "100 ms", 0: "1 s", 1: "10 s", 2: "100 s"}
DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"


def log_log(title, across, curves):
    """Curves by their names, each a list of points (x, seconds); a thin line shows what linear growth looks like."""
    xs = [log10(x) for points in curves.values() for x, _ in points]
    ys = [log10(y) for points in curves.values() for _, y in points]
    # A little before a power of ten is at that power.
    x0, x1 = floor(min(xs) + 0.1), ceil(max(xs) - 0.1)
    y0, y1 = floor(min(ys)), ceil(max(ys))

    def place(x, y):
        return (
            LEFT + (x - x0) / (x1 - x0) * (WIDTH - LEFT - RIGHT),
            HEIGHT - BOTTOM - (y - y0) / (y1 - y0) * (HEIGHT - TOP - BOTTOM),
        )

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        text(WIDTH / 2, 28, title, "middle"),
        text(WIDTH / 2, HEIGHT - 10, across, "middle"),
    ]
    for x in range(x0, x1 + 1):
        parts += [line(place(x, y0), place(x, y1), "#ddd"), text(place(x, y0)[0], HEIGHT - BOTTOM + 20, power(x), "middle")]
    for y in range(y0, y1 + 1):
        parts += [line(place(x0, y), place(x1, y), "#ddd"), text(LEFT - 8, place(x0, y)[1] + 4, TIMES.get(y, power(y)), "end")]
    # Linear growth, up to the last point of the first curve.
    x, y = max(next(iter(curves.values())))
    start = max(x0, log10(x) - (log10(y) - y0))
    parts.append(line(place(start, log10(y) - log10(x) + start), place(log10(x), log10(y)), "#888", ' stroke-dasharray="4 4"'))
    for number, ((name, points), color) in enumerate(zip(curves.items(), COLORS)):
        places = [place(log10(x), log10(y)) for x, y in points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{color}"/>' for x, y in places]
        parts.append(text(LEFT + 15, TOP + 20 + 20 * number, name, "start", color))
    parts.append(text(LEFT + 15, TOP + 20 + 20 * len(curves), "dashed: linear", "start", "#888"))
    return "\n".join(parts) + "\n</svg>\n"


def power(exponent):
    return "10" + ("⁻" if exponent < 0 else "") + "".join(DIGITS[int(digit)] for digit in str(abs(exponent)))


def line(start, end, color, more=""):
    (x1, y1), (x2, y2) = start, end
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{color}"{more}/>'


def text(x, y, words, anchor, color="#222"):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{color}">{words}</text>'
