// The answers over HTTP: h2o, one event loop and one listener a thread.
#pragma once
#include <errno.h>
#include <fcntl.h>
#include <h2o.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>

#include "answer.h"

static constexpr int kMaxThreads = 64;
static h2o_globalconf_t g_config;
static int g_threads = 2;
static uint16_t g_port = 9003;

struct Server {   // one per thread
    h2o_context_t ctx;
    h2o_accept_ctx_t accept;
    int inbox[2];   // a pipe: connections accepted by the other threads
    Worker* worker;
};
static Server g_servers[kMaxThreads];
struct alignas(64) Count { std::atomic<int> n{0}; };
static Count g_connections[kMaxThreads];
static thread_local Server* t_server;
static thread_local uint64_t t_handled;   // requests
static constexpr int kLooks = 8;
static h2o_generator_t g_generator = {nullptr, nullptr};

static void json_header(h2o_req_t* req) {
    h2o_add_header(&req->pool, &req->res.headers, H2O_TOKEN_CONTENT_TYPE, nullptr, H2O_STRLIT("application/json"));
}

static int send_small(h2o_req_t* req, int status, const char* reason, const std::string& text) {
    req->res.status = status;
    req->res.reason = reason;
    req->res.content_length = text.size();
    json_header(req);
    h2o_send_inline(req, text.data(), text.size());
    return 0;
}

static void release_buffer(void* p) { t_out.put(*(OutBuf**)p); }

static int on_gradient(h2o_handler_t*, h2o_req_t* req) {
    if (UNLIKELY(req->path_normalized.len != sizeof("/v1/gradient") - 1)) return -1;
    if (UNLIKELY(!h2o_memis(req->method.base, req->method.len, H2O_STRLIT("POST"))))
        return send_small(req, 405, "Method Not Allowed", "{\"error\":\"use POST\"}");
    t_handled++;
    const char* body = req->entity.base;
    const size_t len = body ? req->entity.len : 0;
    size_t readable = 0;
    if (LIKELY(len != 0)) {
        h2o_buffer_t* in = req->conn->callbacks->get_socket(req->conn)->input;
        const char* end = in->_buf + in->capacity;
        if (LIKELY(body >= in->_buf && body + len <= end)) readable = (size_t)(end - body);
    }
    Answer a = answer(*t_server->worker, body, len, readable);
    if (UNLIKELY(a.error != nullptr))
        return send_small(req, 400, "Bad Request", std::string("{\"error\":\"") + a.error + "\"}");
    *(OutBuf**)h2o_mem_alloc_shared(&req->pool, sizeof(OutBuf*), release_buffer) = a.buf;
    req->res.status = 200;
    req->res.reason = "OK";
    req->res.content_length = a.len;
    json_header(req);
    h2o_iovec_t iov = h2o_iovec_init(a.buf->data, a.len);
    h2o_start_response(req, &g_generator);
    h2o_send(req, &iov, 1, H2O_SEND_STATE_FINAL);
    return 0;
}

static int on_health(h2o_handler_t*, h2o_req_t* req) { return send_small(req, 200, "OK", "{\"status\":\"ok\"}"); }

static void on_socket_close(void* data) { ((Count*)data)->n.fetch_sub(1, std::memory_order_relaxed); }

static void adopt(Server* s, int fd) {
    h2o_socket_t* sock = h2o_evloop_socket_create(s->ctx.loop, fd, 0);
    sock->on_close.cb = on_socket_close;
    sock->on_close.data = &g_connections[s - g_servers];
    h2o_accept(&s->accept, sock);
}

// The kernel spreads connections over the listeners by hash; even them out, so that two never share a core while
// the other core idles.
static void on_accept(h2o_socket_t* listener, const char* err) {
    if (err) return;
    const int self = (int)(t_server - g_servers);
    for (;;) {
        int fd = accept4(h2o_socket_get_fd(listener), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd == -1) return;
        int on = 1;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
        int to = self;
        for (int i = 0; i < g_threads; i++)
            if (g_connections[i].n.load(std::memory_order_relaxed) < g_connections[to].n.load(std::memory_order_relaxed))
                to = i;
        g_connections[to].n.fetch_add(1, std::memory_order_relaxed);
        if (to == self) adopt(t_server, fd);
        else if (write(g_servers[to].inbox[1], &fd, sizeof(fd)) != sizeof(fd)) {
            g_connections[to].n.fetch_sub(1, std::memory_order_relaxed);
            close(fd);
        }
    }
}

static void on_inbox(h2o_socket_t* pipe, const char* err) {
    if (err) return;
    int fds[64];
    ssize_t n;
    while ((n = read(h2o_socket_get_fd(pipe), fds, sizeof(fds))) > 0)
        for (ssize_t i = 0; i < n / (ssize_t)sizeof(int); i++) adopt(t_server, fds[i]);
}

static int listener_fd() {
    sockaddr_in addr{};
    addr.sin_family = AF_INET;
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    addr.sin_port = htons(g_port);
    int on = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    setsockopt(fd, IPPROTO_TCP, TCP_CONGESTION, "reno", 4);   // unpaced; this host's default is bbr
    if (fd == -1 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) != 0 ||
        setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof(on)) != 0 ||
        bind(fd, (sockaddr*)&addr, sizeof(addr)) != 0 || listen(fd, SOMAXCONN) != 0) {
        perror("listen");
        exit(1);
    }
    return fd;
}

static void* run(void* arg) {
    Server* s = t_server = (Server*)arg;
    // one read buffer large enough for almost every body, recycled by h2o: no growing, no copying, no page faults
    h2o_socket_buffer_prototype._initial_buf.capacity = 32 << 20;
    s->worker = new Worker;
    h2o_context_init(&s->ctx, h2o_evloop_create(), &g_config);
    s->accept.ctx = &s->ctx;
    s->accept.hosts = g_config.hosts;
    h2o_socket_read_start(h2o_evloop_socket_create(s->ctx.loop, s->inbox[0], H2O_SOCKET_FLAG_DONT_READ), on_inbox);
    h2o_socket_read_start(h2o_evloop_socket_create(s->ctx.loop, listener_fd(), H2O_SOCKET_FLAG_DONT_READ), on_accept);
    // After work, look again a few times before sleeping: waking a sleeping virtual CPU costs more than a request.
    uint64_t seen = 0;
    for (int idle = kLooks;;) {
        if (h2o_evloop_run(s->ctx.loop, idle < kLooks ? 0 : INT32_MAX) != 0) break;
        if (t_handled != seen) seen = t_handled, idle = 0;
        else if (idle < kLooks) idle++, sched_yield();
    }
    return nullptr;
}
