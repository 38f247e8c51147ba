// eˣ, tanh x and the sigmoid of many numbers at a time, in the processor's widest vectors.
#pragma once

/// x[i] becomes eˣ. The error is below 0.7 units in the last place (0.8 where the result is subnormal).
void celementary_exp_f64(double *x, long count);
void celementary_exp_f32(float *x, long count);

/// x[i] becomes tanh x. The error is below 0.8 units in the last place.
void celementary_tanh_f64(double *x, long count);
void celementary_tanh_f32(float *x, long count);

/// a[i] becomes 1 / (1 + e^-z).
void celementary_sigmoid_f64(double *a, const double *z, long count);
void celementary_sigmoid_f32(float *a, const float *z, long count);

/// delta[i] becomes the derivative of that at z, where it is a, times slope. Where a comes close to 1, a - a^2 loses a
/// digit for every digit by which it does: from z = 1 on, the derivative is e^-z / (1 + e^-z)^2.
void celementary_sigmoid_pullback_f64(
    double *delta, const double *z, const double *a, const double *slope, long count);
void celementary_sigmoid_pullback_f32(float *delta, const float *z, const float *a, const float *slope, long count);
