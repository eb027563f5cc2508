// Training kernels for thin 3x3 networks whose layers read max(v, 0) and max(-v, 0).
//
// float32, [batch, channel, y, x] with a stride between batches. Forward passes repeat
// the border; gradients do not cross it (lessons leave the borders out). The same
// arithmetic in NumPy: numpy_engine.py; both are compared before a training begins.
//
// Flags: bit 0 adds to what gradients are already there, bit 1 adds to what the output
// already holds and leaves the bias out; from bit 4 on, the taps that are read (0:
// all). Width and height are multiples of 32. Licence: MIT, Copyright (c) 2026 The
// Sakuga authors.

#include <cuda_runtime.h>
#define TW 32
#define TH 16

// weights: [j][tap][o], j over CIN (plain) or positive parts then negative parts
// (2*CIN)
template <int CIN, int COUT, bool CR>
__global__ void __launch_bounds__(128)
    layer_forward(const float* __restrict__ X, int xbs, const float* __restrict__ Wt,
                  const float* __restrict__ bias, float* __restrict__ Y, int ybs, int H,
                  int W, int flags) {
    constexpr int CI2 = CR ? 2 * CIN : CIN;
    __shared__ __align__(16) float sx[CIN][TH + 2][36];
    __shared__ __align__(16) float sw[CI2 * 9 * COUT];
    int tid = threadIdx.x, bx = blockIdx.x * TW, by = blockIdx.y * TH;
    const float* xb = X + (size_t)blockIdx.z * xbs;
    for (int i = tid; i < CI2 * 9 * COUT; i += 128) sw[i] = Wt[i];
    for (int i = tid; i < CIN * (TH + 2) * 34; i += 128) {
        int c = i / ((TH + 2) * 34), r = i % ((TH + 2) * 34), yy = r / 34, xx = r % 34;
        int gy = min(max(by + yy - 1, 0), H - 1), gx = min(max(bx + xx - 1, 0), W - 1);
        sx[c][yy][xx] = xb[(c * H + gy) * W + gx];
    }
    __syncthreads();
    int tx = tid & 7, ty = tid >> 3;
    const int taps = (flags >> 4) ? (flags >> 4) : 511;
    float acc[4][COUT];
#pragma unroll
    for (int p = 0; p < 4; p++)
#pragma unroll
        for (int o = 0; o < COUT; o++) acc[p][o] = (flags & 2) ? 0.f : bias[o];
#pragma unroll 1
    for (int c = 0; c < CIN; c++) {
#pragma unroll
        for (int ky = 0; ky < 3; ky++) {
            float4 a = *(const float4*)&sx[c][ty + ky][4 * tx];
            float2 b = *(const float2*)&sx[c][ty + ky][4 * tx + 4];
            float v[6] = {a.x, a.y, a.z, a.w, b.x, b.y};
#pragma unroll
            for (int kx = 0; kx < 3; kx++) {
                if (!((taps >> (ky * 3 + kx)) & 1)) continue;
                const float4* wp = (const float4*)&sw[(c * 9 + ky * 3 + kx) * COUT];
                const float4* wn =
                    (const float4*)&sw[((CR ? CIN : 0) * 9 + c * 9 + ky * 3 + kx) *
                                       COUT];
#pragma unroll
                for (int q = 0; q < COUT / 4; q++) {
                    float4 w = wp[q], u = wn[q];
#pragma unroll
                    for (int p = 0; p < 4; p++) {
                        float t = v[p + kx];
                        if (CR) {
                            float tp = fmaxf(t, 0.f), tn = fmaxf(-t, 0.f);
                            acc[p][4 * q + 0] += tp * w.x + tn * u.x;
                            acc[p][4 * q + 1] += tp * w.y + tn * u.y;
                            acc[p][4 * q + 2] += tp * w.z + tn * u.z;
                            acc[p][4 * q + 3] += tp * w.w + tn * u.w;
                        } else {
                            acc[p][4 * q + 0] += t * w.x;
                            acc[p][4 * q + 1] += t * w.y;
                            acc[p][4 * q + 2] += t * w.z;
                            acc[p][4 * q + 3] += t * w.w;
                        }
                    }
                }
            }
        }
    }
    float* yb = Y + (size_t)blockIdx.z * ybs;
    int gy = by + ty, gx = bx + 4 * tx;
#pragma unroll
    for (int o = 0; o < COUT; o++) {
        float4 r = {acc[0][o], acc[1][o], acc[2][o], acc[3][o]};
        if (flags & 2) {
            float4 z = *(const float4*)&yb[(o * H + gy) * W + gx];
            r.x += z.x;
            r.y += z.y;
            r.z += z.z;
            r.w += z.w;
        }
        *(float4*)&yb[(o * H + gy) * W + gx] = r;
    }
}

