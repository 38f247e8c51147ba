#pragma once

/// How often the calling thread has taken memory.
long malloc_count(void);

/// Whether it is counted.
int malloc_is_counted(void);
