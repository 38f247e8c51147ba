#pragma once

/// How often the calling thread has taken memory.
long malloc_count(void);
