// Training kernels for thin 3x3 networks whose layers read max(v, 0) and max(-v, 0).
//
// float32 in memory, [batch, channel, y, x] with a stride between batches. Forward passes repeat
// the border; gradients do not cross it (lessons leave the borders out). The same
// arithmetic in NumPy: numpy_engine.py; both are compared before a training begins.
//
// Flags: bit 0 adds to what gradients are already there, bit 1 adds to what the output
// already holds and leaves the bias out; from bit 4 on, the taps that are read (0:
// all). Width and height are multiples of 16. Licence: MIT, Copyright (c) 2026 The
// Sakuga authors.

#include <cuda_runtime.h>
#define TW 32
#define TH 16
#define ACROSS(W) (((W) + TW - 1) / TW)  // tiles; the last one may be half full
#define PITCH 36              // floats between rows of a tile in shared memory
#define PLANE ((TH + 2) * PITCH)  // = 8 mod 32: four planes by eight pixels, 32 banks
#define THREADS 256
#define WARPS 8
#define MOST_GROUPS 1024  // blocks that share the sums of a weight gradient
#define TILES 4  // of 16 pixels that one warp works on: two rows of 32

// The convolutions run on the matrix units: 10 bits of mantissa in (tf32, rounded),
// float32 sums. Whether what comes out is right is measured by kernel_engine.check.
// Lane l of a warp holds, with g = l / 4 and t = l % 4: of A [16][8] (g, t), (g + 8, t),
// (g, t + 4), (g + 8, t + 4); of B [8][8] (t, g), (t + 4, g); of the sum [16][8]
// (g, 2t), (g, 2t + 1), (g + 8, 2t), (g + 8, 2t + 1).
// Source: PTX ISA, mma.m16n8k8, .tf32.
__device__ __forceinline__ float rounded(float x) {
    unsigned bits;
    asm("cvt.rna.tf32.f32 %0, %1;" : "=r"(bits) : "f"(x));
    return __uint_as_float(bits);
}

__device__ __forceinline__ void multiply(float (&sum)[4], float a0, float a1, float a2,
                                         float a3, float b0, float b1) {
    asm volatile(
        "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 "
        "{%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};"
        : "+f"(sum[0]), "+f"(sum[1]), "+f"(sum[2]), "+f"(sum[3])
        : "r"(__float_as_uint(a0)), "r"(__float_as_uint(a1)),
          "r"(__float_as_uint(a2)), "r"(__float_as_uint(a3)),
          "r"(__float_as_uint(b0)), "r"(__float_as_uint(b1)));
}

// Put eight planes of a tile with its rim into shared memory; those after `live` are 0.
// `repeat`: pixels outside repeat the border, else they are 0.
__device__ __forceinline__ void load_tile(float* to, const float* from, int live, int bx,
                                          int by, int H, int W, bool repeat, int plane) {
    for (int i = threadIdx.x; i < 8 * (TH + 2) * 34; i += THREADS) {
        int c = i / ((TH + 2) * 34), r = i % ((TH + 2) * 34), yy = r / 34, xx = r % 34;
        int gy = by + yy - 1, gx = bx + xx - 1;
        int cy = min(max(gy, 0), H - 1), cx = min(max(gx, 0), W - 1);
        bool is_live = c < live && (repeat || (cy == gy && cx == gx));
        to[c * plane + yy * PITCH + xx] =
            is_live ? rounded(from[((size_t)c * H + cy) * W + cx]) : 0.f;
    }
}

