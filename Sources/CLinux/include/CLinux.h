#ifndef CLINUX_H
#define CLINUX_H

// What Linux offers and Swift's Glibc module leaves out.
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <pthread.h>
#include <sys/socket.h>

/// accept4(2), which the headers declare only under _GNU_SOURCE (and that contradicts the Glibc module).
int accept4(int socket, struct sockaddr *address, socklen_t *length, int flags);

/// pthread_setname_np(3), likewise.
int pthread_setname_np(pthread_t thread, const char *name);

#endif
