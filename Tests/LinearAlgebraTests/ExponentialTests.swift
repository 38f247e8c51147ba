import LinearAlgebra
import Testing

@Suite("Exponentials")
struct ExponentialTests {
    /// By 60-digit arithmetic (mpmath), rounded to the nearest float64.
    static let exponentials: [(x: Double, expected: Double)] = [
        (0.0, 1.0), (-0.5, 0.6065306597126334), (-0.001, 0.999000499833375),
        (-1e-09, 0.999999999), (-0.34657359027997264, 0.7071067811865476), (-0.3465735902799727, 0.7071067811865475),
        (-1.0, 0.36787944117144233), (-37.0, 8.533047625744066e-17), (-700.0, 9.85967654375977e-305),
        (-708.0, 3.307553003638408e-308), (1e-09, 1.000000001), (0.25, 1.2840254166877414),
        (1.0, 2.718281828459045), (300.0, 1.9424263952412558e+130), (709.5, 1.3549863193146328e+308),
        (-233.8536, 2.745819258865166e-102), (-8.882, 0.00013886615533353357), (1.0756, 2.9317514237782394),
        (-36.2689, 1.7726249806878813e-16), (0.526, 1.6921501527387082), (-0.7666, 0.46458999199464523),
        (27.6264, 995389544999.5477), (-511.3753, 8.175776832673748e-223), (34.384, 856606697687513.8),
        (0.4002, 1.4921230924192816), (260.8435, 1.918194716058997e+113), (117.0058, 6.530903860320043e+50),
        (-8.1232, 0.0002965780904513052), (15.1161, 3671460.1428756756), (-12.9728, 2.322654140749992e-06),
        (9.2764, 10682.904153132058), (-6.2216, 0.0019860649697939696), (67.1367, 1.4358145275157479e+29),
        (-99.8082, 4.506604969881791e-44), (-0.3163, 0.7288407651369683), (5.9157, 370.81378152322026),
        (-5.301, 0.0049866048079685345), (202.1569, 6.2463476036766306e+87), (1.3509, 3.8608987764007243),
        (10.2522, 28344.832006530873), (-6.8953, 0.0010125331690141635), (117.3785, 9.480578620269453e+50),
        (-3.5815, 0.02783391605235048), (-3.4617, 0.031376376813217796), (-99.848, 4.330764527789842e-44),
        (0.7242, 2.06307997562431), (0.2726, 1.3133747898248154), (-135.8664, 9.862163630091507e-60),
        (54.784, 6.1999601284608e+23), (8.578, 5313.467955373078), (601.4112, 1.5472678970154489e+261),
        (6.8648, 957.9542297973278), (-0.6277, 0.5338181719351554), (-624.5164, 5.969990250854318e-272),
        (2.1077, 8.229292129553771), (-664.4894, 2.6056753037079224e-289), (1.3214, 3.748665837454568),
        (-653.7192, 1.2398202510874673e-284), (0.3487, 1.4172239593727183), (1.3481, 3.8501033804341467),
        (-0.2696, 0.763684907213091), (-176.7174, 1.788991691930015e-77), (-0.4465, 0.6398637601852523),
        (1.3009, 3.6726005211311716), (0.2826, 1.326574425906689), (-4.7156, 0.008954491759692144),
        (-0.6832, 0.5049984091044284), (-179.6313, 9.707728749311759e-79), (235.3057, 1.555847657710503e+102),
        (35.5208, 2669853508266853.0), (-327.6543, 5.029740026324195e-143), (77.1427, 3.1816245502275627e+33),
        (86.1894, 2.701349760034718e+37), (56.9453, 5.383064211843455e+24), (-266.3101, 2.2028914377095474e-116),
        (6.9867, 1082.1445005703772), (0.5918, 1.807238518761072), (-1.6447, 0.19307047524903378),
        (-1.9047, 0.14886729611261568), (-2.5406, 0.07881909414391373),
    ]