// weights: [j][tap][o], j over CIN (plain) or positive parts then negative parts
// (2*CIN). CIN is at most 8.
template <int CIN, int COUT, bool CR>
__global__ void __launch_bounds__(THREADS)
    layer_forward(const float* __restrict__ X, int xbs, const float* __restrict__ Wt,
                  const float* __restrict__ bias, float* __restrict__ Y, int ybs, int H,
                  int W, int flags) {
    constexpr int NT = (COUT + 7) / 8, SIGNS = CR ? 2 : 1;
    __shared__ float sx[8 * PLANE];
    __shared__ float2 sw[9 * SIGNS * NT * 32];
    int tid = threadIdx.x, bx = blockIdx.x * TW, by = blockIdx.y * TH;
    for (int i = tid; i < 9 * SIGNS * NT * 32; i += THREADS) {
        int lane = i & 31, n = (i >> 5) % NT, sign = (i >> 5) / NT % SIGNS,
            tap = (i >> 5) / NT / SIGNS;
        int o = n * 8 + lane / 4, c = lane % 4;
        const float* w = Wt + ((sign * CIN + c) * 9 + tap) * COUT + o;
        sw[i].x = (o < COUT && c < CIN) ? rounded(w[0]) : 0.f;
        sw[i].y = (o < COUT && c + 4 < CIN) ? rounded(w[4 * 9 * COUT]) : 0.f;
    }
    load_tile(sx, X + (size_t)blockIdx.z * xbs, CIN, bx, by, H, W, true, PLANE);
    __syncthreads();
    int lane = tid & 31, g = lane >> 2, t = lane & 3, y0 = (tid >> 5) * 2;
    const int taps = (flags >> 4) ? (flags >> 4) : 511;
    float sum[TILES][NT][4];
#pragma unroll
    for (int n = 0; n < NT; n++) {
        int o = n * 8 + 2 * t;
        float p = (flags & 2) || o >= COUT ? 0.f : bias[o];
        float q = (flags & 2) || o >= COUT ? 0.f : bias[o + 1];
#pragma unroll
        for (int k = 0; k < TILES; k++) {
            sum[k][n][0] = sum[k][n][2] = p;
            sum[k][n][1] = sum[k][n][3] = q;
        }
    }
#pragma unroll 1
    for (int tap = 0; tap < 9; tap++) {
        if (!((taps >> tap) & 1)) continue;
        int ky = tap / 3, kx = tap % 3;
#pragma unroll
        for (int k = 0; k < TILES; k++) {
            const float* at =
                sx + t * PLANE + (y0 + k / 2 + ky) * PITCH + (k & 1) * 16 + g + kx;
            float a0 = at[0], a1 = at[8], a2 = 0.f, a3 = 0.f;
            if (CIN > 4) {
                a2 = at[4 * PLANE];
                a3 = at[4 * PLANE + 8];
            }
#pragma unroll
            for (int n = 0; n < NT; n++) {
                float2 b = sw[(tap * SIGNS * NT + n) * 32 + lane];
                if (!CR) {
                    multiply(sum[k][n], a0, a1, a2, a3, b.x, b.y);
                    continue;
                }
                float2 d = sw[((tap * SIGNS + SIGNS - 1) * NT + n) * 32 + lane];
                multiply(sum[k][n], fmaxf(a0, 0.f), fmaxf(a1, 0.f), fmaxf(a2, 0.f),
                         fmaxf(a3, 0.f), b.x, b.y);
                multiply(sum[k][n], fmaxf(-a0, 0.f), fmaxf(-a1, 0.f), fmaxf(-a2, 0.f),
                         fmaxf(-a3, 0.f), d.x, d.y);
            }
        }
    }
    float* yb = Y + (size_t)blockIdx.z * ybs;
#pragma unroll
    for (int k = 0; k < TILES; k++)
#pragma unroll
        for (int n = 0; n < NT; n++)
#pragma unroll
            for (int r = 0; r < 4; r++) {
                int o = n * 8 + 2 * t + (r & 1), gy = by + y0 + k / 2,
                    gx = bx + (k & 1) * 16 + g + (r >> 1) * 8;
                if (o >= COUT || gx >= W) continue;
                float* to = yb + ((size_t)o * H + gy) * W + gx;
                *to = sum[k][n][r] + ((flags & 2) ? *to : 0.f);
            }
}

