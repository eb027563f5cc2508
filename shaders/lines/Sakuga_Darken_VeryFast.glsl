// Sakuga Darken VeryFast: deepens dark lines; works at a quarter of the resolution.
//
// Purpose: lines that are darker than their surroundings become darker still, by the
//   negative part of the difference to a blur; bright detail is left alone. Thin lines
//   are caught less than by the slower forms.
// Input: MAIN. Output: MAIN, same size; alpha is that of the input.
// Colour state: gamma-encoded R'G'B'; the same change on all three channels.
// Cost: 5 passes; 1 texture read per quarter pixel, 3 per eighth, 3 + 4 per sixteenth,
//   2 per pixel (radius 2 up to 1080 lines, growing with the height).
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

//!DESC Sakuga Darken VeryFast: luma
//!HOOK MAIN
//!BIND HOOKED
//!SAVE SAKUGA_DARK
//!WIDTH HOOKED.w 2 /
//!HEIGHT HOOKED.h 2 /
//!COMPONENTS 1
vec4 hook() {
    return vec4(dot(HOOKED_tex(HOOKED_pos).rgb, vec3(0.299, 0.587, 0.114)), 0.0, 0.0, 1.0);
}

//!DESC Sakuga Darken VeryFast: blur across
//!HOOK MAIN
//!BIND SAKUGA_DARK
//!SAVE SAKUGA_DARK
//!WIDTH HOOKED.w 4 /
//!HEIGHT HOOKED.h 2 /
//!COMPONENTS 2
float weight(int i, float sigma, int radius) {
    float ratio = float(i) / sigma;
    return i <= radius ? exp(-0.5 * ratio * ratio) : 0.0;
}

float luma(vec2 reach) {
    return SAKUGA_DARK_texOff(reach).x;
}

vec4 hook() {
    float sigma = SAKUGA_DARK_size.y / 1080.0;
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

//!DESC Sakuga Darken VeryFast: blur down, keep what is darker
//!HOOK MAIN
//!BIND SAKUGA_DARK
//!SAVE SAKUGA_DARK
//!WIDTH HOOKED.w 4 /
//!HEIGHT HOOKED.h 4 /
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

//!DESC Sakuga Darken VeryFast: soften
//!HOOK MAIN
//!BIND SAKUGA_DARK
//!SAVE SAKUGA_DARK
//!WIDTH HOOKED.w 4 /
//!HEIGHT HOOKED.h 4 /
//!COMPONENTS 1
float weight(int i, float sigma, int radius) {
    float ratio = float(i) / sigma;
    return i <= radius ? exp(-0.5 * ratio * ratio) : 0.0;
}

vec4 hook() {
    float sigma = SAKUGA_DARK_size.y / 1080.0;
    int radius = int(max(1.0, ceil(2.0 * sigma)));
    float sum = 0.0;
    float total = 0.0;
    // Four bilinear reads stand for nine texels: each shares the middle row and column.
    for (int y = 0; y <= radius; y += 2) {
        for (int x = 0; x <= radius; x += 2) {
            vec2 near = vec2(weight(x, sigma, radius), weight(y, sigma, radius));
            near *= vec2(x == 0 ? 0.5 : 1.0, y == 0 ? 0.5 : 1.0);
            vec2 outer = vec2(weight(x + 1, sigma, radius), weight(y + 1, sigma, radius));
            vec2 both = near + outer;
            vec2 reach = vec2(float(x), float(y)) + outer / max(both, vec2(1e-20));
            vec2 mirrored = vec2(reach.x, -reach.y);
            sum += both.x * both.y
                * (SAKUGA_DARK_texOff(reach).x + SAKUGA_DARK_texOff(-reach).x
                    + SAKUGA_DARK_texOff(mirrored).x + SAKUGA_DARK_texOff(-mirrored).x);
            total += 4.0 * both.x * both.y;
        }
    }
    return vec4(sum / total, 0.0, 0.0, 1.0);
}

//!DESC Sakuga Darken VeryFast: darken
//!HOOK MAIN
//!BIND HOOKED
//!BIND SAKUGA_DARK
vec4 hook() {
    vec4 colour = HOOKED_tex(HOOKED_pos);
    return vec4(colour.rgb + STRENGTH * SAKUGA_DARK_tex(SAKUGA_DARK_pos).x, colour.a);
}