    static let hyperbolicTangents: [(x: Double, expected: Double)] = [
        (0.0, 0.0), (1e-300, 1e-300),
        (1e-09, 1e-09), (7.450580596923828e-09, 7.450580596923828e-09),
        (0.1, 0.09966799462495582), (0.49999999999999994, 0.46211715726000974),
        (0.5, 0.46211715726000974), (0.5000000000000001, 0.46211715726000985),
        (1.0, 0.7615941559557649), (2.0, 0.9640275800758169),
        (-0.3, -0.2913126124515909), (-2.0, -0.9640275800758169),
        (10.0, 0.9999999958776927), (18.5, 0.9999999999999998),
        (19.0, 0.9999999999999999), (25.0, 1.0),
        (700.0, 1.0), (-0.025745610883608334, -0.02573992401469337),
        (0.011171531467641098, 0.011171066743530625), (0.00793377509734313, 0.007933608638272239),
        (3.329183856136234, 0.9974368106302143), (0.10946357979198844, 0.10902845759182399),
        (-0.17795756313059308, -0.17610248580674012), (0.10053264502024047, 0.10019532046011914),
        (-6.811964239824375, -0.9999975776744551), (0.008228170939027932, 0.008227985253994229),
        (-2.155901997622371, -0.9735361874299625), (-0.29568518434921787, -0.28735902019338044),
        (-7.085018424899384, -0.9999985969896372), (-1.6380997477747954, -0.9272064534936354),
        (0.008765224591277324, 0.00876500012322184), (-0.09715490315865531, -0.09685036877028746),
        (0.009570082123078973, 0.009569789970429562), (0.06521117592833274, 0.06511889610624283),
        (0.24501915071194294, 0.24023091027650623), (0.49258293016821675, 0.4562640650402424),
        (0.6073492464068958, 0.5422584744463105), (0.22751001553455832, 0.2236642525252402),
        (-0.013401083769768297, -0.013400281598108639), (-1.6786454151500954, -0.9326855475788962),
    ]

    @Test func `are within one unit in the last place`() {
        check(Self.exponentials, Matrix.exponentials)
        check(Self.hyperbolicTangents, Matrix.hyperbolicTangents)
    }

    private func check(_ points: [(x: Double, expected: Double)], _ f: (Matrix<Double>) -> [Double]) {
        let results = f(Matrix(row: points.map(\.x)))
        for (point, y) in zip(points, results) {
            #expect(abs(y - point.expected) <= point.expected.ulp, "of \(point.x)")
        }
        // Nine of ten are the nearest float64.
        #expect(zip(points, results).count { $0.expected != $1 } <= points.count / 10)
    }

    @Test func `are within one unit in the last place, in float32`() {
        let x = Matrix(row: stride(from: Float(-100), through: 88, by: 0.37).map { $0 })
        for (x, y) in zip(x.elements, Matrix.exponentials(x)) {
            #expect(abs(Double(y) - Double.exp(Double(x))) <= Double(y.ulp), "of \(x)")
        }
        let z = Matrix(row: (-500..<500).map { 0.01 * Float($0) })
        for (z, y) in zip(z.elements, Matrix.hyperbolicTangents(z)) {
            #expect(abs(Double(y) - Double.tanh(Double(z))) <= Double(y.ulp), "of \(z)")
        }
    }

    @Test func `below what is normal`() {
        let results = Matrix.exponentials(Matrix<Double>(row: [-720, -745])).map(\.bitPattern)
        #expect(results == [41132809365, 1])
    }

