import LinearAlgebra
import Testing

@Suite("Exponentials")
struct ExponentialTests {
    /// By 60-digit arithmetic (mpmath), rounded to the nearest float64.
    static let exponentials: [(x: Double, expected: Double)] = [
        (0.0, 1.0), (-0.5, 0.6065306597126334),
        (-0.001, 0.999000499833375), (-1e-09, 0.999999999),
        (-9.313225746154785e-10, 0.9999999990686774), (-0.34657359027997264, 0.7071067811865476),
        (-0.3465735902799727, 0.7071067811865475), (-1.0, 0.36787944117144233),
        (-10.0, 4.5399929762484854e-05), (-37.0, 8.533047625744066e-17),
        (-100.5, 2.256340135917036e-44), (-700.0, 9.85967654375977e-305),
        (-708.0, 3.307553003638408e-308),
        (-0.027213909969485965, 0.9731530521185521),
        (-0.002194081227588671, 0.9978083240092114), (-3.181316555684005, 0.041530941315339395),
        (-0.0007007376434693169, 0.9992995078158157), (-0.5960569526399406, 0.5509798983379791),
        (-0.050048382541323114, 0.9511834027171098), (-0.0005679208191450142, 0.9994322404173588),
        (-0.3939680109622682, 0.6743756285228303), (-0.00042137981477161426, 0.9995787089532338),
        (-0.13458218523985319, 0.8740810393646675), (-0.0006749011792838299, 0.9993253265152904),
        (-0.0009143114327546901, 0.9990861064225837), (-0.1178401414211298, 0.8888381296584505),
        (-41.18064775685458, 1.3045836099674805e-18), (-0.001480029024829247, 0.9985210656779974),
        (-0.006293238161807424, 0.9937265227862917), (-2.259647402190019, 0.10438728499462074),
        (-239.1691982307537, 1.3493883836265753e-104), (-1.0861037484035068, 0.3375290330884895),
        (-0.07857912796071377, 0.9244289088630607), (-362.3794206278134, 4.174623043505662e-158),
        (-0.00048097058752551007, 0.9995191450602857), (-65.24690845331766, 4.609222757298761e-29),
        (-0.01653646889921, 0.9835995079452621), (-0.0019932753750032672, 0.9980087098790853),
        (1e-09, 1.000000001), (0.25, 1.2840254166877414),
        (1.0, 2.718281828459045), (20.0, 485165195.4097903),
        (300.0, 1.9424263952412558e+130), (709.5, 1.3549863193146328e+308),
        (0.015651752877596393, 1.0157748831242992), (0.14805355215727828, 1.1595749924426408),
        (58.65361424757584, 2.971262428861101e+25), (0.032857088527412474, 1.0334028435657034),
        (3.6991730241035956, 40.413869241211266), (7.267851649436967, 1433.4675518240108),
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
        for (point, y) in zip(points, f(Matrix(row: points.map(\.x)))) {
            #expect(abs(y - point.expected) <= point.expected.ulp, "of \(point.x)")
        }
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
        let three = x.elements + x.elements + x.elements
        let sums = Matrix.made(rows: 3, columns: count) { matrix in
            let a = Matrix(rows: 3, columns: count, elements: three)
            matrix.fill(a.view, a.view, a.view, exp: { $0 }) { a, b, c, e in (a + b + c) * 0 + e }
        }
        #expect(sums.elements == one + one + one)
    }
}

extension Matrix {
    fileprivate static func exponentials(_ x: Matrix) -> [Scalar] {
        made(rows: x.rows, columns: x.columns) { $0.fill(x.view, exp: { $0 }) { _, e in e } }.elements
    }

    fileprivate static func hyperbolicTangents(_ x: Matrix) -> [Scalar] {
        made(rows: x.rows, columns: x.columns) { $0.fill(tanh: x.view) }.elements
    }
}
