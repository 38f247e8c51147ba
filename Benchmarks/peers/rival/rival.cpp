// The gradient contract served by hand-tuned C++: the hardest rival of the benchmark.
//
//   POST /v1/gradient  network + examples -> cost, per-layer sums and activations, gradient (float64)
//   GET  /healthz      200
//
// h2o 2.2.5 evloop (HTTP/1.1 keep-alive), one loop + SO_REUSEPORT listener per thread, new connections handed to
// the thread that has the fewest; simdjson DOM parsed in place in h2o's input buffer and read straight off the
// tape; OpenBLAS dgemm (single-threaded) above a size threshold, plain loops below; one bump arena and a pool of
// response buffers per thread (huge pages); doubles written shortest-round-trip, eight at a time with AVX-512, four
// without.
//
// Usage: rival [port=9003] [threads=2]      rival --selftest [millions]      rival --bench body.json
//        rival --numbers
#include "measure.h"
#include "server.h"

int main(int argc, char** argv) {
    if (!getenv("RIVAL_READY")) {   // settings that must be there before malloc and OpenBLAS start
        setenv("RIVAL_READY", "1", 1);
        setenv("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1", 1);
        setenv("OPENBLAS_NUM_THREADS", "1", 1);
        // A processor newer than the library counts as a Prescott, whose kernels are several times slower.
        if (!strcmp(openblas_get_corename(), "Prescott"))
            setenv("OPENBLAS_CORETYPE", __builtin_cpu_supports("avx512f") ? "SkylakeX" : "Haswell", 0);
        char self[4096];
        ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
        if (n > 0) self[n] = 0, execv(self, argv);
    }
    openblas_set_num_threads(1);
    init_numbers();
    if (argc > 1 && !strcmp(argv[1], "--selftest")) return selftest(argc > 2 ? atol(argv[2]) : 20);
    if (argc > 2 && !strcmp(argv[1], "--bench")) return bench(argv[2]);
    if (argc > 1 && !strcmp(argv[1], "--numbers")) return numbers();
    if (argc > 1) g_port = (uint16_t)atoi(argv[1]);
    if (argc > 2) g_threads = std::max(1, std::min(kMaxThreads, atoi(argv[2])));
    signal(SIGPIPE, SIG_IGN);

    h2o_config_init(&g_config);
    g_config.max_request_entity_size = 256ul << 20;
    g_config.server_name = h2o_iovec_init(nullptr, 0);
    g_config.http1.upgrade_to_http2 = 0;
    h2o_socket_buffer_mmap_settings.threshold = SIZE_MAX;   // never spill a body to a file
    h2o_hostconf_t* host = h2o_config_register_host(&g_config, h2o_iovec_init(H2O_STRLIT("default")), 65535);
    h2o_create_handler(h2o_config_register_path(host, "/v1/gradient", 0), sizeof(h2o_handler_t))->on_req = on_gradient;
    h2o_create_handler(h2o_config_register_path(host, "/healthz", 0), sizeof(h2o_handler_t))->on_req = on_health;

    for (int i = 0; i < g_threads; i++)
        if (pipe2(g_servers[i].inbox, O_NONBLOCK | O_CLOEXEC) != 0) { perror("pipe2"); return 1; }
    for (int i = 1; i < g_threads; i++) {
        pthread_t t;
        if (pthread_create(&t, nullptr, run, &g_servers[i]) != 0) { perror("pthread_create"); return 1; }
    }
    run(&g_servers[0]);
}
