// Sakuga Upscale DTD x2: doubles the picture; its lines become darker, thinner and sharper.
//
// Purpose: darken, thin and deblur in one chain, for old or soft drawings with pale
//   lines. The strongest of the classical enlargers; text and grain are warped a
//   little.
// Input: MAIN, when the screen asks for more than 1.2 times its size.
// Output: MAIN at twice the size; alpha is that of the input.
// Colour state: gamma-encoded R'G'B'.
// Cost: 12 passes; at 1080 lines about 3 + 3 + 3 + 4 + 8 + 5 + 5 + 8 + 5 + 5 reads per
//   pixel of the input, 2 + 2 per pixel of the output.
// Idea: Darken, Thin and Deblur in a row, as in the Anime4K shader of that name by
//   bloc97; written anew from its description.
// Licence: MIT, see LICENSE.

//!PARAM DARKEN
//!DESC How much darker lines become
//!TYPE float
//!MINIMUM 0.0
//!MAXIMUM 4.0
1.8

//!PARAM THIN
//!DESC How far lines are drawn in, in pixels at 1080 lines
//!TYPE float
//!MINIMUM 0.0
//!MAXIMUM 2.0
0.4

//!PARAM DEBLUR
//!DESC Strength of the sharpening
//!TYPE float
//!MINIMUM 0.0
//!MAXIMUM 2.0
0.5

//!DESC Sakuga Upscale DTD x2: darken: blur across
//!HOOK MAIN
//!BIND HOOKED
//!SAVE SAKUGA_DARK
//!COMPONENTS 2
//!WHEN OUTPUT.w HOOKED.w / 1.2 > OUTPUT.h HOOKED.h / 1.2 > *
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
    float here = luma(vec2(0.0));
    float total = 1.0;
    float sum = total * here;
    for (int i = 1; i <= radius; i += 2) {
        // One bilinear read between two texels gives both, weighted as they should be.
        float near = weight(i, sigma, radius);
        float outer = weight(i + 1, sigma, radius);
        float both = near + outer;
        vec2 reach = vec2(float(i) + outer / max(both, 1e-20), 0.0);
        sum += both * (luma(-reach) + luma(reach));
        total += 2.0 * both;
    }
    return vec4(sum / total, here, 0.0, 1.0);
}

//!DESC Sakuga Upscale DTD x2: darken: blur down, keep what is darker
//!HOOK MAIN
//!BIND SAKUGA_DARK
//!SAVE SAKUGA_DARK
//!COMPONENTS 1
//!WHEN OUTPUT.w HOOKED.w / 1.2 > OUTPUT.h HOOKED.h / 1.2 > *
float weight(int i, float sigma, int radius) {
    float ratio = float(i) / sigma;
    return i <= radius ? exp(-0.5 * ratio * ratio) : 0.0;
}

vec4 hook() {
    float sigma = SAKUGA_DARK_size.y / 1080.0;
    int radius = int(max(1.0, ceil(2.0 * sigma)));
    vec2 here = SAKUGA_DARK_texOff(vec2(0.0)).xy;
    float total = 1.0;
    float sum = total * here.x;
    for (int i = 1; i <= radius; i += 2) {
        // One bilinear read between two texels gives both, weighted as they should be.
        float near = weight(i, sigma, radius);
        float outer = weight(i + 1, sigma, radius);
        float both = near + outer;
        vec2 reach = vec2(0.0, float(i) + outer / max(both, 1e-20));
        sum += both * (SAKUGA_DARK_texOff(-reach).x + SAKUGA_DARK_texOff(reach).x);
        total += 2.0 * both;
    }
    return vec4(min(here.y - sum / total, 0.0), 0.0, 0.0, 1.0);
}

//!DESC Sakuga Upscale DTD x2: darken: soften across
//!HOOK MAIN
//!BIND SAKUGA_DARK
//!SAVE SAKUGA_DARK
//!COMPONENTS 1
//!WHEN OUTPUT.w HOOKED.w / 1.2 > OUTPUT.h HOOKED.h / 1.2 > *
float weight(int i, float sigma, int radius) {
    float ratio = float(i) / sigma;
    return i <= radius ? exp(-0.5 * ratio * ratio) : 0.0;
}