// CIN, COUT: of the layer; read are COUT gradients, written CIN. COUT is at most 8.
template <int CIN, int COUT>
__global__ void __launch_bounds__(THREADS)
    layer_data_gradient(const float* __restrict__ dY, int ybs,
                        const float* __restrict__ Wt, const float* __restrict__ X,
                        int xbs, float* __restrict__ dX, int dbs, int H, int W,
                        int flags) {
    constexpr int KG = (COUT + 7) / 8;
    __shared__ float sd[8 * PLANE];
    __shared__ float2 sw[9 * 2 * 32];
    int tid = threadIdx.x, bx = blockIdx.x * TW, by = blockIdx.y * TH;
    int lane = tid & 31, g = lane >> 2, t = lane & 3, y0 = (tid >> 5) * 2;
    const int taps = (flags >> 4) ? (flags >> 4) : 511;
    float sum[TILES][2][4] = {};
#pragma unroll 1
    for (int part = 0; part < KG; part++) {
        __syncthreads();
        for (int i = tid; i < 9 * 2 * 32; i += THREADS) {
            int l = i & 31, sign = (i >> 5) & 1, tap = i >> 6, c = l / 4,
                o = part * 8 + l % 4;
            const float* w = Wt + ((sign * CIN + c) * 9 + tap) * COUT + o;
            sw[i].x = (c < CIN && o < COUT) ? rounded(w[0]) : 0.f;
            sw[i].y = (c < CIN && o + 4 < COUT) ? rounded(w[4]) : 0.f;
        }
        load_tile(sd, dY + (size_t)blockIdx.z * ybs + (size_t)part * 8 * H * W,
                  COUT - part * 8, bx, by, H, W, false, PLANE);
        __syncthreads();
#pragma unroll 1
        for (int tap = 0; tap < 9; tap++) {
            if (!((taps >> tap) & 1)) continue;
            int ky = 2 - tap / 3, kx = 2 - tap % 3;
            float2 b = sw[(tap * 2) * 32 + lane], d = sw[(tap * 2 + 1) * 32 + lane];
#pragma unroll
            for (int k = 0; k < TILES; k++) {
                const float* at =
                    sd + t * PLANE + (y0 + k / 2 + ky) * PITCH + (k & 1) * 16 + g + kx;
                float a0 = at[0], a1 = at[8], a2 = 0.f, a3 = 0.f;
                if (COUT > 4) {
                    a2 = at[4 * PLANE];
                    a3 = at[4 * PLANE + 8];
                }
                multiply(sum[k][0], a0, a1, a2, a3, b.x, b.y);
                multiply(sum[k][1], a0, a1, a2, a3, d.x, d.y);
            }
        }
    }
    const float* xb = X + (size_t)blockIdx.z * xbs;
    float* ob = dX + (size_t)blockIdx.z * dbs;
#pragma unroll
    for (int k = 0; k < TILES; k++)
#pragma unroll
        for (int r = 0; r < 4; r++) {
            int c = 2 * t + (r & 1), gy = by + y0 + k / 2,
                gx = bx + (k & 1) * 16 + g + (r >> 1) * 8;
            if (c >= CIN || gx >= W) continue;
            size_t ix = ((size_t)c * H + gy) * W + gx;
            float v = xb[ix] > 0 ? sum[k][0][r] : -sum[k][1][r];
            ob[ix] = v + ((flags & 1) ? ob[ix] : 0.f);
        }
}

#define XPLANE (PLANE + 4)   // = 12 mod 32: eight planes by four pixels, 32 banks
#define DPLANE (TH * TW + 4)  // = 4 mod 32