template <int CIN, int COUT>
__global__ void __launch_bounds__(128)
    layer_data_gradient(const float* __restrict__ dY, int ybs,
                        const float* __restrict__ Wt, const float* __restrict__ X,
                        int xbs, float* __restrict__ dX, int dbs, int H, int W,
                        int flags) {
    __shared__ __align__(16) float sd[COUT][TH + 2][36];
    __shared__ __align__(16) float sw[COUT * 9 * 2 * CIN];
    int tid = threadIdx.x, bx = blockIdx.x * TW, by = blockIdx.y * TH;
    const float* db = dY + (size_t)blockIdx.z * ybs;
    for (int i = tid; i < COUT * 9 * 2 * CIN; i += 128) {
        int o = i % COUT, t = (i / COUT) % 9, j = i / (COUT * 9);
        sw[(o * 9 + t) * 2 * CIN + j] = Wt[i];
    }
    for (int i = tid; i < COUT * (TH + 2) * 34; i += 128) {
        int c = i / ((TH + 2) * 34), r = i % ((TH + 2) * 34), yy = r / 34, xx = r % 34,
            gy = by + yy - 1, gx = bx + xx - 1;
        sd[c][yy][xx] =
            (gy >= 0 && gy < H && gx >= 0 && gx < W) ? db[(c * H + gy) * W + gx] : 0.f;
    }
    __syncthreads();
    int tx = tid & 7, ty = tid >> 3, gy = by + ty, gx = bx + 4 * tx;
    const int taps = (flags >> 4) ? (flags >> 4) : 511;
    const float* xb = X + (size_t)blockIdx.z * xbs;
    float* ob = dX + (size_t)blockIdx.z * dbs;
#pragma unroll 1
    for (int cc = 0; cc < CIN; cc += 4) {
        float ap[4][4], an[4][4];
#pragma unroll
        for (int p = 0; p < 4; p++)
#pragma unroll
            for (int k = 0; k < 4; k++) {
                ap[p][k] = 0.f;
                an[p][k] = 0.f;
            }
#pragma unroll 1
        for (int o = 0; o < COUT; o++) {
#pragma unroll
            for (int ky = 0; ky < 3; ky++) {
                float4 a = *(const float4*)&sd[o][ty + 2 - ky][4 * tx];
                float2 b = *(const float2*)&sd[o][ty + 2 - ky][4 * tx + 4];
                float v[6] = {a.x, a.y, a.z, a.w, b.x, b.y};
#pragma unroll
                for (int kx = 0; kx < 3; kx++) {
                    if (!((taps >> (ky * 3 + kx)) & 1)) continue;
                    float4 w = *(
                               const float4*)&sw[(o * 9 + ky * 3 + kx) * 2 * CIN + cc],
                           u = *(const float4
                                     *)&sw[(o * 9 + ky * 3 + kx) * 2 * CIN + CIN + cc];
#pragma unroll
                    for (int p = 0; p < 4; p++) {
                        float d = v[p + 2 - kx];
                        ap[p][0] += d * w.x;
                        ap[p][1] += d * w.y;
                        ap[p][2] += d * w.z;
                        ap[p][3] += d * w.w;
                        an[p][0] += d * u.x;
                        an[p][1] += d * u.y;
                        an[p][2] += d * u.z;
                        an[p][3] += d * u.w;
                    }
                }
            }
        }
#pragma unroll
        for (int k = 0; k < 4; k++) {
            size_t ix = (size_t)((cc + k) * H + gy) * W + gx;
            float4 x = *(const float4*)&xb[ix];
            float4 r;
            r.x = x.x > 0 ? ap[0][k] : -an[0][k];
            r.y = x.y > 0 ? ap[1][k] : -an[1][k];
            r.z = x.z > 0 ? ap[2][k] : -an[2][k];
            r.w = x.w > 0 ? ap[3][k] : -an[3][k];
            if (flags & 1) {
                float4 z = *(const float4*)&ob[ix];
                r.x += z.x;
                r.y += z.y;
                r.z += z.z;
                r.w += z.w;
            }
            *(float4*)&ob[ix] = r;
        }
    }
}