    @Test func `of what is not finite, and beyond the ends of the range`() {
        let x = Matrix<Double>(row: [.infinity, -.infinity, 710, -746, 1e308, -1e308, -0.0])
        #expect(Matrix.exponentials(x) == [.infinity, 0, .infinity, 0, .infinity, 0, 1])
        #expect(
            Matrix.exponentials(Matrix<Float>(row: [.infinity, -.infinity, 89, -104])) == [.infinity, 0, .infinity, 0])
        #expect(Matrix.hyperbolicTangents(Matrix<Double>(row: [-.infinity, 1e308, 0])) == [-1, 1, 0])
        #expect(Matrix.hyperbolicTangents(Matrix<Double>(row: [-0.0]))[0].sign == .minus)
        #expect(Matrix.exponentials(Matrix<Double>(row: [.nan]))[0].isNaN)
        #expect(Matrix.hyperbolicTangents(Matrix<Double>(row: [.nan]))[0].isNaN)
        #expect(Matrix.exponentials(Matrix<Float>(row: [.nan]))[0].isNaN)
        #expect(Matrix.hyperbolicTangents(Matrix<Float>(row: [.nan]))[0].isNaN)
    }

    /// In vectors, and in what is left beside them.
    @Test(arguments: [1, 2, 3, 5, 8, 17, 1023, 1025, 3000])
    func `do not depend on how many are taken`(count: Int) {
        let x = Matrix(row: (0..<count).map { -0.01 * Double($0) })
        let one = (0..<count).map { Matrix.exponentials(Matrix(row: [x[0, $0]]))[0] }
        #expect(Matrix.exponentials(x) == one)
        let (b, c) = (Matrix(row: (0..<count).map { Double($0) }), Matrix(row: (0..<count).map { Double($0 * $0) }))
        let sums = Matrix.made(rows: 1, columns: count) { matrix in
            matrix.fill(x.view, b.view, c.view, exp: { $0 }) { x, b, c, e in x * b + (c + e) }
        }
        #expect(sums.elements == (0..<count).map { x[0, $0] * b[0, $0] + (c[0, $0] + one[$0]) })
    }

    /// The same operations one number at a time, each rounded as IEEE 754 has it: the same bits.
    @Test(arguments: [1, 2, 3, 5, 8, 17, 1023, 3000])
    func `make the sigmoid and its derivative`(count: Int) {
        checkSigmoid(count, Double.self)
        checkSigmoid(count, Float.self)
    }

    private func checkSigmoid<S: Real>(_ count: Int, _: S.Type) {
        let numbers: [S] = (0..<count).map { S($0 * 7919 % 4001) / 50 - 40 }
        let z = Matrix(row: numbers + [S.infinity, -S.infinity, 0, -0.0])
        let slope = Matrix(row: z.elements.map { 3 - $0.magnitude / 64 })
        let exponentials = Matrix.exponentials(Matrix(row: z.elements.map { -abs($0) }))
        let a = Matrix.made(rows: 1, columns: z.columns) { $0.fill(sigmoid: z.view) }
        let delta = Matrix.made(rows: 1, columns: z.columns) { $0.fill(sigmoidPullback: z.view, a.view, slope.view) }
        for i in 0..<count {
            let (z, a, e): (S, S, S) = (z[0, i], a[0, i], exponentials[i])
            let divisor: S = 1 + e
            let value: S = (z < 0 ? e : 1) / divisor
            let derivative: S = z < 1 ? a - a * a : e / (divisor * divisor)
            #expect(a == value)
            #expect(delta[0, i] == derivative * slope[0, i])
        }
        #expect(a.elements.suffix(4) == [1, 0, 0.5, 0.5])
        let none = Matrix(row: [S.nan])
        #expect(Matrix.made(rows: 1, columns: 1) { $0.fill(sigmoid: none.view) }[0, 0].isNaN)
    }
}

extension Matrix {
    fileprivate static func exponentials(_ x: Matrix) -> [Scalar] {
        made(rows: x.rows, columns: x.columns) { matrix in
            matrix.fill(x.view) { $0 }
            for i in 0..<x.rows { matrix.exponentiate(row: i) }
        }.elements
    }

    fileprivate static func hyperbolicTangents(_ x: Matrix) -> [Scalar] {
        made(rows: x.rows, columns: x.columns) { $0.fill(tanh: x.view) }.elements
    }
}
