// Sakuga Thin VeryFast: makes lines thinner; works out the direction at a quarter of the resolution.
//
// Purpose: every point is read a little farther from the nearest line than it lies, so
//   lines shrink and the areas between them grow. It is a warp: text and grain move
//   too.
// Input: MAIN. Output: MAIN, same size.
// Colour state: gamma-encoded R'G'B'.
// Cost: 6 passes; 1 texture read per quarter pixel, 8 + 3 + 3 + 8 per sixteenth, 2 per
//   pixel at 1080 lines (the blur's radius grows with the height).
// Idea: warp sharpening along the gradient of a blurred edge map (Arad and Gotsman,
//   1999), as in the Anime4K shader of that name by bloc97; written anew from its
//   description.
// Licence: MIT, see LICENSE.

//!PARAM STRENGTH
//!DESC How far lines are drawn in, in pixels at 1080 lines
//!TYPE float
//!MINIMUM 0.0
//!MAXIMUM 2.0
0.6

//!DESC Sakuga Thin VeryFast: luma
//!HOOK MAIN
//!BIND HOOKED
//!SAVE SAKUGA_THIN
//!WIDTH HOOKED.w 2 /
//!HEIGHT HOOKED.h 2 /
//!COMPONENTS 1
vec4 hook() {
    return vec4(dot(HOOKED_tex(HOOKED_pos).rgb, vec3(0.299, 0.587, 0.114)), 0.0, 0.0, 1.0);
}

//!DESC Sakuga Thin VeryFast: edges
//!HOOK MAIN
//!BIND SAKUGA_THIN
//!SAVE SAKUGA_THIN
//!WIDTH HOOKED.w 4 /
//!HEIGHT HOOKED.h 4 /
//!COMPONENTS 1
float luma(float dx, float dy) {
    return SAKUGA_THIN_texOff(vec2(dx, dy)).x;
}

vec4 hook() {
    float nw = luma(-1.0, -1.0), n = luma(0.0, -1.0), ne = luma(1.0, -1.0);
    float w = luma(-1.0, 0.0), e = luma(1.0, 0.0);
    float sw = luma(-1.0, 1.0), s = luma(0.0, 1.0), se = luma(1.0, 1.0);
    float gx = (ne + 2.0 * e + se) - (nw + 2.0 * w + sw);
    float gy = (sw + 2.0 * s + se) - (nw + 2.0 * n + ne);
    return vec4(pow(length(vec2(gx, gy)) / 8.0, 0.7), 0.0, 0.0, 1.0);
}

//!DESC Sakuga Thin VeryFast: blur across
//!HOOK MAIN
//!BIND SAKUGA_THIN
//!SAVE SAKUGA_THIN
//!WIDTH HOOKED.w 4 /
//!HEIGHT HOOKED.h 4 /
//!COMPONENTS 1
float weight(int i, float sigma, int radius) {
    float ratio = float(i) / sigma;
    return i <= radius ? exp(-0.5 * ratio * ratio) : 0.0;
}

vec4 hook() {
    float sigma = 2.0 * SAKUGA_THIN_size.y / 1080.0;
    int radius = int(max(1.0, ceil(2.0 * sigma)));
    float sum = SAKUGA_THIN_texOff(vec2(0.0)).x;
    float total = 1.0;
    for (int i = 1; i <= radius; i += 2) {
        // One bilinear read between two texels gives both, weighted as they should be.
        float near = weight(i, sigma, radius);
        float outer = weight(i + 1, sigma, radius);
        float both = near + outer;
        vec2 reach = vec2(float(i) + outer / max(both, 1e-20), 0.0);
        sum += both * (SAKUGA_THIN_texOff(-reach).x + SAKUGA_THIN_texOff(reach).x);
        total += 2.0 * both;
    }
    return vec4(sum / total, 0.0, 0.0, 1.0);
}

//!DESC Sakuga Thin VeryFast: blur down
//!HOOK MAIN
//!BIND SAKUGA_THIN
//!SAVE SAKUGA_THIN
//!WIDTH HOOKED.w 4 /
//!HEIGHT HOOKED.h 4 /
//!COMPONENTS 1
float weight(int i, float sigma, int radius) {
    float ratio = float(i) / sigma;
    return i <= radius ? exp(-0.5 * ratio * ratio) : 0.0;
}

vec4 hook() {
    float sigma = 2.0 * SAKUGA_THIN_size.y / 1080.0;
    int radius = int(max(1.0, ceil(2.0 * sigma)));
    float sum = SAKUGA_THIN_texOff(vec2(0.0)).x;
    float total = 1.0;
    for (int i = 1; i <= radius; i += 2) {
        // One bilinear read between two texels gives both, weighted as they should be.
        float near = weight(i, sigma, radius);
        float outer = weight(i + 1, sigma, radius);
        float both = near + outer;
        vec2 reach = vec2(0.0, float(i) + outer / max(both, 1e-20));
        sum += both * (SAKUGA_THIN_texOff(-reach).x + SAKUGA_THIN_texOff(reach).x);
        total += 2.0 * both;
    }
    return vec4(sum / total, 0.0, 0.0, 1.0);
}

//!DESC Sakuga Thin VeryFast: direction to the line
//!HOOK MAIN
//!BIND SAKUGA_THIN
//!SAVE SAKUGA_THIN
//!WIDTH HOOKED.w 4 /
//!HEIGHT HOOKED.h 4 /
//!COMPONENTS 2
float edge(float dx, float dy) {
    return SAKUGA_THIN_texOff(vec2(dx, dy)).x;
}

vec4 hook() {
    float nw = edge(-1.0, -1.0), n = edge(0.0, -1.0), ne = edge(1.0, -1.0);
    float w = edge(-1.0, 0.0), e = edge(1.0, 0.0);
    float sw = edge(-1.0, 1.0), s = edge(0.0, 1.0), se = edge(1.0, 1.0);
    float gx = (ne + 2.0 * e + se) - (nw + 2.0 * w + sw);
    float gy = (sw + 2.0 * s + se) - (nw + 2.0 * n + ne);
    return vec4(vec2(gx, gy) / 32.0, 0.0, 1.0);  // per pixel of the full picture
}

//!DESC Sakuga Thin VeryFast: warp
//!HOOK MAIN
//!BIND HOOKED
//!BIND SAKUGA_THIN
vec4 hook() {
    vec2 towards = SAKUGA_THIN_tex(SAKUGA_THIN_pos).xy;
    vec2 away = -towards / (length(towards) + 0.01);
    float reach = STRENGTH * HOOKED_size.y / 1080.0;
    return HOOKED_tex(HOOKED_pos + away * reach * HOOKED_pt);
}