template <int CIN, int COUT, bool CR>
__global__ void __launch_bounds__(128)
    layer_weight_gradient(const float* __restrict__ X, int xbs,
                          const float* __restrict__ dY, int ybs, float* __restrict__ dW,
                          float* __restrict__ dB, int B, int H, int W, int taps) {
    __shared__ float sx[4][34][35];
    __shared__ float4 sd[32][33];
    int tid = threadIdx.x, c = tid >> 5, row = tid & 31, c0 = blockIdx.y * 4,
        oq = blockIdx.z;
    int nx = W / 32, ny = H / 32, nt = B * nx * ny;
    float4 P[9], Nn[9], bs = {0, 0, 0, 0};
#pragma unroll
    for (int i = 0; i < 9; i++) {
        P[i] = {0, 0, 0, 0};
        Nn[i] = {0, 0, 0, 0};
    }
    for (int t = blockIdx.x; t < nt; t += gridDim.x) {
        int b = t / (nx * ny), r = t % (nx * ny), by = (r / nx) * 32,
            bx = (r % nx) * 32;
        const float* xb = X + (size_t)b * xbs;
        const float* db = dY + (size_t)b * ybs + (size_t)oq * 4 * H * W;
        __syncthreads();
        for (int i = tid; i < 4 * 34 * 34; i += 128) {
            int k = i / (34 * 34), q = i % (34 * 34), yy = q / 34, xx = q % 34;
            int gy = min(max(by + yy - 1, 0), H - 1),
                gx = min(max(bx + xx - 1, 0), W - 1);
            sx[k][yy][xx] =
                (c0 + k < CIN) ? xb[((size_t)(c0 + k) * H + gy) * W + gx] : 0.f;
        }
        for (int i = tid; i < 1024; i += 128) {
            int yy = i >> 5, xx = i & 31;
            size_t o = (size_t)(by + yy) * W + bx + xx;
            size_t S = (size_t)H * W;
            sd[yy][xx] = make_float4(db[o], db[o + S], db[o + 2 * S], db[o + 3 * S]);
        }
        __syncthreads();
        if (c0 + c < CIN) {
            float a[3][3];
#pragma unroll
            for (int k = 0; k < 3; k++) {
                a[k][1] = sx[c][row + k][0];
                a[k][2] = sx[c][row + k][1];
            }
#pragma unroll 4
            for (int x = 0; x < 32; x++) {
                float4 d = sd[row][x];
                bs.x += d.x;
                bs.y += d.y;
                bs.z += d.z;
                bs.w += d.w;
#pragma unroll
                for (int k = 0; k < 3; k++) {
                    a[k][0] = a[k][1];
                    a[k][1] = a[k][2];
                    a[k][2] = sx[c][row + k][x + 2];
#pragma unroll
                    for (int l = 0; l < 3; l++) {
                        float v = a[k][l];
                        int i = k * 3 + l;
                        if (!((taps >> i) & 1)) continue;
                        if (CR) {
                            float p = fmaxf(v, 0.f), n = fmaxf(-v, 0.f);
                            P[i].x += p * d.x;
                            P[i].y += p * d.y;
                            P[i].z += p * d.z;
                            P[i].w += p * d.w;
                            Nn[i].x += n * d.x;
                            Nn[i].y += n * d.y;
                            Nn[i].z += n * d.z;
                            Nn[i].w += n * d.w;
                        } else {
                            P[i].x += v * d.x;
                            P[i].y += v * d.y;
                            P[i].z += v * d.z;
                            P[i].w += v * d.w;
                        }
                    }
                }
            }
        }
    }
    if (c0 + c >= CIN) return;
#pragma unroll
    for (int i = 0; i < 9; i++) {
        if (!((taps >> i) & 1)) continue;
        float v[8] = {P[i].x,  P[i].y,  P[i].z,  P[i].w,
                      Nn[i].x, Nn[i].y, Nn[i].z, Nn[i].w};
#pragma unroll
        for (int k = 0; k < (CR ? 8 : 4); k++) {
            float s = v[k];
#pragma unroll
            for (int m = 16; m; m >>= 1) s += __shfl_xor_sync(0xffffffffu, s, m);
            if (row == 0)
                atomicAdd(
                    &dW[((c0 + c + (k >> 2) * CIN) * 9 + i) * COUT + oq * 4 + (k & 3)],
                    s);
        }
    }
    if (c0 + c == 0) {
        float v[4] = {bs.x, bs.y, bs.z, bs.w};
#pragma unroll
        for (int k = 0; k < 4; k++) {
            float s = v[k];
#pragma unroll
            for (int m = 16; m; m >>= 1) s += __shfl_xor_sync(0xffffffffu, s, m);
            if (row == 0) atomicAdd(&dB[oq * 4 + k], s);
        }
    }
}