template <int CIN, int COUT, bool CR>
__global__ void __launch_bounds__(THREADS)
    layer_weight_gradient(const float* __restrict__ X, int xbs,
                          const float* __restrict__ dY, int ybs, float* __restrict__ dW,
                          float* __restrict__ dB, int B, int H, int W, int taps) {
    // First the tiles of X and dY, at the end the sums of the eight warps.
    __shared__ float pool[8 * (XPLANE + DPLANE)];
    __shared__ float biases[WARPS][8];
    static_assert(WARPS * 9 * 128 <= 8 * (XPLANE + DPLANE), "sums do not fit");
    float *sx = pool, *sd = pool + 8 * XPLANE;
    int tid = threadIdx.x, warp = tid >> 5, lane = tid & 31, g = lane >> 2, t = lane & 3,
        o0 = blockIdx.y * 8;
    int nx = ACROSS(W), ny = H / TH, nt = B * nx * ny;
    float sum[9][4] = {}, bias = 0.f;
    for (int tile = blockIdx.x; tile < nt; tile += gridDim.x) {
        int b = tile / (nx * ny), r = tile % (nx * ny), by = (r / nx) * TH,
            bx = (r % nx) * TW;
        const float* db = dY + (size_t)b * ybs + (size_t)o0 * H * W;
        __syncthreads();
        load_tile(sx, X + (size_t)b * xbs, CIN, bx, by, H, W, true, XPLANE);
        for (int i = tid; i < 8 * TH * TW; i += THREADS) {
            int c = i / (TH * TW), yy = i / TW % TH, xx = i % TW;
            sd[c * DPLANE + yy * TW + xx] =
                o0 + c < COUT && bx + xx < W
                    ? rounded(db[((size_t)c * H + by + yy) * W + bx + xx])
                    : 0.f;
        }
        __syncthreads();
#pragma unroll 1
        for (int k = 0; k < 8; k++) {
            int y = warp * 2 + k / 4, x = (k & 3) * 8 + t;
            const float* d = sd + g * DPLANE + y * TW + x;
            float b0 = d[0], b1 = d[4];
            bias += b0 + b1;
#pragma unroll
            for (int tap = 0; tap < 9; tap++) {
                if (!((taps >> tap) & 1)) continue;
                const float* a = sx + g * XPLANE + (y + tap / 3) * PITCH + x + tap % 3;
                float v = a[0], u = a[4];
                if (CR)
                    multiply(sum[tap], fmaxf(v, 0.f), fmaxf(-v, 0.f), fmaxf(u, 0.f),
                             fmaxf(-u, 0.f), b0, b1);
                else
                    multiply(sum[tap], v, 0.f, u, 0.f, b0, b1);
            }
        }
    }
    bias += __shfl_xor_sync(0xffffffffu, bias, 1);
    bias += __shfl_xor_sync(0xffffffffu, bias, 2);
    if (t == 0) biases[warp][g] = bias;
    __syncthreads();
#pragma unroll
    for (int tap = 0; tap < 9; tap++)
#pragma unroll
        for (int r = 0; r < 4; r++)
            pool[(warp * 9 + tap) * 128 + (g + 8 * (r >> 1)) * 8 + 2 * t + (r & 1)] =
                sum[tap][r];
    __syncthreads();
    for (int i = tid; i < 9 * 128; i += THREADS) {
        int tap = i >> 7, row = (i >> 3) & 15, c = row & 7, o = o0 + (i & 7);
        if (!((taps >> tap) & 1) || c >= CIN || o >= COUT || (!CR && row > 7)) continue;
        float total = 0.f;
        for (int w = 0; w < WARPS; w++) total += pool[w * 9 * 128 + i];
        int j = row < 8 ? c : CIN + c;
        atomicAdd(&dW[(j * 9 + tap) * COUT + o], total);
    }
    if (tid < 8 && o0 + tid < COUT) {
        float total = 0.f;
        for (int w = 0; w < WARPS; w++) total += biases[w][tid];
        atomicAdd(&dB[o0 + tid], total);
    }
}

