#ifndef CLINUX_H
#define CLINUX_H

// What Linux offers and Swift's Glibc module leaves out.
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <malloc.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/ioctl.h>
#include <linux/sockios.h>

/// accept4(2), which the headers declare only under _GNU_SOURCE (and that contradicts the Glibc module).
int accept4(int socket, struct sockaddr *address, socklen_t *length, int flags);

/// pthread_setname_np(3), likewise.
int pthread_setname_np(pthread_t thread, const char *name);

/// sched_getcpu(3), likewise: which processor the thread is on.
int sched_getcpu(void);

/// SIOCOUTQ of tcp(7): bytes written to a socket that the other side has not acknowledged; -1 where there is no telling.
static inline int clinux_unacknowledged(int socket) {
    int count = 0;
    return ioctl(socket, SIOCOUTQ, &count) == 0 ? count : -1;
}

#endif