// 1x1 head over CH raw channels -> COUT; weights [j][o], j over 2*CH (positive block,
// negative block)
template <int COUT>
__global__ void __launch_bounds__(128)
    head_forward(const float* __restrict__ A, int abs_, int CH,
                 const float* __restrict__ Wt, const float* __restrict__ bias,
                 float* __restrict__ O, int HW) {
    __shared__ __align__(16) float sw[2 * 96 * COUT];
    for (int i = threadIdx.x; i < 2 * CH * COUT; i += 128) sw[i] = Wt[i];
    __syncthreads();
    int q = blockIdx.x * 128 + threadIdx.x;
    if (q >= HW / 4) return;
    const float4* a = (const float4*)(A + (size_t)blockIdx.y * abs_) + q;
    float4 acc[COUT];
#pragma unroll
    for (int o = 0; o < COUT; o++) {
        float b = bias[o];
        acc[o] = {b, b, b, b};
    }
#pragma unroll 2
    for (int c = 0; c < CH; c++) {
        float4 x = a[(size_t)c * (HW / 4)];
        float4 p = {fmaxf(x.x, 0.f), fmaxf(x.y, 0.f), fmaxf(x.z, 0.f), fmaxf(x.w, 0.f)},
               n = {fmaxf(-x.x, 0.f), fmaxf(-x.y, 0.f), fmaxf(-x.z, 0.f),
                    fmaxf(-x.w, 0.f)};
#pragma unroll
        for (int o = 0; o < COUT; o++) {
            float w = sw[c * COUT + o], u = sw[(CH + c) * COUT + o];
            acc[o].x += p.x * w + n.x * u;
            acc[o].y += p.y * w + n.y * u;
            acc[o].z += p.z * w + n.z * u;
            acc[o].w += p.w * w + n.w * u;
        }
    }
    float4* ob = (float4*)(O + (size_t)blockIdx.y * COUT * HW) + q;
#pragma unroll
    for (int o = 0; o < COUT; o++) ob[(size_t)o * (HW / 4)] = acc[o];
}
template <int COUT>
__global__ void __launch_bounds__(128)
    head_data_gradient(const float* __restrict__ dO, const float* __restrict__ Wt,
                       const float* __restrict__ A, float* __restrict__ dA, int abs_,
                       int CH, int HW) {
    __shared__ __align__(16) float sw[2 * 96 * COUT];
    for (int i = threadIdx.x; i < 2 * CH * COUT; i += 128) sw[i] = Wt[i];
    __syncthreads();
    int q = blockIdx.x * 128 + threadIdx.x;
    if (q >= HW / 4) return;
    const float4* db = (const float4*)(dO + (size_t)blockIdx.y * COUT * HW) + q;
    float4 d[COUT];
#pragma unroll
    for (int o = 0; o < COUT; o++) d[o] = db[(size_t)o * (HW / 4)];
    const float4* a = (const float4*)(A + (size_t)blockIdx.y * abs_) + q;
    float4* da = (float4*)(dA + (size_t)blockIdx.y * abs_) + q;
#pragma unroll 2
    for (int c = 0; c < CH; c++) {
        float4 x = a[(size_t)c * (HW / 4)], r = {0, 0, 0, 0}, s = {0, 0, 0, 0};
#pragma unroll
        for (int o = 0; o < COUT; o++) {
            float w = sw[c * COUT + o], u = sw[(CH + c) * COUT + o];
            r.x += d[o].x * w;
            r.y += d[o].y * w;
            r.z += d[o].z * w;
            r.w += d[o].w * w;
            s.x += d[o].x * u;
            s.y += d[o].y * u;
            s.z += d[o].z * u;
            s.w += d[o].w * u;
        }
        r.x = x.x > 0 ? r.x : -s.x;
        r.y = x.y > 0 ? r.y : -s.y;
        r.z = x.z > 0 ? r.z : -s.z;
        r.w = x.w > 0 ? r.w : -s.w;
        da[(size_t)c * (HW / 4)] = r;
    }
}
template <int COUT>
__global__ void __launch_bounds__(256)
    head_weight_gradient(const float* __restrict__ dO, const float* __restrict__ A,
                         int abs_, int CH, float* __restrict__ dW,
                         float* __restrict__ dB, int B, int HW, int chunk4) {
    int lane = threadIdx.x & 31, c = blockIdx.y * 8 + (threadIdx.x >> 5);
    if (c >= CH) return;
    int H4 = HW / 4;
    long tot = (long)B * H4, q0 = (long)blockIdx.x * chunk4, q1 = min(q0 + chunk4, tot);
    float p[COUT], n[COUT], bsum[COUT];
#pragma unroll
    for (int o = 0; o < COUT; o++) {
        p[o] = 0;
        n[o] = 0;
        bsum[o] = 0;
    }
    for (long q = q0 + lane; q < q1; q += 32) {
        int b = q / H4, r = q % H4;
        float4 x = ((const float4*)(A + (size_t)b * abs_))[(size_t)c * H4 + r];
        const float4* db = (const float4*)(dO + (size_t)b * COUT * HW) + r;
#pragma unroll
        for (int o = 0; o < COUT; o++) {
            float4 d = db[(size_t)o * H4];
            p[o] += fmaxf(x.x, 0.f) * d.x + fmaxf(x.y, 0.f) * d.y +
                    fmaxf(x.z, 0.f) * d.z + fmaxf(x.w, 0.f) * d.w;
            n[o] += fmaxf(-x.x, 0.f) * d.x + fmaxf(-x.y, 0.f) * d.y +
                    fmaxf(-x.z, 0.f) * d.z + fmaxf(-x.w, 0.f) * d.w;
            bsum[o] += d.x + d.y + d.z + d.w;
        }
    }
#pragma unroll
    for (int o = 0; o < COUT; o++) {
        float s = p[o], t = n[o], u = bsum[o];
#pragma unroll
        for (int m = 16; m; m >>= 1) {
            s += __shfl_xor_sync(0xffffffffu, s, m);
            t += __shfl_xor_sync(0xffffffffu, t, m);
            u += __shfl_xor_sync(0xffffffffu, u, m);
        }
        if (lane == 0) {
            atomicAdd(&dW[c * COUT + o], s);
            atomicAdd(&dW[(CH + c) * COUT + o], t);
            if (c == 0) atomicAdd(&dB[o], u);
        }
    }
}

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
#define CASES(M)                                                             \
    M(8, 4, true)                                                            \
    M(12, 4, true) M(3, 4, false) M(4, 4, true) M(3, 8, false) M(8, 8, true) \
        M(8, 12, true) M(3, 12, false) M(12, 12, true)
