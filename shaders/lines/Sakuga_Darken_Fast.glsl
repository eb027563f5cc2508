// Sakuga Darken Fast: deepens dark lines; works at half resolution.
//
// Purpose: lines that are darker than their surroundings become darker still, by the
//   negative part of the difference to a blur; bright detail is left alone.
// Input: MAIN. Output: MAIN, same size; alpha is that of the input.
// Colour state: gamma-encoded R'G'B'; the same change on all three channels.
// Cost: 5 passes; 3 texture reads per half pixel, 3 x 3 per quarter pixel, 2 per pixel
//   (radius 2 up to 1080 lines, growing with the height).
// Idea: the dark half of a difference of Gaussians (Marr and Hildreth, 1980), as in the
//   Anime4K shader of that name by bloc97; written anew from its description. Unlike
//   that, the blur is as wide across as down.
// Licence: MIT, see LICENSE.

//!PARAM STRENGTH
//!DESC How much darker lines become
//!TYPE float
//!MINIMUM 0.0
//!MAXIMUM 4.0
1.5

//!DESC Sakuga Darken Fast: blur across
//!HOOK MAIN
//!BIND HOOKED
//!SAVE SAKUGA_DARK
//!WIDTH HOOKED.w 2 /
//!COMPONENTS 2
float weight(int i, float sigma, int radius) {
    float ratio = float(i) / sigma;
    return i <= radius ? exp(-0.5 * ratio * ratio) : 0.0;
}

float luma(vec2 reach) {
    return dot(HOOKED_texOff(reach).rgb, vec3(0.299, 0.587, 0.114));
}

vec4 hook() {
    float sigma = HOOKED_size.y / 1080.0;
    int radius = int(max(1.0, ceil(2.0 * sigma)));
    // This pixel lies between two of the texels read: they make its own value.
    float here = luma(vec2(0.0));
    float total = weight(0, sigma, radius) + weight(1, sigma, radius);
    float sum = total * here;
    for (int i = 1; i <= radius; i += 2) {
        float near = 0.5 * (weight(i, sigma, radius) + weight(i + 1, sigma, radius));
        float outer = 0.5 * (weight(i + 1, sigma, radius) + weight(i + 2, sigma, radius));
        float both = near + outer;
        vec2 reach = vec2(float(i) + 0.5 + outer / max(both, 1e-20), 0.0);
        sum += both * (luma(-reach) + luma(reach));
        total += 2.0 * both;
    }
    return vec4(sum / total, here, 0.0, 1.0);
}

//!DESC Sakuga Darken Fast: blur down, keep what is darker
//!HOOK MAIN
//!BIND SAKUGA_DARK
//!SAVE SAKUGA_DARK
//!WIDTH HOOKED.w 2 /
//!HEIGHT HOOKED.h 2 /
//!COMPONENTS 1
float weight(int i, float sigma, int radius) {
    float ratio = float(i) / sigma;
    return i <= radius ? exp(-0.5 * ratio * ratio) : 0.0;
}

vec4 hook() {
    float sigma = SAKUGA_DARK_size.y / 1080.0;
    int radius = int(max(1.0, ceil(2.0 * sigma)));
    vec2 here = SAKUGA_DARK_texOff(vec2(0.0)).xy;
    float total = weight(0, sigma, radius) + weight(1, sigma, radius);
    float sum = total * here.x;
    for (int i = 1; i <= radius; i += 2) {
        float near = 0.5 * (weight(i, sigma, radius) + weight(i + 1, sigma, radius));
        float outer = 0.5 * (weight(i + 1, sigma, radius) + weight(i + 2, sigma, radius));
        float both = near + outer;
        vec2 reach = vec2(0.0, float(i) + 0.5 + outer / max(both, 1e-20));
        sum += both * (SAKUGA_DARK_texOff(-reach).x + SAKUGA_DARK_texOff(reach).x);
        total += 2.0 * both;
    }
    return vec4(min(here.y - sum / total, 0.0), 0.0, 0.0, 1.0);
}

//!DESC Sakuga Darken Fast: soften across
//!HOOK MAIN
//!BIND SAKUGA_DARK
//!SAVE SAKUGA_DARK
//!WIDTH HOOKED.w 2 /
//!HEIGHT HOOKED.h 2 /
//!COMPONENTS 1
float weight(int i, float sigma, int radius) {
    float ratio = float(i) / sigma;
    return i <= radius ? exp(-0.5 * ratio * ratio) : 0.0;
}

vec4 hook() {
    float sigma = SAKUGA_DARK_size.y / 1080.0;
    int radius = int(max(1.0, ceil(2.0 * sigma)));
    float sum = SAKUGA_DARK_texOff(vec2(0.0)).x;
    float total = 1.0;
    for (int i = 1; i <= radius; i += 2) {
        // One bilinear read between two texels gives both, weighted as they should be.
        float near = weight(i, sigma, radius);
        float outer = weight(i + 1, sigma, radius);
        float both = near + outer;
        vec2 reach = vec2(float(i) + outer / max(both, 1e-20), 0.0);
        sum += both * (SAKUGA_DARK_texOff(-reach).x + SAKUGA_DARK_texOff(reach).x);
        total += 2.0 * both;
    }
    return vec4(sum / total, 0.0, 0.0, 1.0);
}

//!DESC Sakuga Darken Fast: soften down
//!HOOK MAIN
//!BIND SAKUGA_DARK
//!SAVE SAKUGA_DARK
//!WIDTH HOOKED.w 2 /
//!HEIGHT HOOKED.h 2 /
//!COMPONENTS 1
float weight(int i, float sigma, int radius) {
    float ratio = float(i) / sigma;
    return i <= radius ? exp(-0.5 * ratio * ratio) : 0.0;
}

vec4 hook() {
    float sigma = SAKUGA_DARK_size.y / 1080.0;
    int radius = int(max(1.0, ceil(2.0 * sigma)));
    float sum = SAKUGA_DARK_texOff(vec2(0.0)).x;
    float total = 1.0;
    for (int i = 1; i <= radius; i += 2) {
        // One bilinear read between two texels gives both, weighted as they should be.
        float near = weight(i, sigma, radius);
        float outer = weight(i + 1, sigma, radius);
        float both = near + outer;
        vec2 reach = vec2(0.0, float(i) + outer / max(both, 1e-20));
        sum += both * (SAKUGA_DARK_texOff(-reach).x + SAKUGA_DARK_texOff(reach).x);
        total += 2.0 * both;
    }
    return vec4(sum / total, 0.0, 0.0, 1.0);
}

//!DESC Sakuga Darken Fast: darken
//!HOOK MAIN
//!BIND HOOKED
//!BIND SAKUGA_DARK
vec4 hook() {
    vec4 colour = HOOKED_tex(HOOKED_pos);
    return vec4(colour.rgb + STRENGTH * SAKUGA_DARK_tex(SAKUGA_DARK_pos).x, colour.a);
}
