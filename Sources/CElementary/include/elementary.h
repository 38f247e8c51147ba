// eˣ and tanh x of many numbers at a time, in the processor's widest vectors.
#pragma once

/// x[i] becomes eˣ. The error is below 0.7 units in the last place (0.8 where the result is subnormal).
void celementary_exp_f64(double *x, long count);
void celementary_exp_f32(float *x, long count);

/// x[i] becomes tanh x. The error is below 0.8 units in the last place.
void celementary_tanh_f64(double *x, long count);
void celementary_tanh_f32(float *x, long count);