extern "C" {
int sakuga_layer_forward(int ci, int co, const float* X, int xbs, const float* W_,
                         const float* b, float* Y, int ybs, int B, int H, int W,
                         int flags, ST s) {
    dim3 g(W / TW, H / TH, B);
#define M(a, o, r)                                                                    \
    if (ci == a && co == o) {                                                         \
        layer_forward<a, o, r><<<g, 128, 0, s>>>(X, xbs, W_, b, Y, ybs, H, W, flags); \
        return (int)cudaGetLastError();                                               \
    }
    CASES(M)
#undef M
    return -1;
}
int sakuga_layer_data_gradient(int ci, int co, const float* dY, int ybs,
                               const float* W_, const float* X, int xbs, float* dX,
                               int dbs, int B, int H, int W, int acc, ST s) {
    dim3 g(W / TW, H / TH, B);
#define M(a, o)                                                          \
    if (ci == a && co == o) {                                            \
        layer_data_gradient<a, o>                                        \
            <<<g, 128, 0, s>>>(dY, ybs, W_, X, xbs, dX, dbs, H, W, acc); \
        return (int)cudaGetLastError();                                  \
    }
    M(4, 4)
    M(8, 4) M(12, 4) M(8, 8) M(8, 12) M(12, 12)
#undef M
        return -1;
}
int sakuga_layer_weight_gradient(int ci, int co, const float* X, int xbs,
                                 const float* dY, int ybs, float* dW, float* dB, int B,
                                 int H, int W, int np, ST s) {
    dim3 g(np & 65535, (ci + 3) / 4, co / 4);
#define M(a, o, r)                                                            \
    if (ci == a && co == o) {                                                 \
        layer_weight_gradient<a, o, r><<<g, 128, 0, s>>>(                     \
            X, xbs, dY, ybs, dW, dB, B, H, W, (np >> 16) ? (np >> 16) : 511); \
        return (int)cudaGetLastError();                                       \
    }
    CASES(M)
#undef M
    return -1;
}
int sakuga_head_forward(int co, const float* A, int abs_, int CH, const float* W_,
                        const float* b, float* O, int B, int HW, ST s) {
    dim3 g((HW / 4 + 127) / 128, B);
    if (co == 4)
        head_forward<4><<<g, 128, 0, s>>>(A, abs_, CH, W_, b, O, HW);
    else
        head_forward<12><<<g, 128, 0, s>>>(A, abs_, CH, W_, b, O, HW);
    return (int)cudaGetLastError();
}
int sakuga_head_data_gradient(int co, const float* dO, const float* W_, const float* A,
                              float* dA, int abs_, int CH, int B, int HW, ST s) {
    dim3 g((HW / 4 + 127) / 128, B);
    if (co == 4)
        head_data_gradient<4><<<g, 128, 0, s>>>(dO, W_, A, dA, abs_, CH, HW);
    else
        head_data_gradient<12><<<g, 128, 0, s>>>(dO, W_, A, dA, abs_, CH, HW);
    return (int)cudaGetLastError();
}
int sakuga_head_weight_gradient(int co, const float* dO, const float* A, int abs_,
                                int CH, float* dW, float* dB, int B, int HW, ST s) {
    int ch = 1024;
    long tot = (long)B * HW / 4;
    dim3 g((tot + ch - 1) / ch, (CH + 7) / 8);
    if (co == 4)
        head_weight_gradient<4><<<g, 256, 0, s>>>(dO, A, abs_, CH, dW, dB, B, HW, ch);
    else
        head_weight_gradient<12><<<g, 256, 0, s>>>(dO, A, abs_, CH, dW, dB, B, HW, ch);
    return (int)cudaGetLastError();
}
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