#define OUTPUTS 4
// 1x1 head over CH raw channels -> OUTPUTS; weights [j][o], j over 2*CH (positive block,
// negative block)
__global__ void __launch_bounds__(128)
    head_forward(const float* __restrict__ A, int abs_, int CH,
                 const float* __restrict__ Wt, const float* __restrict__ bias,
                 float* __restrict__ O, int HW) {
    __shared__ __align__(16) float sw[2 * 96 * OUTPUTS];
    for (int i = threadIdx.x; i < 2 * CH * OUTPUTS; i += 128) sw[i] = Wt[i];
    __syncthreads();
    int q = blockIdx.x * 128 + threadIdx.x;
    if (q >= HW / 4) return;
    const float4* a = (const float4*)(A + (size_t)blockIdx.y * abs_) + q;
    float4 acc[OUTPUTS];
#pragma unroll
    for (int o = 0; o < OUTPUTS; o++) {
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
        for (int o = 0; o < OUTPUTS; o++) {
            float w = sw[c * OUTPUTS + o], u = sw[(CH + c) * OUTPUTS + o];
            acc[o].x += p.x * w + n.x * u;
            acc[o].y += p.y * w + n.y * u;
            acc[o].z += p.z * w + n.z * u;
            acc[o].w += p.w * w + n.w * u;
        }
    }
    float4* ob = (float4*)(O + (size_t)blockIdx.y * OUTPUTS * HW) + q;
#pragma unroll
    for (int o = 0; o < OUTPUTS; o++) ob[(size_t)o * (HW / 4)] = acc[o];
}
__global__ void __launch_bounds__(128)
    head_data_gradient(const float* __restrict__ dO, const float* __restrict__ Wt,
                       const float* __restrict__ A, float* __restrict__ dA, int abs_,
                       int CH, int HW) {
    __shared__ __align__(16) float sw[2 * 96 * OUTPUTS];
    for (int i = threadIdx.x; i < 2 * CH * OUTPUTS; i += 128) sw[i] = Wt[i];
    __syncthreads();
    int q = blockIdx.x * 128 + threadIdx.x;
    if (q >= HW / 4) return;
    const float4* db = (const float4*)(dO + (size_t)blockIdx.y * OUTPUTS * HW) + q;
    float4 d[OUTPUTS];
#pragma unroll
    for (int o = 0; o < OUTPUTS; o++) d[o] = db[(size_t)o * (HW / 4)];
    const float4* a = (const float4*)(A + (size_t)blockIdx.y * abs_) + q;
    float4* da = (float4*)(dA + (size_t)blockIdx.y * abs_) + q;
#pragma unroll 2
    for (int c = 0; c < CH; c++) {
        float4 x = a[(size_t)c * (HW / 4)], r = {0, 0, 0, 0}, s = {0, 0, 0, 0};
#pragma unroll
        for (int o = 0; o < OUTPUTS; o++) {
            float w = sw[c * OUTPUTS + o], u = sw[(CH + c) * OUTPUTS + o];
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
__global__ void __launch_bounds__(256)
    head_weight_gradient(const float* __restrict__ dO, const float* __restrict__ A,
                         int abs_, int CH, float* __restrict__ dW,
                         float* __restrict__ dB, int B, int HW, int chunk4) {
    int lane = threadIdx.x & 31, c = blockIdx.y * 8 + (threadIdx.x >> 5);
    if (c >= CH) return;
    int H4 = HW / 4;
    long tot = (long)B * H4, q0 = (long)blockIdx.x * chunk4, q1 = min(q0 + chunk4, tot);
    float p[OUTPUTS], n[OUTPUTS], bsum[OUTPUTS];
#pragma unroll
    for (int o = 0; o < OUTPUTS; o++) {
        p[o] = 0;
        n[o] = 0;
        bsum[o] = 0;
    }
    for (long q = q0 + lane; q < q1; q += 32) {
        int b = q / H4, r = q % H4;
        float4 x = ((const float4*)(A + (size_t)b * abs_))[(size_t)c * H4 + r];
        const float4* db = (const float4*)(dO + (size_t)b * OUTPUTS * HW) + r;
#pragma unroll
        for (int o = 0; o < OUTPUTS; o++) {
            float4 d = db[(size_t)o * H4];
            p[o] += fmaxf(x.x, 0.f) * d.x + fmaxf(x.y, 0.f) * d.y +
                    fmaxf(x.z, 0.f) * d.z + fmaxf(x.w, 0.f) * d.w;
            n[o] += fmaxf(-x.x, 0.f) * d.x + fmaxf(-x.y, 0.f) * d.y +
                    fmaxf(-x.z, 0.f) * d.z + fmaxf(-x.w, 0.f) * d.w;
            bsum[o] += d.x + d.y + d.z + d.w;
        }
    }
#pragma unroll
    for (int o = 0; o < OUTPUTS; o++) {
        float s = p[o], t = n[o], u = bsum[o];
#pragma unroll
        for (int m = 16; m; m >>= 1) {
            s += __shfl_xor_sync(0xffffffffu, s, m);
            t += __shfl_xor_sync(0xffffffffu, t, m);
            u += __shfl_xor_sync(0xffffffffu, u, m);
        }
        if (lane == 0) {
            atomicAdd(&dW[c * OUTPUTS + o], s);
            atomicAdd(&dW[(CH + c) * OUTPUTS + o], t);
            if (c == 0) atomicAdd(&dB[o], u);
        }
    }
}

typedef cudaStream_t ST;
#define CASES(M)                                             \
    M(3, 4, false) M(4, 4, true) M(3, 8, false) M(4, 8, false) \
        M(8, 8, true) M(8, 4, true)
extern "C" {
int sakuga_layer_forward(int ci, int co, const float* X, int xbs, const float* W_,
                         const float* b, float* Y, int ybs, int B, int H, int W,
                         int flags, ST s) {
    dim3 g(ACROSS(W), H / TH, B);
#define M(a, o, r)                                                                   \
    if (ci == a && co == o) {                                                        \
        layer_forward<a, o, r>                                                       \
            <<<g, THREADS, 0, s>>>(X, xbs, W_, b, Y, ybs, H, W, flags);              \
        return (int)cudaGetLastError();                                              \
    }
    CASES(M)
#undef M
    return -1;
}
int sakuga_layer_data_gradient(int ci, int co, const float* dY, int ybs,
                               const float* W_, const float* X, int xbs, float* dX,
                               int dbs, int B, int H, int W, int flags, ST s) {
    dim3 g(ACROSS(W), H / TH, B);
#define M(a, o, r)                                                             \
    if (r && ci == a && co == o) {                                             \
        layer_data_gradient<a, o>                                              \
            <<<g, THREADS, 0, s>>>(dY, ybs, W_, X, xbs, dX, dbs, H, W, flags); \
        return (int)cudaGetLastError();                                        \
    }
    CASES(M)
#undef M
    return -1;
}
int sakuga_layer_weight_gradient(int ci, int co, const float* X, int xbs,
                                 const float* dY, int ybs, float* dW, float* dB, int B,
                                 int H, int W, int taps, ST s) {
    int tiles = B * ACROSS(W) * (H / TH);
    dim3 g(tiles < MOST_GROUPS ? tiles : MOST_GROUPS, (co + 7) / 8);
#define M(a, o, r)                                                              \
    if (ci == a && co == o) {                                                   \
        layer_weight_gradient<a, o, r><<<g, THREADS, 0, s>>>(                   \
            X, xbs, dY, ybs, dW, dB, B, H, W, taps ? taps : 511);               \
        return (int)cudaGetLastError();                                         \
    }
    CASES(M)
#undef M
    return -1;
}
int sakuga_head_forward(const float* A, int abs_, int CH, const float* W_,
                        const float* b, float* O, int B, int HW, ST s) {
    dim3 g((HW / 4 + 127) / 128, B);
    head_forward<<<g, 128, 0, s>>>(A, abs_, CH, W_, b, O, HW);
    return (int)cudaGetLastError();
}
int sakuga_head_data_gradient(const float* dO, const float* W_, const float* A,
                              float* dA, int abs_, int CH, int B, int HW, ST s) {
    dim3 g((HW / 4 + 127) / 128, B);
    head_data_gradient<<<g, 128, 0, s>>>(dO, W_, A, dA, abs_, CH, HW);
    return (int)cudaGetLastError();
}
int sakuga_head_weight_gradient(const float* dO, const float* A, int abs_,
                                int CH, float* dW, float* dB, int B, int HW, ST s) {
    int ch = 1024;
    long tot = (long)B * HW / 4;
    dim3 g((tot + ch - 1) / ch, (CH + 7) / 8);
    head_weight_gradient<<<g, 256, 0, s>>>(dO, A, abs_, CH, dW, dB, B, HW, ch);
    return (int)cudaGetLastError();
}
}