vec4 hook() {
    float sigma = 0.4 * SAKUGA_DARK_size.y / 1080.0;
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

//!DESC Sakuga Upscale DTD x2: darken: soften down and darken
//!HOOK MAIN
//!BIND HOOKED
//!BIND SAKUGA_DARK
//!SAVE SAKUGA_DARKENED
//!COMPONENTS 4
//!WHEN OUTPUT.w HOOKED.w / 1.2 > OUTPUT.h HOOKED.h / 1.2 > *
float weight(int i, float sigma, int radius) {
    float ratio = float(i) / sigma;
    return i <= radius ? exp(-0.5 * ratio * ratio) : 0.0;
}

vec4 hook() {
    float sigma = 0.4 * SAKUGA_DARK_size.y / 1080.0;
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
    vec4 colour = HOOKED_tex(HOOKED_pos);
    return vec4(colour.rgb + DARKEN * sum / total, colour.a);
}

//!DESC Sakuga Upscale DTD x2: thin: edges
//!HOOK MAIN
//!BIND SAKUGA_DARKENED
//!SAVE SAKUGA_THIN
//!COMPONENTS 1
//!WHEN OUTPUT.w HOOKED.w / 1.2 > OUTPUT.h HOOKED.h / 1.2 > *
float luma(float dx, float dy) {
    return dot(SAKUGA_DARKENED_texOff(vec2(dx, dy)).rgb, vec3(0.299, 0.587, 0.114));
}

vec4 hook() {
    float nw = luma(-1.0, -1.0), n = luma(0.0, -1.0), ne = luma(1.0, -1.0);
    float w = luma(-1.0, 0.0), e = luma(1.0, 0.0);
    float sw = luma(-1.0, 1.0), s = luma(0.0, 1.0), se = luma(1.0, 1.0);
    float gx = (ne + 2.0 * e + se) - (nw + 2.0 * w + sw);
    float gy = (sw + 2.0 * s + se) - (nw + 2.0 * n + ne);
    return vec4(pow(length(vec2(gx, gy)) / 8.0, 0.7), 0.0, 0.0, 1.0);
}

//!DESC Sakuga Upscale DTD x2: thin: blur across
//!HOOK MAIN
//!BIND SAKUGA_THIN
//!SAVE SAKUGA_THIN
//!COMPONENTS 1
//!WHEN OUTPUT.w HOOKED.w / 1.2 > OUTPUT.h HOOKED.h / 1.2 > *
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

//!DESC Sakuga Upscale DTD x2: thin: blur down
//!HOOK MAIN
//!BIND SAKUGA_THIN
//!SAVE SAKUGA_THIN
//!COMPONENTS 1
//!WHEN OUTPUT.w HOOKED.w / 1.2 > OUTPUT.h HOOKED.h / 1.2 > *
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

//!DESC Sakuga Upscale DTD x2: thin: direction to the line
//!HOOK MAIN
//!BIND SAKUGA_THIN
//!SAVE SAKUGA_THIN
//!COMPONENTS 2
//!WHEN OUTPUT.w HOOKED.w / 1.2 > OUTPUT.h HOOKED.h / 1.2 > *
float edge(float dx, float dy) {
    return SAKUGA_THIN_texOff(vec2(dx, dy)).x;
}

vec4 hook() {
    float nw = edge(-1.0, -1.0), n = edge(0.0, -1.0), ne = edge(1.0, -1.0);
    float w = edge(-1.0, 0.0), e = edge(1.0, 0.0);
    float sw = edge(-1.0, 1.0), s = edge(0.0, 1.0), se = edge(1.0, 1.0);
    float gx = (ne + 2.0 * e + se) - (nw + 2.0 * w + sw);
    float gy = (sw + 2.0 * s + se) - (nw + 2.0 * n + ne);
    return vec4(vec2(gx, gy) / 8.0, 0.0, 1.0);
}

//!DESC Sakuga Upscale DTD x2: enlarge and thin
//!HOOK MAIN
//!BIND SAKUGA_DARKENED
//!BIND SAKUGA_THIN
//!SAVE SAKUGA_FINE
//!WIDTH HOOKED.w 2 *
//!HEIGHT HOOKED.h 2 *
//!COMPONENTS 4
//!WHEN OUTPUT.w HOOKED.w / 1.2 > OUTPUT.h HOOKED.h / 1.2 > *
vec4 hook() {
    vec2 towards = SAKUGA_THIN_tex(SAKUGA_THIN_pos).xy;
    vec2 away = -towards / (length(towards) + 0.01);
    float reach = THIN * SAKUGA_DARKENED_size.y / 1080.0;
    return SAKUGA_DARKENED_tex(SAKUGA_DARKENED_pos + away * reach * SAKUGA_DARKENED_pt);
}

//!DESC Sakuga Upscale DTD x2: deblur: blur and limits, across
//!HOOK MAIN
//!BIND SAKUGA_FINE
//!SAVE SAKUGA_DOG
//!COMPONENTS 3
//!WHEN OUTPUT.w HOOKED.w / 1.2 > OUTPUT.h HOOKED.h / 1.2 > *
float luma(float dx) {
    return dot(SAKUGA_FINE_texOff(vec2(2.0 * dx, 0.0)).rgb, vec3(0.299, 0.587, 0.114));
}

vec4 hook() {
    float l1 = luma(-1.0);
    float c = luma(0.0);
    float r1 = luma(1.0);
    float blur = 0.06136 * (luma(-2.0) + luma(2.0)) + 0.24477 * (l1 + r1) + 0.38774 * c;
    return vec4(blur, min(c, min(l1, r1)), max(c, max(l1, r1)), 1.0);
}

//!DESC Sakuga Upscale DTD x2: deblur: blur and limits, down
//!HOOK MAIN
//!BIND SAKUGA_DOG
//!SAVE SAKUGA_DOG
//!COMPONENTS 3
//!WHEN OUTPUT.w HOOKED.w / 1.2 > OUTPUT.h HOOKED.h / 1.2 > *
vec4 hook() {
    vec3 above = SAKUGA_DOG_texOff(vec2(0.0, -1.0)).xyz;
    vec3 here = SAKUGA_DOG_texOff(vec2(0.0, 0.0)).xyz;
    vec3 below = SAKUGA_DOG_texOff(vec2(0.0, 1.0)).xyz;
    float outer = SAKUGA_DOG_texOff(vec2(0.0, -2.0)).x + SAKUGA_DOG_texOff(vec2(0.0, 2.0)).x;
    float blur = 0.06136 * outer + 0.24477 * (above.x + below.x) + 0.38774 * here.x;
    float darkest = min(here.y, min(above.y, below.y));
    float brightest = max(here.z, max(above.z, below.z));
    return vec4(blur, darkest, brightest, 1.0);
}

//!DESC Sakuga Upscale DTD x2: deblur
//!HOOK MAIN
//!BIND SAKUGA_FINE
//!BIND SAKUGA_DOG
//!WIDTH HOOKED.w 2 *
//!HEIGHT HOOKED.h 2 *
//!WHEN OUTPUT.w HOOKED.w / 1.2 > OUTPUT.h HOOKED.h / 1.2 > *
#define EDGE 0.1
#define CURVE 0.8
#define NOISE 0.004

// Lifts what lies between NOISE and EDGE, leaves the rest as it is.
float curved(float change) {
    float size = abs(change);
    float inner = clamp(size, NOISE, EDGE);
    float lifted = pow((inner - NOISE) / (EDGE - NOISE), CURVE) * (EDGE - NOISE) + NOISE;
    return sign(change) * (size - inner + lifted);
}

vec4 hook() {
    vec4 colour = SAKUGA_FINE_tex(SAKUGA_FINE_pos);
    vec3 around = SAKUGA_DOG_tex(SAKUGA_DOG_pos).xyz;
    float luma = dot(colour.rgb, vec3(0.299, 0.587, 0.114));
    float sharp = luma + curved(DEBLUR * (luma - around.x));
    float change = clamp(sharp, around.y, around.z) - luma;
    return vec4(colour.rgb + change, colour.a);
}
