// One training step of a network's numbers, in three kernels instead of some hundred.
//
// The same arithmetic in NumPy: student.py; both are compared before a training begins
// (kernel_engine.check_student). Licence: MIT, Copyright (c) 2026 The Sakuga authors.

#include <cuda_runtime.h>

// How the numbers of one network change (student.py says what they are): W + A B
// collapsed, a gradient's length calmed, then one step of Adam on W, A and B at once.
//
// table: for each convolution [start in flat, rows, outputs, width of A, start in
// numbers]; in numbers lie W with its biases, A [rows, width], B [width, outputs].
// state: [usual length, step, factor on the gradient, 1 - beta1^step, 1 - beta2^step,
// share of the running mean that is kept].
__global__ void student_collapse(const float* __restrict__ numbers,
                                 const int* __restrict__ table,
                                 const float* __restrict__ mask,
                                 float* __restrict__ flat) {
    const int* t = table + 5 * blockIdx.y;
    int rows = t[1], outs = t[2], wide = t[3], size = rows * outs;
    const float *W = numbers + t[4], *A = W + size + outs, *B = A + rows * wide;
    for (int e = blockIdx.x * blockDim.x + threadIdx.x; e < size + outs;
         e += gridDim.x * blockDim.x) {
        float v = W[e];
        if (e < size) {
            int i = e / outs, o = e % outs;
            for (int w = 0; w < wide; w++) v += A[i * wide + w] * B[w * outs + o];
        }
        flat[t[0] + e] = v * mask[t[0] + e];
    }
}

__global__ void __launch_bounds__(1024)
    student_calm(const float* __restrict__ gradient, const float* __restrict__ mask,
                 int count, float calm, float beta1, float beta2, float most,
                 float* __restrict__ state) {
    __shared__ float part[32];
    float sum = 0.f;
    for (int i = threadIdx.x; i < count; i += 1024) {
        float g = gradient[i] * mask[i];
        sum += g * g;
    }
#pragma unroll
    for (int m = 16; m; m >>= 1) sum += __shfl_xor_sync(0xffffffffu, sum, m);
    if ((threadIdx.x & 31) == 0) part[threadIdx.x >> 5] = sum;
    __syncthreads();
    if (threadIdx.x) return;
    sum = 0.f;
    for (int i = 0; i < 32; i++) sum += part[i];
    float length = sqrtf(sum), usual = state[0] < 0.f ? length : state[0];
    float ratio = length / (usual + 1e-20f), step = state[1] + 1.f;
    state[0] = usual * 0.99f + fminf(ratio, 1.f + calm) * usual * 0.01f;
    state[1] = step;
    state[2] = fminf(ratio, calm) / (length + 1e-20f) * usual;
    state[3] = 1.f - (float)pow((double)beta1, (double)step);
    state[4] = 1.f - (float)pow((double)beta2, (double)step);
    state[5] = fminf(step / (step + 10.f), most);
}

__global__ void student_learn(const float* __restrict__ old,
                              const float* __restrict__ gradient,
                              const float* __restrict__ mask,
                              const int* __restrict__ table,
                              const float* __restrict__ state,
                              const float* __restrict__ slope, float rate, float beta1,
                              float beta2, float tiny, float* __restrict__ mean,
                              float* __restrict__ square, float* __restrict__ average,
                              float* __restrict__ numbers) {
    const int* t = table + 5 * blockIdx.y;
    int rows = t[1], outs = t[2], wide = t[3], size = rows * outs;
    const float *W = old + t[4], *A = W + size + outs, *B = A + rows * wide;
    const float *G = gradient + t[0], *K = mask + t[0];
    int total = size + outs + rows * wide + wide * outs;
    for (int e = blockIdx.x * blockDim.x + threadIdx.x; e < total;
         e += gridDim.x * blockDim.x) {
        float g = 0.f;
        int a = e - size - outs, b = a - rows * wide;
        if (a < 0) {
            g = G[e] * K[e];
        } else if (b < 0) {
            int i = a / wide, w = a % wide;
            for (int o = 0; o < outs; o++)
                g += G[i * outs + o] * K[i * outs + o] * B[w * outs + o];
        } else {
            int w = b / outs, o = b % outs;
            for (int i = 0; i < rows; i++)
                g += A[i * wide + w] * G[i * outs + o] * K[i * outs + o];
        }
        g *= state[2];
        int q = t[4] + e;
        float m = mean[q] * beta1 + g * (1.f - beta1);
        float v = square[q] * beta2 + g * g * (1.f - beta2);
        mean[q] = m;
        square[q] = v;
        float step = rate * slope[0] * (m / state[3]) / (sqrtf(v / state[4]) + tiny);
        float now = old[q] - step;
        numbers[q] = now;
        average[q] = average[q] * state[5] + now * (1.f - state[5]);
    }
}

typedef cudaStream_t ST;
extern "C" {
int sakuga_student_collapse(const float* numbers, const int* table, int blocks,
                            const float* mask, float* flat, ST s) {
    student_collapse<<<dim3(8, blocks), 256, 0, s>>>(numbers, table, mask, flat);
    return (int)cudaGetLastError();
}
// `numbers` is changed; `spare`, of the same size, is where the new ones are put first.
int sakuga_student_learn(float* numbers, float* spare, int size, const float* gradient,
                         const float* mask, int count, const int* table, int blocks,
                         float* state, const float* slope, float rate, float calm,
                         float beta1, float beta2, float tiny, float most, float* mean,
                         float* square, float* average, ST s) {
    student_calm<<<1, 1024, 0, s>>>(gradient, mask, count, calm, beta1, beta2, most,
                                    state);
    student_learn<<<dim3(16, blocks), 256, 0, s>>>(numbers, gradient, mask, table,
                                                   state, slope, rate, beta1, beta2,
                                                   tiny, mean, square, average, spare);
    cudaMemcpyAsync(numbers, spare, (size_t)size * sizeof(float),
                    cudaMemcpyDeviceToDevice, s);
    return (int)cudaGetLastError();
}
}
